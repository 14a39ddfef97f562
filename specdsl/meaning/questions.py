"""The prover: questions about all situations at once, and their answers.

Every question is whether there is a situation, among those that `assume`, `within` and `disjoint from` allow,
in which some claims hold and others do not. Regions answer first; where they would take too many boxes, the
solver does.
"""

from __future__ import annotations

from contextlib import suppress
from copy import copy
from functools import cached_property, partial, reduce
from math import log2
from operator import or_
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

from specdsl.graph.model import Rule
from specdsl.meaning.again import means_the_same, renewed
from specdsl.meaning.budget import Budget, Meter
from specdsl.meaning.by_regions import ByRegions, RegionQuestion
from specdsl.meaning.by_solver import BySolver
from specdsl.meaning.cases import BudgetError
from specdsl.meaning.claims import Claim, Some, Stands, Within
from specdsl.meaning.overlaps import Overlaps
from specdsl.meaning.recheck import is_so
from specdsl.meaning.stage import Stage, stage
from specdsl.meaning.witness import Fact, Witness, fewer, in_words, smallest, witness
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from specdsl.graph.model import Policy
    from specdsl.graph.query import Index
    from specdsl.meaning.ranks import Ranks
    from specdsl.meaning.space import Space
    from specdsl.meaning.witness import Question

__all__ = [
    "Answer", "Budget", "Claim", "Fact", "Proved", "Prover", "Refuted", "Some", "Stands", "Unknown", "Within",
    "Witness", "in_words",
]  # fmt: skip

T = TypeVar("T")

_PATIENCE = 4  # how many times the work of its question a witness may take

Engine: TypeAlias = Literal["regions", "solver"]


@dataclass(frozen=True, slots=True)
class Proved:
    """There is no such situation."""


@dataclass(frozen=True)
class Refuted:
    """There is one."""

    prover: Prover
    inside: tuple[Claim, ...]
    outside: tuple[Claim, ...]
    point: int

    @cached_property
    def witness(self) -> Witness:
        """The one with the fewest facts; it has been decided again by the plain definition."""
        return self.prover.witness(self)


@dataclass(frozen=True, slots=True)
class Unknown:
    """The budget ran out."""

    spent: int


Answer: TypeAlias = Proved | Refuted | Unknown


class Prover:
    """Answers questions about one policy. The same questions in the same order get the same answers."""

    def __init__(
        self,
        index: Index,
        budget: Budget = Budget(),  # noqa: B008 - frozen
        engines: Sequence[Engine] = ("regions", "solver"),
    ) -> None:
        self.index = index
        self.budget = budget
        self._left = budget.total
        self._engines = engines
        self._asked: dict[tuple[str, bool], Answer] = {}
        self._found: dict[str, list[Any]] = {}
        self._near: dict[str, int] = {}

    # ── What it stands on ─────────────────────────────────────────────────────

    @cached_property
    def stage(self) -> Stage:
        return stage(self.index)

    @property
    def space(self) -> Space:
        return self.stage.space

    @property
    def ranks(self) -> Ranks:
        return self.stage.ranks

    @cached_property
    def _regions(self) -> ByRegions:
        return ByRegions(self.space, self.ranks)

    @cached_property
    def _solver(self) -> BySolver:
        return BySolver(self.space, self.ranks, self.near)

    @cached_property
    def _overlaps(self) -> Overlaps:
        return Overlaps(self.space, [*map(self._regions.regions.hull, self.rules)])

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that decide; sets of rules count them in this order."""
        return self.index.active_rules

    # ── One version after the other ───────────────────────────────────────────

    def again(self, index: Index) -> Prover:
        """For a policy that means the same: all that this one worked out, about the policy as it is now."""
        after = copy(self)
        after.index = index
        after._found = {  # noqa: SLF001 - its own class
            name: [renewed(each, index) for each in found] for name, found in self._found.items()
        }
        return after

    def means(self, policy: Policy) -> bool:
        """Whether what it worked out is true of that policy too, and told in the same words."""
        return means_the_same(self.index.policy, policy)

    @property
    def is_exhausted(self) -> bool:
        """Whether the whole budget ran out, so that answers depend on what was asked before."""
        return self._left <= 0

    def found(self, find: Callable[[Prover], Iterable[T]]) -> list[T]:
        """All that a search finds, worked out once."""
        name = f"{find.__module__}.{find.__name__}"
        if name not in self._found:
            self._found[name] = [*find(self)]
        return self._found[name]

    # ── Questions ─────────────────────────────────────────────────────────────

    def ask(self, inside: Sequence[Claim], outside: Sequence[Claim] = (), at: int | None = None) -> Answer:
        """Whether there is a situation in which all of `inside` hold and none of `outside`.

        `at` narrows it to those of a box.
        """
        everything = (*inside, *([] if at is None else [Within(at)]))
        before = self._left
        for engine, limit in self._engines_in_turn():
            with suppress(BudgetError):
                pose = partial(engine.question, everything, tuple(outside))
                return self._settle(everything, tuple(outside), pose, limit)
        return Unknown(before - self._left)

    def applies(self, rule: Rule) -> Answer:
        """Whether the rule applies anywhere."""
        return self._once(rule)

    def stands(self, rule: Rule) -> Answer:
        """Whether the rule stands anywhere."""
        return self._once(Stands(rule))

    def _once(self, claim: Rule | Stands) -> Answer:
        """What many findings ask is asked once."""
        key = (claim.id, False) if isinstance(claim, Rule) else (claim.rule.id, True)
        if key not in self._asked:
            self._asked[key] = self.ask([claim])
        return self._asked[key]

    def together(self, first: Rule, second: Rule) -> Answer:
        """Whether two rules apply in one situation."""
        return self.ask([first, second])

    def both_stand(self, first: Rule, second: Rule) -> Answer:
        """Whether two rules stand in one situation: both apply, and no third defeats either."""
        return self.ask([Stands(first), Stands(second)])

    def defeats(self, winner: Rule, loser: Rule) -> bool:
        """Whether the first, where both apply, keeps the second from standing."""
        return bool(self.ranks.defeaters(loser) >> self.ranks.numbers[winner.id] & 1)

    def core(self, inside: Sequence[Claim], outside: Sequence[Claim]) -> tuple[Claim, ...]:
        """A part of `outside` that still leaves no situation, and of which nothing can be dropped."""
        return minimal(outside, lambda part: isinstance(self.ask(inside, part), Proved))

    def defeating(self, rule: Rule) -> tuple[Rule, ...]:
        """Rules that defeat one that never stands between them, and of which none can be dropped."""
        against = tuple(self.ranks.among(self.ranks.defeaters(rule) & self.near(rule)))
        return minimal(against, lambda part: isinstance(self.ask([rule], [self.some(part)]), Proved))

    def some(self, rules: Iterable[Rule]) -> Some:
        """The claim that one of some rules applies."""
        return Some(reduce(or_, (1 << self.ranks.numbers[rule.id] for rule in rules), 0))

    def overlap(self, first: Rule, second: Rule) -> float:
        """How many situations two rules share, as a power of two, without regard to `assume`."""
        shared = self._regions.regions.hull(first) & self._regions.regions.hull(second)
        return sum(log2(len(variable.answers_in(shared)) or 1) for variable in self.space.variables)

    # ── Pairs ─────────────────────────────────────────────────────────────────

    def near(self, rule: Rule) -> int:
        """The rules that might apply together with this active one, as a set; the others never do."""
        if rule.id not in self._near:
            self._near[rule.id] = self._overlaps.meeting(self.ranks.numbers[rule.id], self.ranks.everyone)
        return self._near[rule.id]

    def standing_pairs(self, others: Callable[[Rule], int]) -> Iterator[tuple[Rule, Rule, Refuted | Unknown]]:
        """Each pair of a rule and one of `others` (a set) behind it that both stand somewhere, or might.

        Two of which one defeats the other never do, and are not looked at any further.
        """
        for number, rule in enumerate(self.rules):
            behind = self._unranked(number, rule, others) >> (number + 1) << (number + 1)
            if behind:
                yield from self._standing_with(rule, behind)

    def unranked_pairs(self, others: Callable[[Rule], int]) -> int:
        """How many pairs `standing_pairs` looks at: as far as their conditions say, both may apply."""
        return sum(
            (self._unranked(number, rule, others) >> number).bit_count()
            for number, rule in enumerate(self.rules)
        )

    def _unranked(self, number: int, rule: Rule, others: Callable[[Rule], int]) -> int:
        """Those of the others that might apply with the rule, and of which none is ranked above the other."""
        among = others(rule) & self.ranks.unranked(rule)
        return self._overlaps.meeting(number, among) if among else 0

    def _standing_with(self, rule: Rule, others: int) -> Iterator[tuple[Rule, Rule, Refuted | Unknown]]:
        defeaters = self.ranks.defeaters(rule)
        for other in self.ranks.among(others):
            answer = self._pair(rule, other, defeaters)
            if not isinstance(answer, Proved):
                yield rule, other, answer

    def _pair(self, first: Rule, second: Rule, defeaters: int) -> Answer:
        """Whether both stand, given what defeats the first: the same as `both_stand`, with less ado."""
        claims = (Stands(first), Stands(second))
        silent = defeaters | self.ranks.defeaters(second)
        if "regions" in self._engines:
            with suppress(BudgetError):
                return self._settle(
                    claims, (), partial(self._regions.pair, first, second, silent), self.budget.boxes
                )
        return self.ask(claims)

    @cached_property
    def entangled(self) -> int:
        """The rules that may defeat each other in a circle, and those that may be defeated by such, as a set.

        Of the others some rule stands wherever one applies: what defeats it, or what defeats that, and so on.
        """
        tangle = self.ranks.everyone if self.ranks.may_circle else 0
        loose = tangle
        while loose:
            loose = sum(
                1 << self.ranks.numbers[r.id] for r in self.ranks.among(tangle) if self._is_loose(r, tangle)
            )
            tangle &= ~loose
        return tangle

    def _is_loose(self, rule: Rule, tangle: int) -> bool:
        return not self.ranks.defeaters(rule) & self.near(rule) & tangle

    # ── Answering ─────────────────────────────────────────────────────────────

    def _settle(
        self,
        inside: tuple[Claim, ...],
        outside: tuple[Claim, ...],
        pose: Callable[[Meter], Question],
        limit: int,
    ) -> Proved | Refuted:
        """The answer of one engine; all work is counted, also where it comes to nothing."""
        meter = Meter(min(limit, self._left))
        try:
            point = pose(meter).point()
        finally:
            self._left -= meter.spent
        return Proved() if point is None else Refuted(self, inside, outside, point)

    def _engines_in_turn(self) -> Iterator[tuple[ByRegions | BySolver, int]]:
        if "regions" in self._engines:
            yield self._regions, self.budget.boxes
        if "solver" in self._engines:
            yield self._solver, self.budget.steps

    # ── Witnesses ─────────────────────────────────────────────────────────────

    def witness(self, shown: Refuted) -> Witness:
        """The smallest witness of a refutation, decided again before anybody sees it."""
        facts, point = self._facts(shown)
        found = witness(self.space, facts, point)
        assert is_so(self.index, shown.inside, shown.outside, found.situation), "no witness by the definition"
        return found

    def _facts(self, shown: Refuted) -> tuple[int, int]:
        """The fewest facts that can be had, and a situation with them."""
        for engine, limit in self._engines_in_turn():
            with suppress(BudgetError):
                question = engine.question(shown.inside, shown.outside, Meter(limit * _PATIENCE))
                facts = self._fewest(question, shown.point)
                return facts, question.possible(facts) or shown.point
        return shown.point, shown.point

    def _fewest(self, question: Question, point: int) -> int:
        if isinstance(question, RegionQuestion):
            fewest = smallest(self.space, question)
            if fewest is not None:
                return fewest
        return fewer(self.space, question, point)


def minimal(whole: Sequence[T], enough: Callable[[Sequence[T]], bool]) -> tuple[T, ...]:
    """A part that is still enough, and of which nothing can be dropped."""
    kept, size = tuple(whole), len(whole)
    while size:
        start = 0
        while start < len(kept):
            lighter = kept[:start] + kept[start + size :]
            if enough(lighter):
                kept = lighter
            else:
                start += size
        size //= 2
    return kept
