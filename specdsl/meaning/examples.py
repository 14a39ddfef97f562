"""What the policy decides about a worked example."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from specdsl.meaning.cases import BUDGET, BudgetError
from specdsl.meaning.scene import Scene
from specdsl.meaning.stage import stage
from specdsl.record import dataclass

if TYPE_CHECKING:
    from specdsl.graph.model import Example
    from specdsl.graph.query import Index
    from specdsl.meaning.decide import Decision
    from specdsl.meaning.scene import Case

T = TypeVar("T")

_SHORT = 100
"""Splits that a short search takes."""


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
    """What the policy decides about an example, whatever its open facets and scales turn out to be."""
    return outcome(Scene(stage(index), example, budget))


def outcome(scene: Scene) -> Outcome:
    """What the policy decides in the situations of an example."""
    if scene.cases is None:
        return Outcome((), complete=False)
    different: dict[tuple[int, str | None], Case] = {}
    for each in scene.cases:
        different.setdefault((each.applicable, scene.verdict(each)), each)
    return Outcome(tuple(map(scene.decision, different.values())))


def settled_outcome(scene: Scene) -> Outcome | None:
    """The outcome where it has one verdict; None elsewhere, mostly without going through all cases."""
    if scene.surely_has_too_many_cases() or _is_seen_to_differ(scene):
        return None
    return one_outcome(scene)


def one_outcome(scene: Scene) -> Outcome | None:
    """The same for who expects that it has."""
    different: dict[int, Case] = {}
    verdicts: set[str | None] = set()
    try:
        for each in scene.each_way():
            different.setdefault(each.applicable, each)
            verdicts.add(scene.verdict(each))
            if len(verdicts) > 1 or None in verdicts:
                return None
    except BudgetError:
        return None
    return Outcome(tuple(map(scene.decision, different.values()))) if different else None


def _is_seen_to_differ(scene: Scene) -> bool:
    """Whether a short search, which settles no more than it must, comes to two verdicts already, or none."""
    seen: set[str | None] = set()
    try:
        for verdict in scene.some_verdicts(_SHORT):
            seen.add(verdict)
            if len(seen) > 1 or None in seen:
                return True
    except BudgetError:
        pass
    return False


def _common(parts: list[tuple[T, ...]]) -> tuple[T, ...]:
    first, *rest = parts or [()]
    return tuple(item for item in first if all(item in other for other in rest))
