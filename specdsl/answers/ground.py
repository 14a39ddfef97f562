"""What some rules make of the situations that are left open: where each applies and stands, what is decided.

Everything here is exact. Whatever takes more boxes than the budget allows raises BudgetError.
"""

from __future__ import annotations

from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING, Literal, TypeAlias

from specdsl.answers.boxes import Boxes
from specdsl.answers.cover import Field, cover
from specdsl.meaning.condition import atoms
from specdsl.meaning.decide import defeats
from specdsl.meaning.regions import Regions
from specdsl.meaning.situation import Situation
from specdsl.meaning.space import YES, Space, key_of
from specdsl.record import dataclass

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
    """No request is like that."""


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
        self.situation = known
        self.known = self.space.of_situation(known)
        self._categories = categories
        self._at: dict[int, tuple[tuple[int, Rule], ...]] = {}

    # ── What is possible ──────────────────────────────────────────────────────

    @cached_property
    def possible(self) -> Region:
        """The situations that are left open and that the world allows.

        Raises:
            ImpossibleError: There is none.
        """
        if not self.boxes.without([self.known], self.impossible):
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
    def impossible(self) -> Region:
        """What the world does not allow of what is left open."""
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
        waiting, found = list(self.impossible), []
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
        return {rule.id: self.boxes.meet(self._regions.of_rule(rule), (self.known,)) for rule in self.rules}

    def where_it_applies(self, rule: Rule) -> Region:
        """Where a rule applies, of what is left open, possible or not."""
        return self._applying[rule.id]

    @cached_property
    def _applying_somewhere(self) -> dict[str, Region]:
        return {rule.id: self.boxes.meet(self.where_it_applies(rule), self.possible) for rule in self.rules}

    def applies(self, rule: Rule) -> Region:
        """Where a rule applies, of what is possible."""
        return self._applying_somewhere[rule.id]

    def defeaters(self, rule: Rule) -> tuple[Rule, ...]:
        """The rules that defeat this one where they apply too."""
        return self._defeaters[rule.id]

    @cached_property
    def _defeaters(self) -> dict[str, tuple[Rule, ...]]:
        return {
            rule.id: tuple(
                each for each in self.rules if each is not rule and defeats(each, rule, self.index)
            )
            for rule in self.rules
        }

    def meet(self, one: Rule, other: Rule) -> bool:
        """Whether both apply somewhere."""
        return bool(self.boxes.meet(self.applies(one), self.applies(other)))

    # ── Gaps and overlaps ─────────────────────────────────────────────────────

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

    def disagree(self, one: Rule, other: Rule) -> bool:
        """Whether the two contradict each other where both stand, which neither keeps the other from."""
        ranked = one in self.defeaters(other) or other in self.defeaters(one)
        return one.verdict != other.verdict and not ranked

    # ── Points ────────────────────────────────────────────────────────────────

    @cached_property
    def usual(self) -> int:
        """The situation in which most of what is left open is as usual."""
        return min((self.space.usual(box) for box in self.possible), key=self._strangeness)

    def _strangeness(self, point: int) -> tuple[int, list[int]]:
        unusual = self.space.width(point & ~self.space.usual_point)
        return unusual, [point & variable.bits for variable in self.space.variables]

    def is_possible(self, point: int) -> bool:
        return not any(point & box == point for box in self.ruled_out)

    def applying_at(self, point: int) -> tuple[tuple[int, Rule], ...]:
        """The rules that apply, each with a box that says why."""
        if point not in self._at:
            boxes = ((rule, next(_holding(self.where_it_applies(rule), point), None)) for rule in self.rules)
            self._at[point] = tuple((box, rule) for rule, box in boxes if box is not None)
        return self._at[point]

    def standing_at(self, point: int) -> tuple[Rule, ...]:
        applying = [rule for _, rule in self.applying_at(point)]
        names = {rule.id for rule in applying}
        return tuple(rule for rule in applying if not any(d.id in names for d in self.defeaters(rule)))

    def outcome_at(self, point: int) -> Outcome:
        verdicts = {rule.verdict for rule in self.standing_at(point)}
        if len(verdicts) > 1:
            return CONTRADICTION
        verdict = verdicts.pop() if verdicts else self.otherwise
        return Outcome("decided", verdict) if verdict else SILENT


def _holding(region: Region, point: int) -> Iterator[int]:
    return (box for box in region if point & box == point)
