"""The first engine: questions answered with boxes."""

from __future__ import annotations

from functools import cached_property, reduce
from itertools import product
from operator import or_
from typing import TYPE_CHECKING

from specdsl.graph.model import Rule
from specdsl.meaning.cases import BudgetError
from specdsl.meaning.claims import Some, Stands, Within
from specdsl.meaning.places import Places
from specdsl.meaning.ranks import Ranks
from specdsl.meaning.regions import Regions
from specdsl.meaning.search import Pile, find
from specdsl.record import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from specdsl.graph.model import Condition
    from specdsl.meaning.budget import Meter
    from specdsl.meaning.claims import Claim
    from specdsl.meaning.notebook import Notebook
    from specdsl.meaning.regions import Region
    from specdsl.meaning.space import Space

_MOST_STARTS = 1_000


class ByRegions:
    """Answers questions with boxes; a method raises BudgetError where that takes too much."""

    def __init__(self, space: Space, ranks: Ranks, notebook: Notebook) -> None:
        self.space = space
        self.ranks = ranks
        self.regions = Regions(space)
        self._notebook = notebook
        self._without: tuple[Rule, Ranks] | None = None

    def turn(self, ranks: Ranks, moved: Iterable[str]) -> None:
        """Be about a later version, in which some rules say something else and the world is the same."""
        self.ranks = ranks
        self._without = None
        self.regions.forget(moved)
        self.__dict__.pop("rules", None)

    def question(self, inside: Iterable[Claim], outside: Iterable[Claim], meter: Meter) -> RegionQuestion:
        """Where all of `inside` hold and none of `outside` does."""
        goal = Goal()
        for claim in inside:
            self._include(claim, goal)
        for claim in outside:
            self._exclude(claim, goal)
        return RegionQuestion(self, goal, meter)

    def pair(self, first: Rule, second: Rule, silent: int, meter: Meter) -> RegionQuestion:
        """Where both rules apply and none of the silent does."""
        both = [self.regions.of_rule(first), self.regions.of_rule(second)]
        return RegionQuestion(self, Goal(both, silent=silent), meter)

    # ── From claims to goals ──────────────────────────────────────────────────

    def _include(self, claim: Claim, goal: Goal) -> None:
        rule = claim.rule if isinstance(claim, Stands) else claim
        goal.inside.append(self._region(rule))
        if isinstance(rule, Rule) and rule.id in self.ranks.numbers:
            goal.heard |= 1 << self.ranks.numbers[rule.id]
        if isinstance(claim, Stands):
            goal.silent |= self._defeaters(claim)

    def _exclude(self, claim: Claim, goal: Goal) -> None:
        match claim:
            case Some():
                goal.silent |= claim.rules
            case Stands():
                defeaters = self._defeaters(claim)
                if not defeaters & goal.heard:
                    goal.fallen.setdefault(self.ranks.numbers[claim.rule.id], []).append(defeaters)
            case _:
                goal.outside.append(self._region(claim))

    def _region(self, claim: Condition | Rule | Some | Within) -> Region:
        match claim:
            case Rule():
                return self.regions.of_rule(claim)
            case Some():
                return tuple(
                    box for rule in self.ranks.among(claim.rules) for box in self.regions.of_rule(rule)
                )
            case Within():
                return () if self.space.is_empty(claim.box) else (claim.box,)
            case _:
                return self.regions.of(claim)

    def _defeaters(self, claim: Stands) -> int:
        if claim.without is None:
            return self.ranks.defeaters(claim.rule)
        if self._without is None or self._without[0] is not claim.without:
            self._without = claim.without, Ranks(self.space.index, claim.without)
        return self._without[1].defeaters(claim.rule)

    # ── What lies where ───────────────────────────────────────────────────────

    @cached_property
    def world(self) -> Pile[None]:
        """What the world does not allow."""
        return Pile(self.space, ((box, None) for box in (*self.regions.assumed_away(), *self.regions.torn)))

    @cached_property
    def facets_ruled_out(self) -> list[int]:
        """What is assumed away and depends on facets."""
        return [box for box in self.regions.assumed_away() if self.space.facet_bits & ~box]

    @cached_property
    def rules(self) -> Places:
        """Where each active rule applies."""
        return Places(self.regions, self.ranks.rules, self._notebook)


@dataclass(slots=True)
class Goal:
    """The situations that a question looks for, in terms of regions and sets of rules."""

    inside: list[Region] = field(default_factory=list)
    """It lies in each of these."""
    outside: list[Region] = field(default_factory=list)
    """It lies in none of these."""
    heard: int = 0
    """These rules apply; `inside` says it too."""
    silent: int = 0
    """None of these rules applies."""
    fallen: dict[int, list[int]] = field(default_factory=dict)
    """None of these rules stands, by number, with the sets of rules that defeat it."""


class RegionQuestion:
    """One question as boxes. Every method raises BudgetError where the budget runs out."""

    def __init__(self, engine: ByRegions, goal: Goal, meter: Meter) -> None:
        self._engine = engine
        self._space = engine.space
        self._goal = goal
        self._meter = meter

    def point(self) -> int | None:
        """A situation of the goal; None where there is none."""
        return self._find(self._starts(), self._spoilt)

    def breaks(self, box: int) -> int | None:
        """A situation of the box that is not one of the goal."""
        found = (self._find(starts, blocks) for starts, blocks in self._ways_to_break(box))
        return next((point for point in found if point is not None), None)

    def possible(self, box: int) -> int | None:
        """A situation of the box that the world allows."""
        return self._find([box], self._impossible)

    def needed(self) -> int:
        """A box around all situations of the goal."""
        return reduce(or_, self._starts(), 0)

    def crowd(self, box: int) -> int:
        """How much stands in the way of all of the box being of the goal: a guess, by what meets it."""
        width, goal = self._space.width, self._goal
        inside = sum(min(width(box & ~each) for each in region) for region in goal.inside)
        outside = sum(len(self._met([box], region)) for region in goal.outside)
        return inside + outside + len(self._of(goal.silent | self._fallen, box))

    @cached_property
    def _fallen(self) -> int:
        return reduce(or_, (1 << number for number in self._goal.fallen), 0)

    def narrowed(self, box: int) -> int:
        """The facets to which a box, and no assumption, does not leave every answer."""
        assumed = sum(
            v.bits for v in self._space.variables if any(v.bits & ~r for r in self._engine.facets_ruled_out)
        )
        narrowed = self._space.constrained(box | assumed)
        return sum(variable.bits for variable in narrowed if variable.kind == "facet")

    def obstacles(self, box: int) -> list[int]:
        """Why not all of the box is possible and of the goal; to mend that is to leave one of these boxes.

        None where all of it is.
        """
        met: list[int] = []
        if self._find([box], self._impossible, met) is None:
            return met
        point = self.breaks(box)
        if point is None:
            return []
        return [min(self._blocks(point), key=self._freedom), *self._ways_out_of_the_world(box, point)]

    def _ways_out_of_the_world(self, box: int, point: int) -> Iterator[int]:
        """What keeps a point, of which facets are open, in the world: outside, some values are ruled out."""
        for away in self._engine.facets_ruled_out:
            if box & ~away & self._space.facet_bits and point & ~away:
                apart = next(self._space.variables_in(point & ~away))
                yield self._space.whole & ~(away & apart.bits)

    def _freedom(self, box: int) -> int:
        return self._space.width(self._space.whole & ~box)

    def _find(
        self, starts: Iterable[int], blocks: Callable[[int], Iterable[int]], met: list[int] | None = None
    ) -> int | None:
        return find(self._space, starts, blocks, self._meter, met)

    def _starts(self) -> list[int]:
        """All regions met: every way to choose a box of each."""
        starts = [self._space.whole]
        for region in self._goal.inside:
            starts = self._met(starts, region)
            if len(starts) > _MOST_STARTS:
                raise BudgetError
        return starts

    def _met(self, boxes: Iterable[int], region: Region) -> list[int]:
        met = (one & other for one, other in product(boxes, region))
        return [box for box in met if not self._space.is_empty(box)]

    # ── Boxes around a point that hold nothing of the goal ────────────────────

    def _blocks(self, point: int) -> Iterator[int]:
        for region in self._goal.inside:
            if not any(point & box == point for box in region):
                yield self._beside(region, point)
        yield from self._spoilt(point)

    def _spoilt(self, point: int) -> Iterator[int]:
        """Those for another reason than that the point is not `inside`."""
        yield from self._impossible(point)
        for region in self._goal.outside:
            yield from (box for box in region if point & box == point)
        if self._goal.silent or self._goal.fallen:
            yield from self._spoilt_by_rules(point)

    def _impossible(self, point: int) -> Iterator[int]:
        return (box for box, _ in self._engine.world.around(point))

    def _spoilt_by_rules(self, point: int) -> Iterator[int]:
        self._be_clear(point)
        yield from (box for box, _ in self._engine.rules.around(point, self._goal.silent))
        if self._goal.fallen:
            yield from self._spoilt_by_standing(point)

    def _spoilt_by_standing(self, point: int) -> Iterator[int]:
        applying = self._engine.rules.around(point, self._engine.ranks.everyone)
        together = reduce(or_, (1 << number for _, number in applying), 0)
        for box, number in applying:
            for defeaters in self._goal.fallen.get(number, ()):
                if not defeaters & together:
                    self._be_clear(box)
                    yield self._cut_off(box, point, self._of(defeaters, box))

    def _be_clear(self, box: int) -> None:
        """A rule that takes too many boxes and might matter leaves the question to the solver.

        Where it matters which rules stand any rule might.
        """
        goal = self._goal
        if (goal.silent or goal.fallen) and any(
            goal.silent >> n & 1 or goal.fallen for _, n in self._engine.rules.unclear(box)
        ):
            raise BudgetError

    def _of(self, rules: int, box: int) -> list[int]:
        """The boxes of these rules that meet the box."""
        return self._engine.rules.meeting(box, rules) if rules else []

    def _beside(self, region: Region, point: int) -> int:
        return self._cut_off(self._space.whole, point, region)

    def _cut_off(self, box: int, point: int, others: Iterable[int]) -> int:
        """The box cut down, around a point that is in none of the others, until it meets none of them."""
        for other in others:
            self._meter.spend()
            if not self._space.is_empty(box & other):
                apart = point & ~other
                categories = apart & self._space.category_bits  # to leave one is to leave all its rules
                box &= ~(other & next(self._space.variables_in(categories or apart)).bits)
        return box

    # ── Breaking ──────────────────────────────────────────────────────────────

    def _ways_to_break(self, box: int) -> Iterator[tuple[Iterable[int], Callable[[int], Iterable[int]]]]:
        """Where to look for a possible situation outside the goal, and what would block it."""
        for region in self._goal.inside:
            yield [box], lambda point, region=region: self._impossible_or(region, point)  # type: ignore[misc]
        for region in self._goal.outside:
            yield self._met([box], region), self._impossible
        yield from self._ways_for_rules(box)

    def _ways_for_rules(self, box: int) -> Iterator[tuple[Iterable[int], Callable[[int], Iterable[int]]]]:
        self._be_clear(box)
        yield self._met([box], tuple(self._of(self._goal.silent, box))), self._impossible
        for number, each in self._goal.fallen.items():
            starts = self._met([box], self._engine.regions.of_rule(self._engine.ranks.rules[number]))
            for defeaters in each if starts else ():
                yield (
                    starts,
                    lambda point, defeaters=defeaters: self._impossible_or(  # type: ignore[misc]
                        self._of(defeaters, point), point
                    ),
                )

    def _impossible_or(self, region: Iterable[int], point: int) -> Iterator[int]:
        yield from (box for box in region if point & box == point)
        yield from self._impossible(point)
