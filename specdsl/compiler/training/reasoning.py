"""What a model that knows the policy would think before it answers: which rules stand, and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.compiler.english import series
from specdsl.compiler.prose import name_of
from specdsl.compiler.render import render
from specdsl.compiler.sections import rule_text, style_text
from specdsl.compiler.training.unwrap import unwrapped
from specdsl.compiler.words import Wording
from specdsl.record import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specdsl.compiler.context import Context
    from specdsl.compiler.sections import RuleText, StyleText
    from specdsl.compiler.training.decided import Decided
    from specdsl.graph.model import Rule, Style


@dataclass(frozen=True, slots=True)
class Defeated:
    """A rule that applies and does not stand, and the rules that it yields to."""

    name: str
    by: str


def reasoning(context: Context, decided: Decided) -> str:
    """The reasoning for a worked example, as a traced string."""
    wording = Wording(context)
    example, outcome, index = decided.example, decided.outcome, context.index
    return render(
        context,
        "reasoning.j2",
        situation=wording.situation([example.category], example.given),
        standing=[recalled_rule(context, index.rules[name], wording) for name in outcome.standing],
        defeated=[Defeated(names(context, [name]), names(context, by)) for name, by in outcome.defeated],
        verdict=decided.verdict,
        styles=[recalled_style(context, index.styles[name]) for name in outcome.styles],
    )


def recalled_rule(context: Context, rule: Rule, wording: Wording) -> RuleText:
    """The rule as one who knows it would say it."""
    words = rule_text(context, rule, wording)
    return words._replace(text=unwrapped(words.text))


def recalled_style(context: Context, style: Style) -> StyleText:
    """The style, likewise."""
    words = style_text(context, style)
    return replace(words, text=unwrapped(words.text))


def names(context: Context, rules: Iterable[str]) -> str:
    """The rules as a text cites them."""
    return series([name_of(context.index.rules[name]) for name in rules])
