"""The fewest facts that lead from the usual situation to something else.

A set of facts is a box that leaves all other questions open; those are then as usual. The search begins with
what a rule takes to apply at all, and then adds facts one obstacle at a time: where a rule is in the way,
either one of the answers that it rests on has to change, or a rule has to apply that defeats it. No smaller
set is missed, since every set that leads there must deal with each obstacle in one of these ways.
"""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import combinations, count, product
from typing import TYPE_CHECKING

from specdsl.answers.ground import CONTRADICTION
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from specdsl.answers.ground import Ground, Outcome
    from specdsl.graph.model import Rule

LIMIT = 4_000
"""Sets of facts that are looked at for one goal."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Where to go: a place at which `reached` says yes. At each, some rules of one of `targets` stand.

    `against` are the rules that must not stand there beside those.
    """

    reached: Callable[[int], bool]
    targets: tuple[tuple[Rule, ...], ...]
    against: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """Sets of facts of which nothing can be dropped; all of them, if the search was `complete`."""

    ways: tuple[int, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class _Try:
    facts: int
    targets: tuple[Rule, ...]
    room: int
    """The answers that let the targets apply."""


class Ways:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._space = ground.space
        self._usual = ground.usual

    def search(self, goal: Goal) -> Found:
        found: list[int] = []
        waiting: list[tuple[int, int, _Try]] = []
        order, seen = count(), set[_Try]()
        for first in self._starts(goal):
            heappush(waiting, (self._number(first.facts), next(order), first))
        while waiting:
            _, number, now = heappop(waiting)
            if number > LIMIT:
                return Found(tuple(found), complete=False)
            if now in seen or any(now.facts & ~other == 0 for other in found):
                continue
            seen.add(now)
            point = self.point(now.facts)
            if goal.reached(point) and self._ground.is_possible(point):
                found.append(now.facts)
                continue
            for after in self._after(now, point, goal):
                heappush(waiting, (self._number(after.facts), next(order), after))
        return Found(tuple(found), complete=True)

    # ── Sets of facts ─────────────────────────────────────────────────────────

    def point(self, facts: int) -> int:
        """The situation that has these facts and is as usual otherwise."""
        touched = self._touched(facts)
        return self._usual & ~touched | facts & touched

    def _touched(self, facts: int) -> int:
        return sum(variable.bits for variable in self._space.constrained(facts))

    def _number(self, facts: int) -> int:
        return self._space.width(self._space.whole & ~facts)

    def _into(self, box: int) -> Iterator[int]:
        """What has to change of the usual situation for it to lie in a box."""
        unusual = list(self._space.variables_in(self._usual & ~box))
        bits = sum(variable.bits for variable in unusual)
        yield from self._ground.boxes.points(self._space.whole & ~bits | box & bits, unusual)

    # ── Steps ─────────────────────────────────────────────────────────────────

    def _starts(self, goal: Goal) -> Iterator[_Try]:
        for targets in goal.targets:
            for boxes in product(*(self._ground.where_it_applies(rule) for rule in targets)):
                room = self._ground.known
                for box in boxes:
                    room &= box
                if not self._space.is_empty(room):
                    yield from (_Try(facts, targets, room) for facts in self._into(room))

    def _after(self, now: _Try, point: int, goal: Goal) -> Iterator[_Try]:
        """Everything that deals with the first obstacle."""
        for box in self._ground.ruled_out:
            if point & box == point:
                return self._leaving(box, now)
        for box, rule in self._ground.applying_at(point):
            if any(rule in self._ground.defeaters(target) for target in now.targets):
                return self._leaving(box, now)
        standing = self._ground.standing_at(point)
        for box, rule in self._ground.applying_at(point):
            if rule in standing and rule.id in goal.against:
                return self._beyond(box, rule, now)
        return iter(())

    def _beyond(self, box: int, rule: Rule, now: _Try) -> Iterator[_Try]:
        yield from self._leaving(box, now)
        for other in self._ground.defeaters(rule):
            for against in self._ground.where_it_applies(other):
                yield from self._adding(self._into(against), now)

    def _leaving(self, box: int, now: _Try) -> Iterator[_Try]:
        """With one more answer changed, to one that lies outside the box."""
        touched = self._touched(now.facts)
        for variable in self._space.constrained(box):
            if not variable.bits & touched:
                outside = now.room & variable.bits & ~box
                facts = (now.facts & ~variable.bits | variable.bit(a) for a in variable.answers_in(outside))
                yield from (_Try(each, now.targets, now.room) for each in facts)

    def _adding(self, more: Iterable[int], now: _Try) -> Iterator[_Try]:
        for facts in more:
            both = facts & now.facts
            touched = self._touched(both)
            if not self._space.is_empty(both) and not both & touched & ~now.room:
                yield _Try(both, now.targets, now.room)


# ── Goals ─────────────────────────────────────────────────────────────────────


def into(outcome: Outcome, ground: Ground) -> Goal:
    """To where this is what comes out."""
    against = frozenset(rule.id for rule in ground.rules if rule.verdict != outcome.verdict)
    return Goal(
        lambda point: ground.outcome_at(point) == outcome,
        tuple(_targets(outcome, ground)),
        frozenset() if outcome == CONTRADICTION else against,
    )


def _targets(outcome: Outcome, ground: Ground) -> Iterator[tuple[Rule, ...]]:
    if outcome == CONTRADICTION:
        yield from (pair for pair in combinations(ground.rules, 2) if ground.disagree(*pair))
        return
    yield from ((rule,) for rule in ground.rules if rule.verdict == outcome.verdict)
    if outcome.verdict == ground.otherwise:
        yield ()


def beside(outcome: Outcome, ground: Ground) -> Iterator[Goal]:
    """To where this verdict comes out too, by a rule that usually does not stand or without one that does."""
    usual = ground.standing_at(ground.usual)
    against = frozenset(rule.id for rule in ground.rules if rule.verdict != outcome.verdict)
    for rule in ground.rules:
        if rule.verdict == outcome.verdict and rule not in usual:
            yield Goal(_standing(rule, outcome, ground), ((rule,),), against)
    for rule in usual:
        yield Goal(_fallen(rule, outcome, ground), ((),), against | {rule.id})


def _standing(rule: Rule, outcome: Outcome, ground: Ground) -> Callable[[int], bool]:
    return lambda point: ground.outcome_at(point) == outcome and rule in ground.standing_at(point)


def _fallen(rule: Rule, outcome: Outcome, ground: Ground) -> Callable[[int], bool]:
    return lambda point: ground.outcome_at(point) == outcome and rule not in ground.standing_at(point)
