"""The prover: questions about all situations at once, and their answers.

Every question is whether there is a situation, among those that `assume`, `within` and `disjoint from` allow,
in which some claims hold and others do not. Regions answer first; where they would take too many boxes, the
solver does.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property, partial, reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

from specdsl.graph.model import Category, Example, Rule
from specdsl.meaning.again import changes
from specdsl.meaning.budget import Budget, Meter
from specdsl.meaning.by_regions import ByRegions, RegionQuestion
from specdsl.meaning.by_solver import BySolver
from specdsl.meaning.cases import BudgetError
from specdsl.meaning.claims import Claim, Some, Stands, Within
from specdsl.meaning.notebook import Notebook
from specdsl.meaning.overlaps import Overlaps
from specdsl.meaning.ranks import as_set, bits
from specdsl.meaning.recheck import is_so
from specdsl.meaning.scene import may_be_in
from specdsl.meaning.space import free_texts
from specdsl.meaning.stage import Stage, stage
from specdsl.meaning.witness import Fact, Witness, fewer, in_words, smallest, witness
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from specdsl.graph.query import Index
    from specdsl.meaning.notebook import Part
    from specdsl.meaning.ranks import Ranks
    from specdsl.meaning.scene import Scene
    from specdsl.meaning.space import Space
    from specdsl.meaning.witness import Question

__all__ = [
    "Answer", "Budget", "Claim", "Fact", "Proved", "Prover", "Refuted", "Some", "Stands", "Unknown", "Within",
    "Witness", "in_words",
]  # fmt: skip

T = TypeVar("T")
P = TypeVar("P", Rule, Example, Category)

_PATIENCE = 4  # how many times the work of its question a witness may take

Engine: TypeAlias = Literal["regions", "solver"]


@dataclass(frozen=True, slots=True)
class Proved:
    """There is no such situation."""


@dataclass(frozen=True, slots=True)
class Refuted:
    """There is one."""

    prover: Prover
    inside: tuple[Claim, ...]
    outside: tuple[Claim, ...]
    point: int

    @property
    def witness(self) -> Witness:
        """The one with the fewest facts; it has been decided again by the plain definition."""
        return self.prover.witness(self)


@dataclass(frozen=True, slots=True)
class Unknown:
    """The budget ran out."""

    spent: int


Answer: TypeAlias = Proved | Refuted | Unknown


class Prover:
    """Answers questions about one policy. The same questions in the same order get the same answers.

    Where the policy's memory is lasting it stays with the policy through its versions, and keeps what was
    worked out of the parts that an edit does not touch.
    """

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
        self._is_lasting = index.memory.lasting
        self._notebook = Notebook()
        self._found: dict[str, list[Any]] = {}

    # ── What it stands on ─────────────────────────────────────────────────────

    @cached_property
    def stage(self) -> Stage:
        """One of its own where it changes with the policy."""
        return Stage(self.index) if self._is_lasting else stage(self.index)

    @property
    def space(self) -> Space:
        return self.stage.space

    @property
    def ranks(self) -> Ranks:
        return self.stage.ranks

    @cached_property
    def _regions(self) -> ByRegions:
        return ByRegions(self.space, self.ranks, self._notebook)

    @cached_property
    def _solver(self) -> BySolver:
        return BySolver(self.space, self.ranks, self.near, self._notebook)

    @cached_property
    def _near(self) -> dict[str, int]:
        return {}

    @cached_property
    def _overlaps(self) -> Overlaps:
        return Overlaps(self.space, self._hulls)

    @property
    def _hulls(self) -> list[int]:
        return [*map(self._regions.regions.hull, self.rules)]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that decide; sets of rules count them in this order."""
        return self.index.active_rules

    # ── One version after the other ───────────────────────────────────────────

    def turn(self, index: Index) -> bool:
        """Be about the next version of the policy, and keep what is as true of that.

        Not where something changed that may matter to everything, or the whole budget might run out, so that
        answers depend on what was asked before: then a new prover must begin.
        """
        changed = None if self.is_short else changes(self.index, index)
        if changed is None or free_texts(self.index) != free_texts(index):
            return False
        hulls = [*self._hulls_of(changed.rules_in(self.index))]
        may_circle, tangle = self.ranks.may_circle, self.__dict__.get("entangled")
        self.index = index
        self.stage.turn(index, changed)
        self._regions.turn(self.ranks, changed.moved)
        for name in ("_solver", *(("_near", "entangled") if changed.moved else ())):
            self.__dict__.pop(name, None)
        if changed.moved:
            self._overlaps = self._overlaps.turned(self._hulls)
        if tangle not in (None, self.entangled):
            changed = changed.beside(("all", "circles"))
        hulls += self._hulls_of(changed.rules_in(index))
        self._found = {}
        self._left = self.budget.total - self._notebook.turn(index, changed, hulls, self.space)
        return may_circle == self.ranks.may_circle and not self.is_short

    def _hulls_of(self, rules: Iterable[Rule]) -> Iterator[int]:
        """Where rules may apply; an impossible one might be said to be anywhere."""
        hulls = (self._regions.regions.hull(rule) for rule in rules if rule.status == "active")
        return (self.space.whole if self.space.is_empty(hull) else hull for hull in hulls)

    @property
    def is_short(self) -> bool:
        """Whether so little of the whole budget is left that answers may depend on what was asked before."""
        return self._left < self.budget.steps

    # ── What is kept ──────────────────────────────────────────────────────────

    def found(self, find: Callable[[Prover], Iterable[T]]) -> list[T]:
        """All that a search finds, worked out once."""
        name = _name_of(find)
        if name not in self._found:
            self._found[name] = [*find(self)]
        return self._found[name]

    def each(self, parts: Iterable[P], search: Callable[[Prover, P], Iterable[T]]) -> Iterable[T]:
        """What a search finds about each rule, example or category.

        It is kept for the next version of the policy where there may be one.
        """
        if not self._is_lasting:
            return (found for part in parts for found in search(self, part))
        return self._notebook.each(_name_of(search), parts, lambda part: self._looked(part, search))

    def about(
        self, part: P, search: Callable[[Prover, P], Iterable[T]], given: Sequence[object] = ()
    ) -> Iterable[T]:
        """The same about one, and about whatever is `given` besides."""
        if not self._is_lasting:
            return search(self, part)
        return self.once(_name_of(search), part.id, lambda: self._looked(part, search), given)

    def _looked(self, part: P, search: Callable[[Prover, P], Iterable[T]]) -> Iterable[T]:
        self._look_at(part)
        return search(self, part)

    def once(
        self, search: str, about: str, do: Callable[[], Iterable[T]], given: Sequence[object] = ()
    ) -> Sequence[T]:
        """What comes of some work that looks at rules and examples by this prover alone."""
        return self._notebook.found(search, about, do, given)

    def told(self, name: str, found: object, tell: Callable[[], T], sound: Callable[[T], bool]) -> T:
        """What is told of something found; kept while that is looked at in each version, and it is sound."""
        return self._notebook.told(name, found, tell, sound)

    def look_at(self, *parts: Part) -> None:
        """Note that the work that goes on rests on these."""
        for part in parts:
            self._notebook.part(part)

    def _look_at(self, part: object) -> None:
        """Note the rule, the rules or the example that a claim, or a search, is about."""
        match part:
            case Rule():
                self._notebook.part(("rule", part.id))
            case Example():
                self._notebook.part(("example", part.id))
            case Stands():
                self._look_at(part.rule)
                self._look_at(part.without)
            case Some():
                for rule in self.ranks.among(part.rules):
                    self._look_at(rule)
            case _:
                pass

    def scene(self, example: Example) -> Scene:
        """The scene of an example of the policy."""
        if self._is_lasting:
            self._look_at(example)
            self.look_at(*(("rules of", each) for each in may_be_in(example, self.index)))
        return self.stage.scene(example)

    # ── Questions ─────────────────────────────────────────────────────────────

    def ask(self, inside: Sequence[Claim], outside: Sequence[Claim] = (), at: int | None = None) -> Answer:
        """Whether there is a situation in which all of `inside` hold and none of `outside`.

        `at` narrows it to those of a box.
        """
        everything = (*inside, *([] if at is None else [Within(at)]))
        if self._is_lasting:
            self._look_at_all(inside, outside)
        before = self._left
        for engine, limit in self._engines_in_turn():
            with suppress(BudgetError):
                pose = partial(engine.question, everything, tuple(outside))
                return self._settle(everything, tuple(outside), pose, limit)
        return Unknown(before - self._left)

    def _look_at_all(self, inside: Sequence[Claim], outside: Sequence[Claim]) -> None:
        """Of `outside`, sets of rules are left out: those that matter are met where the search looks."""
        for claim in inside:
            self._look_at(claim)
        for claim in outside:
            if not isinstance(claim, Some):
                self._look_at(claim)

    def applies(self, rule: Rule) -> Answer:
        """Whether the rule applies anywhere; what many findings ask is asked once."""
        return self._notebook.asked(("applies", rule.id), lambda: self.ask([rule]))

    def stands(self, rule: Rule) -> Answer:
        """Whether the rule stands anywhere."""
        return self._notebook.asked(("stands", rule.id), lambda: self.ask([Stands(rule)]))

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
        return self.space.size(shared)

    def _look_around(self, rule: Rule) -> None:
        """Note that it matters which rules may apply together with this one."""
        if self._is_lasting:
            self._look_at(rule)
            self._notebook.reach(self._regions.regions.hull(rule))

    # ── Pairs ─────────────────────────────────────────────────────────────────

    def near(self, rule: Rule) -> int:
        """The rules that might apply together with this active one, as a set; the others never do."""
        self._look_around(rule)
        if rule.id not in self._near:
            self._near[rule.id] = self._overlaps.meeting(self.ranks.numbers[rule.id], self.ranks.everyone)
        return self._near[rule.id]

    def unranked(self, rule: Rule, others: int) -> int:
        """Those of the others behind a rule that might apply with it, neither defeating the other."""
        self._look_around(rule)
        number = self.ranks.numbers[rule.id]
        among = others & self.ranks.unranked(rule)
        return self._overlaps.meeting(number, among) >> number + 1 << number + 1 if among else 0

    def standing_with(self, rule: Rule, others: int) -> Iterator[tuple[Rule, Refuted | Unknown]]:
        """Those of the others behind a rule that stand with it somewhere, or might.

        Two of which one defeats the other never do, and are not looked at any further.
        """
        behind = self.unranked(rule, others)
        defeaters = self.ranks.defeaters(rule) if behind else 0
        for other in self.ranks.among(behind):
            answer = self._pair(rule, other, defeaters)
            if not isinstance(answer, Proved):
                yield other, answer

    def _pair(self, first: Rule, second: Rule, defeaters: int) -> Answer:
        """Whether both stand, given what defeats the first: the same as `both_stand`, with less ado."""
        claims = (Stands(first), Stands(second))
        if self._is_lasting:
            self._look_at_all(claims, ())
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
        contested = bits(self.ranks.contested if self.ranks.may_circle else 0)
        defeaters = {number: self.ranks.defeaters(self.rules[number]) for number in contested}
        against = {number: self._overlaps.meeting(number, others) for number, others in defeaters.items()}
        tangle, before = as_set([*against]), 0
        while tangle != before:
            before = tangle
            for number in bits(tangle):
                if not against[number] & tangle:
                    tangle ^= 1 << number
        return tangle

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
            self._notebook.spend(meter.spent)
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
        assert is_so(self.stage, shown.inside, shown.outside, found.situation), "no witness by the definition"
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


def _name_of(search: Any) -> str:  # noqa: ANN401 - functions have names, and are not known to
    """That of a function, whatever it was given already."""
    function = search.func if isinstance(search, partial) else search
    return f"{function.__module__}.{function.__qualname__}"


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
