"""Why one rule keeps another from standing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.meaning.decide import defeats
from specdsl.record import dataclass
from specdsl.source import NOWHERE

if TYPE_CHECKING:
    from specdsl.graph.model import Rule
    from specdsl.graph.query import Index
    from specdsl.source import Span


@dataclass(frozen=True, slots=True)
class Rank:
    """By `overrides` or by authority."""

    steps: tuple[tuple[Rule, Rule, Span], ...] = ()
    """By `overrides`: from the winner down to the loser, who overrides whom, and where that is said."""
    levels: tuple[str, str] | None = None
    """By authority: the level of the winner, then of the loser."""

    @property
    def way(self) -> str:
        return "overrides" if self.steps else "authority"


def rank_between(winner: Rule, loser: Rule, index: Index) -> Rank:
    """Why the winner, where both apply, defeats the loser."""
    assert defeats(winner, loser, index)
    if loser.id in index.overrides[winner.id]:
        return Rank(steps=tuple(_steps(winner, loser, index)))
    return Rank(
        levels=(index.policy.authority[index.level_of(winner)], index.policy.authority[index.level_of(loser)])
    )


def _steps(winner: Rule, loser: Rule, index: Index) -> list[tuple[Rule, Rule, Span]]:
    """The shortest way down."""
    before: dict[str, Rule] = {}
    ring = [winner]
    while loser.id not in before:
        below = []
        for rule in ring:
            for name in rule.overrides:
                if name not in before:
                    before[name] = rule
                    below.append(index.rules[name])
        ring = below
    return _way_back(winner, loser, before)[::-1]


def _way_back(winner: Rule, loser: Rule, before: dict[str, Rule]) -> list[tuple[Rule, Rule, Span]]:
    way: list[tuple[Rule, Rule, Span]] = []
    rule = loser
    while not way or rule.id != winner.id:
        above = before[rule.id]
        way.append((above, rule, _place(above, rule)))
        rule = above
    return way


def _place(above: Rule, below: Rule) -> Span:
    """Where a rule says that it overrides another; nowhere where no file says it."""
    places = dict(zip(above.overrides, above.override_spans, strict=False))
    return places.get(below.id, NOWHERE)
