"""Recall cards: a situation in words, and by heart the rule that decides it, its verdict and its style."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.compiler.dataset import Column, Dataset
from specdsl.compiler.leak import prompt_texts
from specdsl.compiler.render import render
from specdsl.compiler.trace import bare
from specdsl.compiler.training.examples import PROMPT
from specdsl.compiler.training.reasoning import Defeated, names, recalled_rule, recalled_style
from specdsl.compiler.training.rows import DECISION, STAMP, decision, stamp
from specdsl.compiler.training.situations import situations
from specdsl.compiler.words import Wording

if TYPE_CHECKING:
    from specdsl.compiler.context import Context
    from specdsl.compiler.dataset import Row
    from specdsl.compiler.leak import SpecText
    from specdsl.compiler.sections import RuleText
    from specdsl.compiler.training.decided import Decided
    from specdsl.graph.model import Rule


def recall_dataset(context: Context, spec: SpecText) -> Dataset:
    """A card for each rule and each rank between two, where its situation can be told without the spec."""
    cards = [_card(context, decided) for decided in situations(context)]
    return Dataset(
        "recall",
        "recall",
        "A situation in words; the rule that decides it, its verdict and its style, by heart.",
        "prompt-completion: `prompt`, `completion`",
        (*STAMP, *DECISION, PROMPT, Column("completion", "messages", "What the policy says of it.")),
        tuple(card for card in cards if spec.leak_in(_question(card)) is None),
    )


def _question(card: Row) -> str:
    return bare("\n".join(prompt_texts(card)))


def _card(context: Context, decided: Decided) -> Row:
    example, outcome, index = decided.example, decided.outcome, context.index
    question = render(
        context,
        "recall-question.j2",
        policy=context.policy.title,
        situation=Wording(context).situation([example.category], example.given),
    )
    answer = render(
        context,
        "recall-answer.j2",
        standing=[_by_heart(context, index.rules[each]) for each in outcome.standing],
        defeated=[Defeated(names(context, [each]), names(context, by)) for each, by in outcome.defeated],
        verdict=decided.verdict,
        styles=[recalled_style(context, index.styles[each]) for each in outcome.styles],
    )
    return {
        **stamp(context, example.id, example.category, outcome.standing),
        **decision(decided),
        "prompt": [{"role": "user", "content": question}],
        "completion": [{"role": "assistant", "content": answer}],
    }


def _by_heart(context: Context, rule: Rule) -> RuleText:
    """The rule as one who knows it would say it; many cards have the same."""
    if rule.id not in context.self_standing:
        context.self_standing[rule.id] = recalled_rule(context, rule, Wording(context))
    return context.self_standing[rule.id]
