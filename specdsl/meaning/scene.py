"""What an example leaves possible: its situations, and what is decided in each."""

from __future__ import annotations

from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from specdsl.graph.model import InCategory
from specdsl.meaning.cases import BUDGET, BudgetError, cases, met_at_once, open_demands, open_questions
from specdsl.meaning.condition import atoms
from specdsl.meaning.decide import Decision, styles_of
from specdsl.meaning.parts import combined, conditions
from specdsl.meaning.ranks import bits
from specdsl.meaning.rulings import Known, Open, Search, verdict, whether_stands
from specdsl.meaning.space import YES
from specdsl.meaning.truths import told_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specdsl.graph.model import Condition, Example, Rule
    from specdsl.graph.query import Index
    from specdsl.meaning.company import Company
    from specdsl.meaning.given import Given
    from specdsl.meaning.rulings import Matter
    from specdsl.meaning.situation import Question
    from specdsl.meaning.space import Variable
    from specdsl.meaning.stage import Stage
    from specdsl.meaning.truths import Test

T = TypeVar("T")

MANY = 1_000
"""Splits beyond which nobody wants to be told of them all."""


class Case(NamedTuple):
    """Situations that are decided alike: their box, and of the company those that apply and that stand."""

    box: int
    applicable: int
    standing: int


class Scene:
    """The situations that an example describes, worked out when they are first asked for.

    It is in its own category, those that this is within and any that `given` names; flags and free-text
    conditions that `given` does not mention are no (language reference, "What a policy means").
    """

    def __init__(
        self, stage: Stage, example: Example, budget: int = BUDGET, given: Given | None = None
    ) -> None:
        """`given` is what the example is given, for who has it already."""
        self.stage = stage
        self.space = stage.space
        self.example = example
        self._truth = stage.truths.of
        self._budget = budget
        self._known = given

    @cached_property
    def _given(self) -> Given:
        return self._known or self.stage.given(self.example.given)

    @property
    def index(self) -> Index:
        """The policy as it is now."""
        return self.stage.index

    @cached_property
    def start(self) -> int:
        """The box of what its categories and its silence settle."""
        own, inside = self.stage.own(self.example.category)
        return (self.space.nothing_known | self._given.mentioned) & ~own | inside

    @cached_property
    def demands(self) -> list[Condition]:
        """What holds in all of them: what is given, and what every situation obeys."""
        return [*([self.example.given] if self.example.given else []), *self._world]

    @cached_property
    def _tests(self) -> list[Test]:
        """The same as tests; that of what is given is kept no longer than the scene: there are many."""
        given = self._given.test
        return [*([given] if given else []), *map(self.stage.truths.test, self._world)]

    @cached_property
    def _world(self) -> list[Condition]:
        return self.stage.world_in(self.start)

    @cached_property
    def boxes(self) -> tuple[int, ...]:
        """Its situations, as few as its facts allow; none where the budget runs out."""
        try:
            return tuple(cases(self.start, self._tests, [], self.stage.truths))
        except BudgetError:
            return ()

    @cached_property
    def company(self) -> Company:
        """The active rules of the categories that it is in or may be in."""
        return self.stage.company_in(self.start)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Those of them that may apply: what is given does not rule them out."""
        return tuple(self.company.among(self._possible))

    @cached_property
    def _possible(self) -> int:
        boxes = self.boxes or (self.start,)
        return reduce(or_, (self.company.possible(box, self.company.everyone) for box in boxes))

    @cached_property
    def default(self) -> str | None:
        """The verdict where no rule stands; None also where it turns on categories that are left open."""
        return None if self._open_categories else self.stage.default_in(self.start)

    # ── Conditions ────────────────────────────────────────────────────────────

    def answer(self, question: Question) -> bool | None:
        """What is known of a yes/no question before anything is given."""
        variable = self.space.variable(*question)
        known = variable.answers_in(self.start)
        return None if len(known) > 1 else known == (YES,)

    def always(self, condition: Condition) -> bool:
        """Whether what is given settles that it holds."""
        return bool(self.boxes) and all(self._truth(condition)(box) is True for box in self.boxes)

    def never(self, condition: Condition) -> bool:
        """Whether what is given settles that it does not hold."""
        return bool(self.boxes) and all(self._truth(condition)(box) is False for box in self.boxes)

    def allows(self, condition: Condition) -> bool:
        """Whether the condition holds in one of its situations; where the budget runs out it may."""
        try:
            tests = [*self._tests, self.stage.truths.test(condition)]
            return any(True for _ in cases(self.start, tests, [], self.stage.truths))
        except BudgetError:
            return True

    # ── What comes out ────────────────────────────────────────────────────────

    @cached_property
    def verdicts(self) -> tuple[tuple[int, str | None], ...] | None:
        """Boxes that together are all its situations, each with its verdict; None where that is too many."""
        return self.all_rulings(self.of_verdict, MANY)

    def some_verdicts(self, budget: int | None = None) -> Iterator[str | None]:
        """The verdicts in its situations one after the other, for who may have seen enough before the end.

        Raises:
            BudgetError: The budget ran out before all was known.
        """
        splits = self._budget if budget is None else budget
        found = self._search.rulings(self.start, self._tests, self.of_verdict, splits)
        return (verdict for _, verdict in found)

    @cached_property
    def of_verdict(self) -> Matter[str | None]:
        return verdict(self.company, self._default_in)

    def of_standing(self, rules: Iterable[Rule]) -> Matter[bool]:
        """Whether one of the rules stands."""
        return whether_stands(self.company, self.company.set_of(rules))

    def all_rulings(self, matter: Matter[T], budget: int) -> tuple[tuple[int, T], ...] | None:
        """What comes out in its situations; None where the budget, or its own, runs out."""
        try:
            return tuple(self._search.rulings(self.start, self._tests, matter, min(budget, self._budget)))
        except BudgetError:
            return None

    def told_apart(self, question: Variable) -> frozenset[int]:
        """The sets of answers to a question that its rules or the world tell from the others."""
        of_world = told_apart(map(self.stage.truths.test, self._world), question.bits)
        return self.company.told_apart(question.bits) | of_world

    def rulings_beside(self, changed: int, matter: Matter[T], budget: int) -> Iterator[tuple[int, T]]:
        """The same of another box that is in the same categories.

        Raises:
            BudgetError: The budget ran out before all was known.
        """
        return self._search.rulings(changed, [*map(self.stage.truths.test, self._world)], matter, budget)

    @cached_property
    def _search(self) -> Search:
        tests = [*map(self.stage.truths.test, self._open_categories)]
        return Search(self.company, self.stage.truths, tests)

    def _default_in(self, box: int) -> Known[str | None] | Open:
        return Open(0) if self._search.open_categories(box) else Known(self.stage.default_in(box))

    # ── Cases ─────────────────────────────────────────────────────────────────

    @cached_property
    def cases(self) -> tuple[Case, ...] | None:
        """All its situations by what is decided in them; None where the budget runs out."""
        try:
            return tuple(self.each_case())
        except BudgetError:
            return None

    def each_case(self) -> Iterator[Case]:
        """The same one by one, for who may have seen enough before the end.

        Raises:
            BudgetError: The budget ran out before all were found.
        """
        return (self._case(box, self._possible) for box in self.settled())

    def each_way(self) -> Iterator[Case]:
        """Cases that show all that is decided in any, the first of all first: where that is easily seen, few.

        Raises:
            BudgetError: The budget does not suffice to go through all cases.
        """
        if self._whole is None or self.stage.leaves_categories_open(self._whole[0]):
            return self.each_case()
        box, left = self._whole
        possible, sure = self.company.seen(box, self.company.everyone)
        parts = self.stage.parts_in(self.start).of(box, possible, left)
        return (self._case_of(box, sure | rules) for rules in combined(parts))

    def settled(self) -> Iterator[int]:
        """Its situations as boxes, of which each settles what its rules ask.

        Raises:
            BudgetError: The budget ran out before all were found.
        """
        return cases(self.start, self._tests, self._asked, self.stage.truths, self._budget)

    @cached_property
    def _asked(self) -> list[Condition]:
        return [*self._asked_by(self.rules), *self._open_categories]

    # ── What is easily seen of them ───────────────────────────────────────────

    @cached_property
    def _whole(self) -> tuple[int, int] | None:
        """The one box that is all its situations, and the splits that are left; None where it is not one."""
        box, left = met_at_once(self.start, self._tests, self._budget, self.space)
        return (box, left) if open_demands(self._tests, box) == [] else None

    def surely_leaves_out(self, rule: Rule) -> bool:
        """Whether the rule does not apply in some of its situations, as far as is easily seen."""
        test = self.stage.truths.of_rule(rule)
        return self._whole is not None and test.is_one_box and bool(self._whole[0] & test.outside)

    def surely_has_too_many_cases(self) -> bool:
        """Whether the budget will run out before all are found, as far as is easily seen.

        To settle a condition that is one box takes a case for each of its questions, and one more. Where
        conditions have no question in common, these numbers multiply.
        """
        if self._whole is None:
            return False
        box, left = self._whole
        least, seen = 1, set[int]()
        for test in self.stage.truths.open_in(box, map(self.stage.truths.test, self._asked)):
            questions = open_questions(box, test)
            if questions.isdisjoint(seen):
                seen |= questions
                least *= len(questions) + 1 if test.is_one_box else 2
        return least - 1 > left

    def surely_stands(self, rule: Rule, box: int) -> bool:
        """Whether a rule stands in all of a box that is in the same categories, as far as is easily seen."""
        possible, sure = self.company.seen(box, self.company.everyone)
        return bool(self.company.undefeated(self.company.set_of([rule]) & sure, possible))

    def verdict(self, case: Case) -> str | None:
        """What is decided in a case."""
        if not case.standing:
            return self.stage.default_in(case.box)
        verdicts = self.company.verdicts(case.standing)
        return next(iter(verdicts)) if len(verdicts) == 1 else None

    def decision(self, case: Case) -> Decision:
        """The same in full; scenes of one company come to the same decisions again and again."""
        made, key = self.company.decisions, (case.applicable, self.verdict(case))
        if key not in made:
            made[key] = self._decision(case)
        return made[key]

    def _decision(self, case: Case) -> Decision:
        return Decision(
            verdict=self.verdict(case),
            standing=self.company.names(case.standing),
            defeated=tuple(self._defeated(case)),
            styles=styles_of(self.company.among(case.standing), self.index),
            otherwise=not case.standing,
        )

    @cached_property
    def _open_categories(self) -> list[Condition]:
        """Whether it is in each category of which that is left open."""
        possible = self.stage.categories_in(self.start)
        return [self.stage.inside[each.id] for each in possible if self.answer(("category", each.id)) is None]

    def _asked_by(self, rules: Iterable[Rule]) -> Iterator[Condition]:
        return (condition for rule in rules for condition in conditions(rule))

    def _case(self, box: int, rules: int) -> Case:
        return self._case_of(box, self.company.applying(box, rules))

    def _case_of(self, box: int, applicable: int) -> Case:
        return Case(box, applicable, self.company.standing(applicable))

    def _defeated(self, case: Case) -> Iterator[tuple[str, tuple[str, ...]]]:
        for number in bits(case.applicable & ~case.standing):
            by = self.company.defeaters(number) & case.applicable
            yield self.company.rules[number].id, self.company.names(by)


def may_be_in(example: Example, index: Index) -> set[str]:
    """The categories in which its situations may be: its own, those named, and what these are within."""
    asked = atoms(example.given) if example.given else []
    named = {atom.category for atom in asked if isinstance(atom, InCategory)}
    return {above for each in (example.category, *named) for above in index.ancestors[each]}
