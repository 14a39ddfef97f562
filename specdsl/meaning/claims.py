"""What a question can be about: what may hold in a situation, and the answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from specdsl.graph.model import And, Compare, Condition, FreeText, Holds, InCategory, Is, Not, Or, Rule

if TYPE_CHECKING:
    from specdsl.meaning.situation import Situation


@dataclass(frozen=True, slots=True)
class Stands:
    """The rule stands; with `without`, it does in the policy from which that other rule is deleted."""

    rule: Rule
    without: Rule | None = None


@dataclass(frozen=True, slots=True)
class Some:
    """At least one rule of a set applies (`Ranks.among` says which bit is which rule)."""

    rules: int


@dataclass(frozen=True, slots=True)
class Within:
    """The situation is one of those that a partly known one leaves open."""

    known: Situation


Claim: TypeAlias = Condition | Rule | Stands | Some | Within
"""A condition holds, a rule applies, a rule stands, one of several rules applies, something is known."""

CONDITIONS = (Is, Compare, Holds, InCategory, FreeText, Not, And, Or)
