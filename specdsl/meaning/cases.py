"""The cases of a situation that is known in part: how its open facts can be settled, as few as decide.

A case settles every condition that is asked about, so that one decision holds throughout it. Cases are found
by splitting on a fact that some condition still needs; facts that nothing asks about are never split on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.graph.model import Compare, Is
from specdsl.meaning.condition import atoms, truth
from specdsl.meaning.situation import Atom, Situation, meant_values, question_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specdsl.graph.model import Condition
    from specdsl.graph.query import Index


BUDGET = 10_000
"""Splits before the search is given up."""


class BudgetError(Exception):
    """More cases than the budget allows: the honest answer is that it is not known."""


def cases(
    start: Situation,
    demands: Sequence[Condition],
    asked: Sequence[Condition],
    index: Index,
    budget: int = BUDGET,
) -> Iterator[Situation]:
    """All cases of `start` in which every demand holds, each settling every condition that is asked about.

    The budget counts splits, not seconds, so that two runs say the same.

    Raises:
        BudgetError: The budget ran out before all cases were found.
    """
    waiting = [(start, tuple(demands), tuple(asked))]
    while waiting:
        situation, demands, asked = waiting.pop()
        open_demands = _open(demands, situation, index)
        if open_demands is None:
            continue
        open_asked = tuple(each for each in asked if truth(each, situation, index.facets) is None)
        if not open_demands and not open_asked:
            yield situation
            continue
        budget -= 1
        if budget < 0:
            raise BudgetError
        atom = _open_atom((*open_demands, *open_asked)[0], situation, index)
        waiting.extend((each, open_demands, open_asked) for each in reversed(_split(atom, situation, index)))


def _open(demands: Sequence[Condition], situation: Situation, index: Index) -> tuple[Condition, ...] | None:
    """The demands that are not yet met: what is settled stays so. None where one cannot be met."""
    left = []
    for demand in demands:
        holds = truth(demand, situation, index.facets)
        if holds is False:
            return None
        if holds is None:
            left.append(demand)
    return tuple(left)


def _open_atom(condition: Condition, situation: Situation, index: Index) -> Atom:
    """The first fact that an open condition still needs."""
    return next(a for a in atoms(condition) if truth(a, situation, index.facets) is None)


def _split(atom: Atom, situation: Situation, index: Index) -> list[Situation]:
    """The two ways to settle one fact: as the condition says, and otherwise."""
    match atom:
        case Is(facet=facet) | Compare(scale=facet):
            whole = frozenset(value.name for value in index.facets[facet].values)
            possible = situation.values.get(facet, whole)
            meant = meant_values(atom, index.facets[facet])
            return [situation.with_values(facet, part) for part in (possible & meant, possible - meant)]
        case _:
            question = question_of(atom)
            return [situation.with_answer(question, answer=answer) for answer in (True, False)]
