"""What was worked out of the parts of a policy, for the next time that it is looked at.

An editor asks for all findings after each change, of which nearly all rest on parts that are as they were.
Parts are known by identity: whoever builds a part again gets the old one as long as nothing about it changed,
so that what was worked out of it is right as long as it is the same object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_Key = tuple[str, int, int]


class Memory:
    """What is remembered of one look at a policy; `before` is that of the look before.

    Nothing is kept that two looks in a row had no use for.
    """

    def __init__(self, before: Memory | None = None) -> None:
        self._before: dict[_Key, tuple[object, object, Any]] = before._now if before else {}
        self._now: dict[_Key, tuple[object, object, Any]] = {}
        self._values_before: dict[str, Any] = before._values if before else {}
        self._values: dict[str, Any] = {}

    def of(
        self,
        part: object,
        what: str,
        make: Callable[[], T],
        given: object = None,
        sound: Callable[[], object] = lambda: True,
    ) -> T:
        """What `make` gives, once for this part; it must depend on the part and on `given` alone.

        It is remembered only where `sound` says afterwards that it may be.
        """
        key = (what, id(part), id(given))
        kept = self._now.get(key) or self._before.get(key)
        if kept is not None:
            self._now[key] = kept
            return kept[2]  # type: ignore[no-any-return]
        made = make()
        if sound():
            self._now[key] = part, given, made  # the parts are kept, so that nobody else gets their identity
        return made

    def same(self, what: str, value: T) -> T:
        """The value, or the equal one of the look before: what is equal becomes the same part."""
        before = self._values_before.get(what)
        self._values[what] = kept = before if before == value else value
        return kept  # type: ignore[no-any-return]
