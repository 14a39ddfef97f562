"""What a policy decides: which rules apply, which are defeated, which stand, and what follows.

The definition is the language reference's "What a policy means", step by step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.meaning.condition import truth
from specdsl.meaning.situation import categories_of
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from specdsl.graph.model import Category, Condition, Facet, Rule
    from specdsl.graph.query import Index
    from specdsl.meaning.situation import Situation


class UnsettledError(LookupError):
    """A decision was asked for in a situation that leaves a needed fact open."""

    def __init__(self, condition: Condition) -> None:
        super().__init__("the situation does not settle a condition")
        self.condition = condition


@dataclass(frozen=True, slots=True)
class Decision:
    """What the policy says in one situation.

    `verdict` is None where standing rules disagree, or where none stands and nothing says `otherwise`;
    `defeated` names for each applicable rule that does not stand the rules that defeat it;
    `otherwise`: no rule stood, so the verdict is the default of the categories or the policy.
    """

    verdict: str | None
    standing: tuple[str, ...]
    defeated: tuple[tuple[str, tuple[str, ...]], ...] = ()
    styles: tuple[str, ...] = ()
    otherwise: bool = False


def decide(index: Index, situation: Situation) -> Decision:
    """The decision in a situation that settles every condition of the rules in its categories.

    Raises:
        UnsettledError: The situation leaves a condition open.
    """
    applicable = [rule for rule in in_play(index, situation) if applies(rule, situation, index.facets)]
    defeats = {rule.id: defeaters(rule, applicable, index) for rule in applicable}
    standing = [rule for rule in applicable if not defeats[rule.id]]
    return Decision(
        verdict=_verdict(standing, situation, index),
        standing=tuple(rule.id for rule in standing),
        defeated=tuple((rule, by) for rule, by in defeats.items() if by),
        styles=styles_of(standing, index),
        otherwise=not standing,
    )


def in_play(index: Index, situation: Situation) -> Iterator[Rule]:
    """The active rules of the categories that the request is in: of a big policy, few."""
    for category in categories_of(index, situation):
        if situation.answer(("category", category.id)):
            yield from (rule for rule in category.rules if rule.status == "active")


def applies(rule: Rule, situation: Situation, facets: Mapping[str, Facet]) -> bool:
    """Rule 1 of the definition: in its category, its `when` holds, none of its `unless` does."""
    if not situation.answer(("category", rule.category)):
        return False
    if rule.when is not None and not _settled(rule.when, situation, facets):
        return False
    return not any(_settled(exception, situation, facets) for exception in rule.unless)


def defeaters(rule: Rule, applicable: Iterable[Rule], index: Index) -> tuple[str, ...]:
    """Rule 2: the applicable rules that override it, or beat it by authority with another verdict."""
    return tuple(other.id for other in applicable if other is not rule and defeats(other, rule, index))


def defeats(winner: Rule, loser: Rule, index: Index) -> bool:
    """Whether one rule, where both apply, keeps the other from standing."""
    if loser.id in index.overrides[winner.id]:
        return True
    if winner.id in index.overrides[loser.id] or winner.verdict == loser.verdict:
        return False
    return index.level_of(winner) < index.level_of(loser)


def _verdict(standing: list[Rule], situation: Situation, index: Index) -> str | None:
    if not standing:
        return _otherwise(situation, index)
    verdicts = {rule.verdict for rule in standing}
    return verdicts.pop() if len(verdicts) == 1 else None


def _otherwise(situation: Situation, index: Index) -> str | None:
    near = categories_of(index, situation)
    return default_of((each for each in near if situation.answer(("category", each.id))), index)


def default_of(categories: Iterable[Category], index: Index) -> str | None:
    """Rule 3: the strictest default of the categories that a request is in, else the policy's."""
    defaults = (category.otherwise for category in categories if category.otherwise)
    return max(defaults, key=index.rank, default=index.policy.otherwise)


def styles_of(standing: Iterable[Rule], index: Index) -> tuple[str, ...]:
    """Rule 4: what each standing rule follows, each style once."""
    return tuple(dict.fromkeys(style.id for rule in standing for style in index.followed_styles(rule)))


def _settled(condition: Condition, situation: Situation, facets: Mapping[str, Facet]) -> bool:
    value = truth(condition, situation, facets)
    if value is None:
        raise UnsettledError(condition)
    return value
