"""The smallest situation that shows something, and how to say it."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING, Protocol

from specdsl.meaning.ranks import bits
from specdsl.meaning.space import YES
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specdsl.graph.query import Index
    from specdsl.meaning.situation import Situation
    from specdsl.meaning.space import Kind, Space, Variable

_MOST_TRIES = 200


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is so: a category, flag or free text is `yes`, or a facet has a value."""

    kind: Kind
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Witness:
    """A situation that shows something, with the facts that it rests on.

    All that can be yes or no is no unless a fact says yes. Facets without a fact may have any value that the
    world allows beside the facts; in `situation` they have one.
    """

    facts: tuple[Fact, ...]
    situation: Situation


class Question(Protocol):
    """What both engines can do with a question."""

    def point(self) -> int | None:
        """A situation of the goal."""

    def breaks(self, box: int) -> int | None:
        """A possible situation of the box that is not one of the goal."""

    def possible(self, box: int) -> int | None:
        """A situation of the box that the world allows."""


class Searchable(Question, Protocol):
    """What regions can do besides."""

    def needed(self) -> int:
        """A box around all situations of the goal."""

    def crowd(self, box: int) -> int:
        """How much stands in the way of all of the box being of the goal."""

    def narrowed(self, box: int) -> int:
        """The facets to which a box does not leave every answer that the world does."""

    def obstacles(self, box: int) -> list[int]:
        """Boxes of which one must be left for all that is possible to be of the goal; none where it is."""


# ── The fewest facts ──────────────────────────────────────────────────────────
#
# Facts are a box: yes or no for what can be either, and for a facet one value or all of them.


def smallest(space: Space, question: Searchable) -> int | None:
    """The box of the fewest facts under which the goal holds whatever else is so.

    Facts are added one by one, each because without it something stands in the way; what promises the fewest
    in the end is looked at first. Where that takes too long it is a box of which no fact can be dropped.
    """
    needed = question.needed()
    narrowed = question.narrowed(needed)
    start = _forced(space, needed)
    best = _straight(space, question, start)
    waiting = [(_promise(space, start, narrowed), 0, start)]
    met = {start}
    for _ in range(_MOST_TRIES):
        if not waiting or (best is not None and waiting[0][0][0] >= _count(space, best)):
            return best
        box = heappop(waiting)[-1]
        obstacles = question.obstacles(box)
        if not obstacles:
            return box
        for richer in _more_facts(space, box, obstacles):
            if richer not in met:
                met.add(richer)
                heappush(waiting, (_promise(space, richer, narrowed), len(met), richer))
    return best


def _straight(space: Space, question: Searchable, box: int) -> int | None:
    """Facts found by always adding the one that leaves least in the way, then dropping what is not needed."""
    while obstacles := question.obstacles(box):
        richer = min(_more_facts(space, box, obstacles), key=question.crowd, default=None)
        if richer is None:
            return None
        box = richer
    return fewer(space, question, box)


def _count(space: Space, box: int) -> int:
    return space.width(space.whole & (box ^ space.nothing_known))


def _promise(space: Space, box: int, narrowed: int) -> tuple[int, int]:
    """How many facts it will take at least, given facets that need one; of equals, the richer is first."""
    facts = _count(space, box)
    return facts - space.width(narrowed & ~box), -facts


def _forced(space: Space, needed: int) -> int:
    """No facts but those that every situation of a box shares."""
    box = space.nothing_known
    for variable in space.unusual(space.usual(needed)):
        if variable.kind != "facet":
            box = box & ~variable.bits | variable.bit(YES)
    return box


def _more_facts(space: Space, box: int, obstacles: Iterable[int]) -> Iterator[int]:
    """The box with one more fact that leads out of an obstacle."""
    for obstacle in obstacles:
        for variable in space.constrained(obstacle):
            if space.is_open(box, variable):
                for bit in bits(variable.bits & ~obstacle & ~(box if variable.kind != "facet" else 0)):
                    yield box & ~variable.bits | 1 << bit


def fewer(space: Space, question: Question, point: int) -> int:
    """The facts of a situation of the goal without those that can be dropped, one after the other."""
    box, dropped = point, True
    while dropped:
        dropped = False
        for variable in space.facts(box):
            lighter = box & ~variable.bits | space.nothing_known & variable.bits
            if question.possible(lighter) is not None and question.breaks(lighter) is None:
                box, dropped = lighter, True
    return box


def witness(space: Space, facts: int, point: int) -> Witness:
    """The witness of a box of facts and a situation in it."""
    said = tuple(Fact(v.kind, v.name, *v.answers_in(facts)) for v in _in_order(space.facts(facts)))
    return Witness(said, space.situation(point))


def _in_order(variables: Iterable[Variable]) -> list[Variable]:
    return sorted(variables, key=lambda variable: variable.kind != "category")


# ── In words ──────────────────────────────────────────────────────────────────


def in_words(index: Index, shown: Witness) -> tuple[str, ...]:
    """The facts, one short line each, and what holds of all else."""
    categories = [index.title(fact.name) for fact in shown.facts if fact.kind == "category"]
    others = [_fact_in_words(fact) for fact in shown.facts if fact.kind != "category"]
    inside = [f"in {_listed(categories)}"] if categories else []
    return (*inside, *others, "everything else: no")


def _fact_in_words(fact: Fact) -> str:
    name = f'"{fact.name}"' if fact.kind == "text" else fact.name
    return f"{name}: {fact.value}"


def _listed(names: list[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
