"""Why no request can be as somebody says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.answers.boxes import Boxes
from specdsl.answers.names import listed
from specdsl.graph.model import InCategory
from specdsl.graph.print import condition_text
from specdsl.meaning.regions import Regions
from specdsl.meaning.space import Space

if TYPE_CHECKING:
    from specdsl.answers.facts import Known
    from specdsl.graph.query import Index
    from specdsl.meaning.regions import Region


def why_impossible(index: Index, said: Known) -> str:
    """The fewest lines of the policy that leave no request with these facts."""
    space = Space(index)
    boxes, start = Boxes(space), space.of_situation(said.situation)
    reasons = _reasons(index, Regions(space))
    for reason in list(reasons):
        rest = [box for other, region in reasons.items() if other != reason for box in region]
        if not boxes.without([start], rest):
            del reasons[reason]
    return f"no request is like that: {listed([*reasons])}."


def _reasons(index: Index, regions: Regions) -> dict[str, Region]:
    """What the policy rules out, and the words for why."""
    assumed = {
        f"the policy assumes `{condition_text(each)}` ({each.span.file}:{each.span.line})": regions.of(
            each, holds=False
        )
        for each in index.policy.assumptions
    }
    apart = {
        f"`{category.id}` is disjoint from `{other}`": (
            regions.space.of_atom(InCategory(category.id)) & regions.space.of_atom(InCategory(other)),
        )
        for category in index.policy.categories
        for other in category.disjoint_from
    }
    return assumed | apart
