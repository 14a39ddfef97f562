"""The truth of a condition in a situation: yes, no, or open while the situation is only known in part."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from specdsl.graph.model import And, Compare, FreeText, Holds, InCategory, Is, Not, Or
from specdsl.meaning.situation import Atom, Situation, meant_values, question_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specdsl.graph.model import Condition, Facet


def truth(condition: Condition, situation: Situation, facets: Mapping[str, Facet]) -> bool | None:
    """Kleene's three values: None where what is known does not settle the condition, part by part."""
    match condition:
        case Is(facet=facet) | Compare(scale=facet):
            return _one_of(meant_values(condition, facets[facet]), situation, facets[facet])
        case Holds() | InCategory() | FreeText():
            return situation.answer(question_of(condition))
        case Not():
            inner = truth(condition.operand, situation, facets)
            return None if inner is None else not inner
        case And():
            return _fold([truth(part, situation, facets) for part in condition.operands], deciding=False)
        case Or():
            return _fold([truth(part, situation, facets) for part in condition.operands], deciding=True)
        case _:
            assert_never(condition)


def _one_of(meant: frozenset[str], situation: Situation, facet: Facet) -> bool | None:
    possible = situation.values.get(facet.id)
    if possible is None:
        possible = frozenset(value.name for value in facet.values)
    if possible <= meant:
        return True
    return None if possible & meant else False


def _fold(parts: list[bool | None], *, deciding: bool) -> bool | None:
    """`deciding` in any part settles the whole; the other answer needs all parts."""
    if deciding in parts:
        return deciding
    return None if None in parts else not deciding


def atoms(condition: Condition) -> list[Atom]:
    """The comparisons, flags, categories and free texts in a condition, in the order written."""
    match condition:
        case Not():
            return atoms(condition.operand)
        case And() | Or():
            return [atom for part in condition.operands for atom in atoms(part)]
        case _:
            return [condition]
