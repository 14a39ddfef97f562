"""What was worked out of one version of a policy, and what it rests on, for the next version.

Nearly all work looks at few rules: those that it is about, and those that may apply where it searches. The
latter are noted as one box around all places in which any rule was looked for, so that rules that come to
apply there are thought of too.
"""

from __future__ import annotations

from functools import partial
from operator import is_
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, TypeVar, cast

from specdsl.graph.model import Category, Example, Rule
from specdsl.meaning.again import renewed
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from specdsl.graph.query import Index
    from specdsl.meaning.again import Changes
    from specdsl.meaning.space import Space

T = TypeVar("T")
P = TypeVar("P", Rule, Example, Category)

Kind: TypeAlias = Literal["rule", "rules of", "example", "examples in", "all"]

Part: TypeAlias = tuple[Kind, str]
"""A rule or an example by identifier, the rules of a category, the examples that may be in one.

Of all rules: `("all", "rules")` is whatever they say, `("all", "numbers")` which are active and in which
order, `("all", "circles")` which may defeat each other in a circle, `("all", "categories")` which of them ask
about categories, and which examples do.
"""


class Kept(NamedTuple):
    """Something worked out: of these parts, of the rules in the box `reach`, and of what was `given`."""

    value: tuple[object, ...]
    parts: frozenset[Part]
    reach: int
    spent: int
    given: Sequence[object]


@dataclass(slots=True)
class _Work:
    """What work that goes on has looked at, and how much it was."""

    parts: set[Part]
    reach: int = 0
    spent: int = 0


class Notebook:
    """Follows the work that goes on, the innermost last, and keeps what came of it.

    Where nobody follows the work nothing is noted.
    """

    def __init__(self) -> None:
        self._going_on: list[_Work] = []
        self._found: dict[str, dict[str, Kept]] = {}
        self._asked: dict[object, Kept] = {}
        self._told: dict[object, Kept] = {}
        self._told_before: dict[object, Kept] = {}

    # ── What work looks at ────────────────────────────────────────────────────

    def part(self, part: Part) -> None:
        """It rests on that part."""
        if self._going_on:
            self._going_on[-1].parts.add(part)

    def reach(self, box: int) -> None:
        """It rests on which rules apply in the box."""
        if self._going_on:
            self._going_on[-1].reach |= box

    def spend(self, work: int) -> None:
        """It took so much."""
        if self._going_on:
            self._going_on[-1].spent += work

    def _rest_on(self, kept: Kept) -> None:
        if self._going_on:
            work = self._going_on[-1]
            work.parts |= kept.parts
            work.reach |= kept.reach
            work.spent += kept.spent

    def _follow(self, do: Callable[[], Iterable[object]], given: Sequence[object] = ()) -> Kept:
        work = _Work(set())
        self._going_on.append(work)
        try:
            made = tuple(do())
        finally:
            self._going_on.pop()
        kept = Kept(made, frozenset(work.parts), work.reach, work.spent, given)
        self._rest_on(kept)
        return kept

    # ── What came of it ───────────────────────────────────────────────────────

    def found(
        self, search: str, about: str, do: Callable[[], Iterable[T]], given: Sequence[object] = ()
    ) -> Sequence[T]:
        """What a search finds about something, once in all versions."""
        of_search = self._found.setdefault(search, {})
        kept = of_search.get(about)
        if kept and len(kept.given) == len(given) and all(map(is_, kept.given, given)):
            self._rest_on(kept)
        else:
            of_search[about] = kept = self._follow(do, given)
        return cast("Sequence[T]", kept.value)

    def each(self, search: str, parts: Iterable[P], look: Callable[[P], Iterable[T]]) -> Iterator[T]:
        """What a search finds about each of many parts."""
        of_search = self._found.setdefault(search, {})
        for part in parts:
            kept = of_search.get(part.id)
            if kept is None:
                of_search[part.id] = kept = self._follow(partial(look, part))
            elif self._going_on:
                self._rest_on(kept)
            if kept.value:
                yield from cast("Sequence[T]", kept.value)

    def asked(self, name: object, do: Callable[[], T]) -> T:
        """The answer to what is asked by many, once in this version."""
        kept = self._asked.get(name)
        if kept:
            self._rest_on(kept)
        else:
            self._asked[name] = kept = self._follow(lambda: (do(),))
        return cast("T", kept.value[0])

    def told(self, name: str, found: object, tell: Callable[[], T], sound: Callable[[T], bool]) -> T:
        """What is told of something found, kept from one version to the next as long as it is sound."""
        key = name, id(found)
        kept = self._told_before.get(key)
        if kept is None or not sound(cast("T", kept.value[0])):
            kept = self._follow(lambda: (tell(),), (found,))  # this is kept: nothing else gets its identity
        self._told[key] = kept
        return cast("T", kept.value[0])

    # ── One version after the other ───────────────────────────────────────────

    def turn(self, index: Index, changed: Changes, hulls: Sequence[int], space: Space) -> int:
        """Keep what holds in the next version, in terms of that; how much work it took.

        It does unless something is part of it that changed, or a rule changed that was or is in its reach.
        """
        everything: list[dict[Any, Kept]] = [*self._found.values(), self._told]
        parts, meeting = changed.parts, space.meeting
        for some in everything if parts else ():
            lost = [
                name
                for name, kept in some.items()
                if not kept.parts.isdisjoint(parts) or (kept.reach and meeting(kept.reach, hulls))
            ]
            for name in lost:
                del some[name]
        for of_search in self._found.values():
            _renew(of_search, index, changed)
        self._told_before, self._told, self._asked = self._told, {}, {}
        return sum(kept.spent for some in everything for kept in some.values())


def _renew(of_search: dict[str, Kept], index: Index, changed: Changes) -> None:
    """Findings about parts that are the policy's now."""
    for about, kept in of_search.items():
        if kept.value and (about in changed.renewed or not kept.parts.isdisjoint(changed.renewed_parts)):
            of_search[about] = kept._replace(value=renewed(kept.value, index))
