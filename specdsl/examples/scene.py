"""What an example leaves possible: its situations, and what they have in common."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from specdsl.meaning.cases import BUDGET, BudgetError, cases
from specdsl.meaning.condition import truth
from specdsl.meaning.decide import Decision, applies, defeats
from specdsl.meaning.examples import starting_point
from specdsl.meaning.situation import Situation
from specdsl.meaning.world import world

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specdsl.graph.model import Condition, Example, Rule
    from specdsl.graph.query import Index


class Scene:
    """The situations that an example describes, worked out when they are first asked for."""

    def __init__(self, index: Index, example: Example) -> None:
        self.index = index
        self.example = example
        self.start = starting_point(index, example)

    @cached_property
    def demands(self) -> list[Condition]:
        """What holds in all of them: what is given, and what every situation obeys."""
        return [*([self.example.given] if self.example.given else []), *self._world]

    @cached_property
    def _world(self) -> list[Condition]:
        """What every situation obeys, apart from what is settled by the categories alone."""
        return [each for each in world(self.index) if not self._is(each, self._categories, settled=True)]

    @cached_property
    def _categories(self) -> Situation:
        answers = {each: answer for each, answer in self.start.answers.items() if each[0] == "category"}
        return Situation(answers, {})

    @cached_property
    def boxes(self) -> tuple[Situation, ...]:
        """Its situations, as few as its facts allow; none where the budget runs out."""
        try:
            return tuple(cases(self.start, self.demands, [], self.index))
        except BudgetError:
            return ()

    @cached_property
    def near_rules(self) -> tuple[Rule, ...]:
        """The active rules of the categories that it is in or may be in."""
        categories = (
            category
            for category in self.index.policy.categories
            if self.start.answer(("category", category.id)) is not False
        )
        return tuple(rule for category in categories for rule in category.rules if rule.status == "active")

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Those of them that may apply: what is given does not rule out their condition."""
        return tuple(rule for rule in self.near_rules if not rule.when or not self.never(rule.when))

    @cached_property
    def default(self) -> str | None:
        """The verdict where no rule stands; None also where it turns on categories that are left open."""
        categories = self.index.policy.categories
        if any(self.start.answer(("category", each.id)) is None for each in categories):
            return None
        return self._default(self.start)

    # ── Conditions ────────────────────────────────────────────────────────────

    def always(self, condition: Condition) -> bool:
        """Whether what is given settles that it holds."""
        return bool(self.boxes) and all(self._is(condition, box, settled=True) for box in self.boxes)

    def never(self, condition: Condition) -> bool:
        """Whether what is given settles that it does not hold."""
        return bool(self.boxes) and all(self._is(condition, box, settled=False) for box in self.boxes)

    def allows(self, condition: Condition) -> bool:
        """Whether the condition holds in one of its situations; where the budget runs out it may."""
        try:
            return any(True for _ in cases(self.start, [*self.demands, condition], [], self.index))
        except BudgetError:
            return True

    def _is(self, condition: Condition, situation: Situation, *, settled: bool) -> bool:
        return truth(condition, situation, self.index.facets) is settled

    # ── Decisions ─────────────────────────────────────────────────────────────

    def settled(self, budget: int = BUDGET, facts: Sequence[Condition] = ()) -> Iterator[Situation]:
        """Its situations in which some facts hold, each settling the conditions of the rules that may apply.

        Raises:
            BudgetError: The budget ran out before all were found.
        """
        asked = [condition for rule in self.rules for condition in conditions(rule)]
        return cases(self.start, [*facts, *self.demands], asked, self.index, budget)

    def beside(self, changed: Situation, budget: int) -> Iterator[Situation]:
        """The situations that a changed one leaves open, each settling the conditions of all near rules.

        Raises:
            BudgetError: The budget ran out before all were found.
        """
        asked = [condition for rule in self.near_rules for condition in conditions(rule)]
        return cases(changed, self._world, asked, self.index, budget)

    def decision(self, situation: Situation, rules: Sequence[Rule] | None = None) -> Decision:
        """What is decided in a settled situation, as far as an example is judged by it."""
        standing = self.standing(situation, self.rules if rules is None else rules)
        verdicts = {rule.verdict for rule in standing}
        agreed = verdicts.pop() if len(verdicts) == 1 else None
        verdict = agreed if standing else self._default(situation)
        return Decision(verdict, tuple(rule.id for rule in standing), otherwise=not standing)

    def standing(self, situation: Situation, rules: Sequence[Rule]) -> list[Rule]:
        """Those of the rules that stand in a settled situation, if there are no others."""
        found = [rule for rule in rules if applies(rule, situation, self.index.facets)]
        return [rule for rule in found if not self._defeated(rule, found)]

    def _default(self, situation: Situation) -> str | None:
        verdicts = (
            each.otherwise
            for each in self.index.policy.categories
            if each.otherwise and situation.answer(("category", each.id))
        )
        return max(verdicts, key=self.index.rank, default=self.index.policy.otherwise)

    def _defeated(self, rule: Rule, applicable: Sequence[Rule]) -> bool:
        return any(defeats(other, rule, self.index) for other in applicable if other is not rule)


def conditions(rule: Rule) -> tuple[Condition, ...]:
    """All that a rule says of when it applies and when it does not."""
    return (*([rule.when] if rule.when else []), *rule.unless)
