"""What some rules make of the situations that are left open: where each applies and stands, what is decided.

Everything here is exact. Whatever takes more boxes than the budget allows raises BudgetError.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import combinations
from operator import or_
from typing import TYPE_CHECKING, Literal, TypeAlias

from specdsl.answers.boxes import Boxes
from specdsl.answers.cover import Field, cover
from specdsl.meaning.condition import atoms
from specdsl.meaning.decide import defeats
from specdsl.meaning.ranks import Ranks
from specdsl.meaning.regions import Regions
from specdsl.meaning.situation import Situation
from specdsl.meaning.space import YES, Space, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specdsl.answers.cover import Cover
    from specdsl.graph.model import Category, Condition, Rule
    from specdsl.graph.query import Index
    from specdsl.meaning.regions import Region

Status: TypeAlias = Literal["decided", "contradiction", "silent"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes of a situation: one verdict, or none because rules disagree or because nothing says one."""

    status: Status
    verdict: str | None = None


CONTRADICTION = Outcome("contradiction")
SILENT = Outcome("silent")


class ImpossibleError(Exception):
    """No request is like that; `boxes` are those of the world that leave nothing."""


class Ground:
    """The situations that `known` leaves open, and what some rules, taken alone, make of them.

    `categories` are those whose `otherwise` counts where no rule stands.
    """

    def __init__(
        self, index: Index, rules: Sequence[Rule], known: Situation, categories: Sequence[Category]
    ) -> None:
        self.index = index
        self.rules = tuple(rules)
        self.space = Space(index)
        self.boxes = Boxes(self.space)
        self._regions = Regions(self.space)
        self.known = self.space.of_situation(known)
        self._categories = categories

    # ── What is possible ──────────────────────────────────────────────────────

    @cached_property
    def possible(self) -> Region:
        """The situations that are left open and that the world allows.

        Raises:
            ImpossibleError: There is none.
        """
        if not self.boxes.without([self.known], self._ruled_out):
            raise ImpossibleError
        return self.boxes.without([self.known], self.ruled_out)

    def follows(self) -> Situation:
        """What is known, and what follows from it."""
        left = reduce(or_, self.possible)
        settled = [v for v in self.space.variables if v.kind != "facet" and len(v.answers_in(left)) == 1]
        return Situation(
            {(v.kind, v.name): v.answers_in(left) == (YES,) for v in settled},
            {v.name: frozenset(v.answers_in(left)) for v in self.space.variables if v.kind == "facet"},
        )

    @cached_property
    def _ruled_out(self) -> Region:
        world = (*self._regions.assumed_away(), *self._regions.torn)
        return self.boxes.meet(world, (self.known,))

    @cached_property
    def asked(self) -> int:
        """The bits of the questions that the rules ask."""
        conditions = (c for rule in self.rules for c in (rule.when, *rule.unless) if c is not None)
        keys = {key_of(atom) for condition in conditions for atom in atoms(condition)}
        return sum(self.space.variable(*key).bits for key in keys)

    @cached_property
    def ruled_out(self) -> Region:
        """What the world does not allow, as far as it has to do with where the rules apply."""
        asked = reduce(or_, (self._touched(box) for r in self.rules for box in self._regions.of_rule(r)), 0)
        waiting, found = list(self._ruled_out), []
        while near := next((box for box in waiting if self._touched(box) & asked), None):
            waiting.remove(near)
            found.append(near)
            asked |= self._touched(near)
        return tuple(found)

    def _touched(self, box: int) -> int:
        """The bits of the open questions that a box does not leave open."""
        return sum(variable.bits for variable in self.space.constrained(box | ~self.known))

    # ── Rules ─────────────────────────────────────────────────────────────────

    def where(self, condition: Condition) -> Region:
        """Where a condition holds, of what is left open, possible or not."""
        return self.boxes.meet(self._regions.of(condition), (self.known,))

    @cached_property
    def _applying(self) -> dict[str, Region]:
        return {rule.id: self.boxes.meet(self._regions.of_rule(rule), self.possible) for rule in self.rules}

    def applies(self, rule: Rule) -> Region:
        return self._applying[rule.id]

    @cached_property
    def _standing(self) -> dict[str, Region]:
        return {rule.id: self._where_it_stands(rule) for rule in self.rules}

    def stands(self, rule: Rule) -> Region:
        return self._standing[rule.id]

    def _where_it_stands(self, rule: Rule) -> Region:
        stronger = (box for other in self.defeaters(rule) for box in self.applies(other))
        return self.boxes.without(self.applies(rule), stronger)

    def defeaters(self, rule: Rule) -> Iterator[Rule]:
        """The rules that defeat this one where they apply too."""
        return (other for other in self.rules if other is not rule and defeats(other, rule, self.index))

    def meet(self, one: Rule, other: Rule) -> bool:
        """Whether both apply somewhere."""
        return bool(self.boxes.meet(self.applies(one), self.applies(other)))

    def always(self, region: Region, within: Region | None = None) -> bool:
        """Whether a region holds all that is possible, or all of a part of it."""
        return not self.boxes.without(self.possible if within is None else within, region)

    # ── Outcomes ──────────────────────────────────────────────────────────────

    @cached_property
    def unruled(self) -> Region:
        """Where no rule stands."""
        return self.boxes.without(self.possible, self._ruled)

    @cached_property
    def _ruled(self) -> Region:
        """Where a rule stands: where one applies, unless rules override each other in a circle."""
        ruled = self.stands if Ranks(self.index).may_circle else self.applies
        return tuple(box for rule in self.rules for box in ruled(rule))

    def gaps(self) -> Cover | None:
        """Where no rule stands, unless rules override each other in a circle: where none applies."""
        return self._cover(self.possible, self.rules)

    def overlaps(self, one: Rule, other: Rule) -> Cover | None:
        """Where two rules both stand."""
        both = self.boxes.meet(self.applies(one), self.applies(other))
        return self._cover(both, [*self.defeaters(one), *self.defeaters(other)])

    def _cover(self, inside: Region, rules: Iterable[Rule]) -> Cover | None:
        numbered = {self.number(rule): self.boxes.meet(self.applies(rule), inside) for rule in rules}
        met = {number: self.boxes.merged(region) for number, region in numbered.items() if region}
        return cover(Field(self.space, inside, met, self.ruled_out, self.asked))

    def number(self, rule: Rule) -> int:
        """Its place among the rules, from 1."""
        return self.rules.index(rule) + 1

    @cached_property
    def otherwise(self) -> str | None:
        """The verdict where no rule stands."""
        defaults = [category.otherwise for category in self._categories if category.otherwise]
        return max(defaults, key=self.index.rank, default=self.index.policy.otherwise)

    @cached_property
    def outcomes(self) -> dict[Outcome, Region]:
        """Where each comes about, in the order of the ladder; those that never do are left out."""
        found = {Outcome("decided", verdict): self._decided(verdict) for verdict in self.index.verdicts}
        found[CONTRADICTION] = self._contradicted()
        found[SILENT] = () if self.otherwise else self.unruled
        return {outcome: region for outcome, region in found.items() if region}

    def _decided(self, verdict: str) -> Region:
        for_it = [rule for rule in self.rules if rule.verdict == verdict]
        against = [rule for rule in self.rules if rule.verdict != verdict]
        by_rules = self.boxes.without(self._any(for_it), self._any(against))
        return (*by_rules, *(self.unruled if self.otherwise == verdict else ()))

    def _contradicted(self) -> Region:
        return tuple(box for one, other in self.disagreeing() for box in self.both_stand(one, other))

    def disagreeing(self) -> Iterator[tuple[Rule, Rule]]:
        return ((one, other) for one, other in combinations(self.rules, 2) if one.verdict != other.verdict)

    def both_stand(self, one: Rule, other: Rule) -> Region:
        return self.boxes.meet(self.stands(one), self.stands(other))

    def _any(self, rules: Iterable[Rule]) -> Region:
        return tuple(box for rule in rules for box in self.stands(rule))

    # ── Points ────────────────────────────────────────────────────────────────

    @cached_property
    def usual(self) -> int:
        """The situation in which most of what is left open is as usual."""
        return min((self.space.usual(box) for box in self.possible), key=self._strangeness)

    def _strangeness(self, point: int) -> tuple[int, list[int]]:
        unusual = self.space.width(point & ~self.space.usual_point)
        return unusual, [point & variable.bits for variable in self.space.variables]

    def standing_at(self, point: int) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if holds(self.stands(rule), point))

    def outcome_at(self, point: int) -> Outcome:
        return next(outcome for outcome, region in self.outcomes.items() if holds(region, point))


def holds(region: Region, point: int) -> bool:
    """Whether a region holds a point."""
    return any(point & box == point for box in region)
