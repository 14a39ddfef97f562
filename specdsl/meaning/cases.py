"""The cases of a box: how the facts that it leaves open can be settled, as few as decide.

A case settles every condition that is asked about, so that one decision holds throughout it. Cases are found
by splitting on a fact that some condition still needs; facts that nothing asks about are never split on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specdsl.graph.model import Condition
    from specdsl.meaning.space import Space
    from specdsl.meaning.truths import Test, Truths


BUDGET = 10_000
"""Splits before the search is given up."""


class BudgetError(Exception):
    """More cases than the budget allows: the honest answer is that it is not known."""


def cases(
    start: int,
    demands: Sequence[Test],
    asked: Iterable[Condition],
    truths: Truths,
    budget: int = BUDGET,
) -> Iterator[int]:
    """All cases of `start` in which every demand holds, each settling every condition that is asked about.

    The budget counts splits, not seconds, so that two runs say the same.

    Raises:
        BudgetError: The budget ran out before all cases were found.
    """
    start, budget = met_at_once(start, demands, budget, truths.space)
    waiting = [(start, [*demands], [*map(truths.test, asked)])]
    while waiting:
        box, unmet, unsettled = waiting.pop()
        left = open_demands(unmet, box) if unmet else unmet
        if left is None:
            continue
        unsettled = truths.open_in(box, unsettled)
        if not left and not unsettled:
            yield box
            continue
        budget -= 1
        if budget < 0:
            raise BudgetError
        halves = split(box, (left or unsettled)[0])
        waiting.extend((half, left, unsettled) for half in halves)


def met_at_once(start: int, demands: Sequence[Test], budget: int, space: Space) -> tuple[int, int]:
    """The part of a box in which the first demand holds, and the budget without the splits that lead there.

    What is given comes first, and is mostly a list of facts. To split on one of them after the other leaves
    each time one half in which the search goes on: there is but one way, and it need not be walked.
    """
    first = demands[0] if demands else None
    if first is None or not first.is_one_box:
        return start, budget
    met = start & first.around
    if space.is_empty(met) or not first.truth(met):
        return start, budget
    box, left = start, budget
    for without, within in first.facts:
        side = without if met & ~within else within
        left -= bool(box & ~side)
        box &= side
    return (met, left) if left >= 0 else (start, budget)


def open_demands(demands: Sequence[Test], box: int) -> list[Test] | None:
    """The demands that are not yet met: what is settled stays so. None where one cannot be met."""
    left = []
    for demand in demands:
        holds = demand.truth(box)
        if holds is False:
            return None
        if holds is None:
            left.append(demand)
    return left


def open_questions(box: int, test: Test) -> set[int]:
    """The questions on which a condition may still turn, each as the bits that a box has of it."""
    return {
        box & ~(without & within) for without, within in test.facts if box & without != box != box & within
    }


def split(box: int, test: Test) -> tuple[int, int]:
    """The two ways to settle the first fact that a condition still needs: not as it says, and as it says.

    A fact is about one question: where neither half is the whole box, neither is empty.
    """
    for without, within in test.facts:
        fails, holds = box & without, box & within
        if fails != box != holds:
            return fails, holds
    raise AssertionError("what leaves a condition open leaves one of its facts open")
