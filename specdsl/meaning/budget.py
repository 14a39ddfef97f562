"""Budgets that count work, never time, so that two runs say the same."""

from __future__ import annotations

from specdsl.meaning.cases import BudgetError
from specdsl.record import dataclass


@dataclass(frozen=True, slots=True)
class Budget:
    """How much work one question may take, with boxes and then in the solver, and all questions together.

    `pairs`: of how many pairs of rules it is told in full how they clash; the others are counted.
    """

    boxes: int = 2_000
    steps: int = 2_000_000
    total: int = 200_000_000
    pairs: int = 2_000


class Meter:
    """Counts the work of one question."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.spent = 0

    def spend(self, work: int = 1) -> None:
        """Count some work.

        Raises:
            BudgetError: That was more than the limit.
        """
        self.spent += work
        if self.spent > self.limit:
            raise BudgetError
