"""What every situation obeys: the policy's assumptions, and how its categories lie to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.graph.model import And, InCategory, Not, Or
from specdsl.meaning.situation import categories_of

if TYPE_CHECKING:
    from specdsl.graph.model import Category, Condition
    from specdsl.graph.query import Index
    from specdsl.meaning.situation import Situation


def world(index: Index, situation: Situation) -> list[Condition]:
    """What a situation must obey: what is assumed, and how the categories that it may be in lie."""
    tied = [tie for category in categories_of(index, situation) for tie in ties(category)]
    return [*index.policy.assumptions, *tied]


def ties(category: Category) -> list[Condition]:
    """What being in the category entails, by its `within` and `disjoint from`."""
    inside = InCategory(category.id)
    within: list[Condition] = [Or((Not(inside), InCategory(parent))) for parent in category.within]
    apart: list[Condition] = [Not(And((inside, InCategory(other)))) for other in category.disjoint_from]
    return within + apart
