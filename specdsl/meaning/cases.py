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
    waiting = [start]
    while waiting:
        situation = waiting.pop()
        if any(truth(demand, situation, index.facets) is False for demand in demands):
            continue
        atom = _open_atom((*demands, *asked), situation, index)
        if atom is None:
            yield situation
            continue
        budget -= 1
        if budget < 0:
            raise BudgetError
        waiting.extend(reversed(_split(atom, situation, index)))


def _open_atom(conditions: Sequence[Condition], situation: Situation, index: Index) -> Atom | None:
    """The first fact that an open condition still needs."""
    for condition in conditions:
        if truth(condition, situation, index.facets) is None:
            return next(a for a in atoms(condition) if truth(a, situation, index.facets) is None)
    return None


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
