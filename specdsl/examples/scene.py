"""What an example leaves possible: its situations, and what they have in common."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from specdsl.meaning.cases import BUDGET, BudgetError, cases
from specdsl.meaning.examples import starting_point
from specdsl.meaning.world import world

if TYPE_CHECKING:
    from specdsl.graph.model import Condition, Example, Rule
    from specdsl.graph.query import Index
    from specdsl.meaning.situation import Situation


class Scene:
    """The situations that an example describes, worked out when they are first asked for."""

    def __init__(self, index: Index, example: Example) -> None:
        self.index = index
        self.example = example
        self.start = starting_point(index, example)
        self.demands = [*([example.given] if example.given else []), *world(index)]

    @cached_property
    def boxes(self) -> tuple[Situation, ...]:
        """Its situations, as few as its facts allow; none where the budget runs out."""
        return self._cases([])

    @cached_property
    def settled(self) -> tuple[Situation, ...]:
        """Its situations, each settling every condition of the `rules`; none where the budget runs out."""
        return self._cases([condition for rule in self.rules for condition in conditions(rule)])

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that may apply: active, and of a category that the example may be in."""
        return tuple(
            rule
            for rule in self.index.active_rules
            if self.start.answer(("category", rule.category)) is not False
        )

    def allows(self, condition: Condition) -> bool:
        """Whether the condition holds in one of its situations; where the budget runs out it may."""
        try:
            return any(True for _ in cases(self.start, [*self.demands, condition], [], self.index))
        except BudgetError:
            return True

    def _cases(self, asked: list[Condition]) -> tuple[Situation, ...]:
        try:
            return tuple(cases(self.start, self.demands, asked, self.index, BUDGET))
        except BudgetError:
            return ()


def conditions(rule: Rule) -> tuple[Condition, ...]:
    """All that a rule says of when it applies and when it does not."""
    return (*([rule.when] if rule.when else []), *rule.unless)
