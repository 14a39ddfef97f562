"""What a question can be about: what may hold in a situation, and the answers."""

from __future__ import annotations

from typing import TypeAlias

from specdsl.graph.model import And, Compare, Condition, FreeText, Holds, InCategory, Is, Not, Or, Rule
from specdsl.record import dataclass


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
    """The situation is in a box (`Space.of_situation` gives that of what is partly known)."""

    box: int


Claim: TypeAlias = Condition | Rule | Stands | Some | Within
"""A condition holds, a rule applies, it stands, one of several rules applies, the situation is in a box."""

CONDITIONS = (Is, Compare, Holds, InCategory, FreeText, Not, And, Or)
