"""What the policy decides about a worked example."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from specdsl.graph.model import Compare, Is
from specdsl.meaning.cases import BUDGET, BudgetError, cases
from specdsl.meaning.condition import atoms
from specdsl.meaning.decide import Decision, decide
from specdsl.meaning.situation import Situation, question_of
from specdsl.meaning.world import world

if TYPE_CHECKING:
    from specdsl.graph.model import Condition, Example
    from specdsl.graph.query import Index

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The decisions that the facts of an example leave possible, each once.

    None at all: the example describes what cannot be. `complete` is False where the budget ran out, and then
    nothing is known.
    """

    decisions: tuple[Decision, ...]
    complete: bool = True

    @property
    def verdict(self) -> str | None:
        """The one verdict under every way to settle the open facts; None where there is not one."""
        verdicts = {decision.verdict for decision in self.decisions}
        return verdicts.pop() if len(verdicts) == 1 and self.complete else None

    @property
    def standing(self) -> tuple[str, ...]:
        """The rules that stand however the open facts are settled."""
        return _common([decision.standing for decision in self.decisions])

    @property
    def styles(self) -> tuple[str, ...]:
        """The styles that are followed however the open facts are settled."""
        return _common([decision.styles for decision in self.decisions])

    @property
    def defeated(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The rules that apply and are defeated however the open facts are settled, and by which rules."""
        return _common([decision.defeated for decision in self.decisions])


def decide_example(index: Index, example: Example, budget: int = BUDGET) -> Outcome:
    """What the policy decides about an example, whatever its open facets and scales turn out to be.

    The example is in its own category, those it is within and any that `given` names; flags and free-text
    conditions that `given` does not mention are no (language reference, "What a policy means").
    """
    start = starting_point(index, example)
    demands = [*([example.given] if example.given else []), *world(index)]
    try:
        found = [decide(index, case) for case in cases(start, demands, _asked(index, start), index, budget)]
    except BudgetError:
        return Outcome((), complete=False)
    return Outcome(tuple(dict.fromkeys(found)))


def starting_point(index: Index, example: Example) -> Situation:
    """In the example's own category and those it is within; open is what `given` mentions; the rest is no."""
    mentioned = (
        {question_of(a) for a in atoms(example.given) if not isinstance(a, Is | Compare)}
        if example.given
        else set()
    )
    named = {name for kind, name in mentioned if kind == "category"}
    opened = mentioned | {("category", above) for category in named for above in index.ancestors[category]}
    closed = {question: False for question in _questions(index) if question not in opened}
    inside = {("category", above): True for above in index.ancestors[example.category]}
    return Situation({**closed, **inside}, {})


@lru_cache(maxsize=1)
def _questions(index: Index) -> set[tuple[str, str]]:
    """Every yes/no question that the policy asks, and its categories: the same for all its examples."""
    asked = {question_of(a) for c in _conditions(index) for a in atoms(c) if not isinstance(a, Is | Compare)}
    return asked | {("category", category.id) for category in index.policy.categories}


def _conditions(index: Index) -> list[Condition]:
    of_rules = [c for rule in index.active_rules for c in (rule.when, *rule.unless) if c is not None]
    return [*of_rules, *index.policy.assumptions]


def _asked(index: Index, start: Situation) -> list[Condition]:
    """The conditions of the rules that the example's categories bring in."""
    categories = [
        category
        for category in index.policy.categories
        if start.answer(("category", category.id)) is not False
    ]
    rules = [rule for category in categories for rule in category.rules if rule.status == "active"]
    return [c for rule in rules for c in (rule.when, *rule.unless) if c is not None]


def _common(parts: list[tuple[T, ...]]) -> tuple[T, ...]:
    first, *rest = parts or [()]
    return tuple(item for item in first if all(item in other for other in rest))
