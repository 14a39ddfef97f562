"""Spec texts: spec(category) as the paper means it, and the pieces of which it is made."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from specdsl.compiler.again import category_again, policy_again, summaries_again
from specdsl.compiler.english import capitalise
from specdsl.compiler.prose import name_of
from specdsl.compiler.render import piece, render
from specdsl.compiler.sections import (
    category_text,
    policy_text,
    rule_text,
    style_text,
    term_text,
    view_of,
)
from specdsl.compiler.words import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from specdsl.compiler.context import Context
    from specdsl.compiler.output import Piece
    from specdsl.compiler.sections import RuleText, View
    from specdsl.graph.model import Rule, Style


def spec_piece(context: Context, category: str | None, *, rationale: bool | None = None) -> Piece:
    """spec(category); without a category, which may not be known yet, all in brief and nothing in full."""
    reasoned = context.options.rationale if rationale is None else rationale
    key = ("spec", category, reasoned)
    if key not in context.pieces:
        full = piece_of_category(context, category, rationale=reasoned) if category else None
        context.pieces[key] = piece(
            context,
            "spec.j2",
            policy=context.tracer.embed(policy_piece(context, brief=category is None)),
            summaries=context.tracer.embed(summaries_piece(context)) if context.policy.categories else "",
            category=context.tracer.embed(full) if full else "",
        )
    return context.pieces[key]


def policy_piece(context: Context, *, brief: bool = False) -> Piece:
    """The verdicts, how rules combine, the principles of helpfulness, the policy-wide styles.

    `brief`: for a text that shows no rules, and must not be read as if there were none.
    """
    if ("policy", brief) not in context.pieces:
        context.pieces["policy", brief] = policy_again(
            context, f"policy, {brief}", partial(_policy_piece, context, brief=brief)
        )
    return context.pieces["policy", brief]


def _policy_piece(context: Context, *, brief: bool) -> Piece:
    styles = [style_block(context, style, "###") for style in context.policy.styles]
    return piece(context, "policy.j2", policy=policy_text(context), styles=styles, brief=brief)


def summaries_piece(context: Context) -> Piece:
    """Every category of the policy in brief; rendered once, however many texts have it."""
    if ("summaries",) not in context.pieces:
        context.pieces["summaries",] = summaries_again(context, partial(_summaries_piece, context))
    return context.pieces["summaries",]


def _summaries_piece(context: Context) -> Piece:
    categories = [category_text(context, category) for category in context.policy.categories]
    return piece(context, "summaries.j2", categories=categories)


def piece_of_category(context: Context, category: str, *, rationale: bool) -> Piece:
    return category_again(
        context,
        category,
        f"text, {rationale}",
        lambda: context.tracer.piece(category_in_full(context, category, rationale=rationale)),
    )


def category_in_full(context: Context, category: str, *, rationale: bool) -> str:
    """One category in full, as a traced string."""
    view = view_of(context, category)
    said = _said_of(context, view)

    def blocks(rules: Iterable[Rule]) -> list[str]:
        words = (said[rule.id] for rule in rules)
        reasoned = (each if rationale else each._replace(because="") for each in words)
        return [render(context, "rule.j2", rule=each, heading="####") for each in reasoned]

    groups = groupby(view.rules, key=lambda rule: rule.verdict)
    return render(
        context,
        "category.j2",
        category=category_text(context, view.category),
        terms=[term_text(context, term, view.terms) for term in view.terms],
        groups=[(capitalise(verdict), blocks(rules)) for verdict, rules in groups],
        inherited=[(name_of(origin), blocks(rules)) for origin, rules in view.inherited if rules],
        foreign=blocks(view.foreign),
        styles=[style_block(context, style, "####") for style in view.styles],
    )


def _said_of(context: Context, view: View) -> Mapping[str, RuleText]:
    """Each rule in view as texts about the category word it, by its name.

    Those that leave out the reasons say all else alike, so it is worded once.
    """
    category = view.category.id
    if category not in context.worded:
        wording, shown = Wording(context, rationale=True), {rule.id for rule in view.all_rules}
        own = (*view.rules, *(rule for _, rules in view.inherited for rule in rules))
        said = {rule.id: rule_text(context, rule, wording) for rule in own}
        said |= {rule.id: rule_text(context, rule, wording, among=shown) for rule in view.foreign}
        context.worded[category] = said
    return context.worded[category]


def rule_block(context: Context, rule: Rule, heading: str, wording: Wording) -> str:
    """One rule, as a traced string."""
    return render(context, "rule.j2", rule=rule_text(context, rule, wording), heading=heading)


def style_block(context: Context, style: Style, heading: str) -> str:
    """One style, as a traced string."""
    return render(context, "style.j2", style=style_text(context, style), heading=heading)


def ids_in_view(context: Context, category: str | None) -> list[str]:
    """The rules that a text about the category names, and that an answer may therefore cite."""
    if category is None:
        return []
    view = view_of(context, category)
    named = {other for rule in view.all_rules for other in _named(context, rule)}
    place = context.ranks.place
    shown = [rule.id for rule in view.all_rules]
    others = {name for name in named if name in place}.difference(shown)
    return shown + sorted(others, key=place.__getitem__)


def _named(context: Context, rule: Rule) -> Iterable[str]:
    yield from context.ranks.below[rule.id]
    yield from context.ranks.above[rule.id]
    for prose in (rule.text, *rule.includes, *rule.excludes):
        yield from (link.target for link in prose.links if link.kind == "rule") if prose else ()


def style_ids(context: Context, category: str | None) -> list[str]:
    """The styles that such a text holds."""
    local = view_of(context, category).styles if category else ()
    return [style.id for style in (*context.policy.styles, *local)]
