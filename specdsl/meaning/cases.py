"""The cases of a box: how the facts that it leaves open can be settled, as few as decide.

A case settles every condition that is asked about, so that one decision holds throughout it. Cases are found
by splitting on a fact that some condition still needs; facts that nothing asks about are never split on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specdsl.graph.model import Condition
    from specdsl.meaning.truths import Truths


BUDGET = 10_000
"""Splits before the search is given up."""


class BudgetError(Exception):
    """More cases than the budget allows: the honest answer is that it is not known."""


def cases(
    start: int,
    demands: Sequence[Condition],
    asked: Sequence[Condition],
    truths: Truths,
    budget: int = BUDGET,
) -> Iterator[int]:
    """All cases of `start` in which every demand holds, each settling every condition that is asked about.

    The budget counts splits, not seconds, so that two runs say the same.

    Raises:
        BudgetError: The budget ran out before all cases were found.
    """
    waiting = [(start, tuple(demands), tuple(asked))]
    while waiting:
        box, demands, asked = waiting.pop()
        open_demands = _open(demands, box, truths)
        if open_demands is None:
            continue
        open_asked = tuple(each for each in asked if truths.of(each)(box) is None)
        if not open_demands and not open_asked:
            yield box
            continue
        budget -= 1
        if budget < 0:
            raise BudgetError
        halves = _split(box, (*open_demands, *open_asked)[0], truths)
        waiting.extend((half, open_demands, open_asked) for half in halves)


def _open(demands: Sequence[Condition], box: int, truths: Truths) -> tuple[Condition, ...] | None:
    """The demands that are not yet met: what is settled stays so. None where one cannot be met."""
    left = []
    for demand in demands:
        holds = truths.of(demand)(box)
        if holds is False:
            return None
        if holds is None:
            left.append(demand)
    return tuple(left)


def _split(box: int, condition: Condition, truths: Truths) -> tuple[int, int]:
    """The two ways to settle the first fact that a condition still needs: not as it says, and as it says."""
    is_empty = truths.space.is_empty
    for without, within in truths.facts(condition):
        if not (is_empty(box & without) or is_empty(box & within)):
            return box & without, box & within
    raise AssertionError("what leaves a condition open leaves one of its facts open")
