"""What was worked out of the parts of a policy, for the next time that it is looked at.

An editor asks for all findings after each change, of which nearly all rest on parts that are as they were.
Parts are known by identity: whoever builds a part again gets the old one as long as nothing about it changed,
so that what was worked out of it is right as long as it is the same object.
"""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_Key = tuple[str, int, int]


class Memory:
    """What is remembered of one look at a policy; `before` is that of the look before.

    Nothing is kept that two looks in a row had no use for. A memory that is not `lasting` is for a single
    look, and forgets what was worked out of parts at once: nobody asks for it twice in one look.
    """

    def __init__(self, before: Memory | None = None, *, lasting: bool = True) -> None:
        self.lasting = lasting
        self._before = before.now if before else {}
        self.now: dict[_Key, tuple[object, object, Any]] = {}
        self._values_before = before.values if before else {}
        self.values: dict[str, Any] = {}

    def of(
        self,
        part: object,
        what: str,
        make: Callable[[], T],
        given: object = None,
        sound: Callable[[T], bool] | None = None,
    ) -> T:
        """What `make` gives, once for this part; it must depend on the part and on `given` alone.

        Where `sound` is not content with what is remembered it is made anew.
        """
        if not self.lasting:
            return make()
        key = (what, id(part), id(given))
        kept = self.now.get(key) or self._before.get(key)
        if kept is None or (sound and not sound(kept[2])):
            kept = part, given, make()  # the parts are kept, so that nobody else gets their identity
        self.now[key] = kept
        return kept[2]

    def let_go(self) -> None:
        """Forget the look before, which would keep the one before it, and so on to the first."""
        self._before, self._values_before = {}, {}

    def forget(self, part: object, what: str, given: object = None) -> None:
        """What was made of the part is not to be used again."""
        self.now.pop((what, id(part), id(given)), None)

    def last(self, what: str) -> Any:  # noqa: ANN401 - whatever was kept under that name
        """What the look before kept."""
        return self._values_before.get(what)

    def keep(self, what: str, value: T) -> T:
        """For the next look."""
        self.values[what] = value
        return value

    def same(self, what: str, value: T) -> T:
        """The value, or the equal one of the look before: what is equal becomes the same part."""
        before = self.last(what)
        return self.keep(what, before if before == value else value)

    def same_parts(self, what: str, parts: tuple[T, ...]) -> tuple[T, ...]:
        """The parts, or those of the look before where they are the same ones: many parts become one."""
        before = self.last(what) or ()
        same = len(before) == len(parts) and all(map(is_, before, parts))
        return self.keep(what, before if same else parts)
