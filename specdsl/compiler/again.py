"""The texts of a policy that is looked at again and again: what an edit does not touch is not rendered anew.

For findings alone: a text that is taken over says the same, while the places of what it took from other files
may have moved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.compiler.prose import rule_proses
from specdsl.compiler.sections import view_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from specdsl.compiler.context import Context
    from specdsl.compiler.output import Piece
    from specdsl.compiler.sections import View
    from specdsl.graph.model import Category, Policy, Prose


def category_again(context: Context, category: str, what: str, render: Callable[[], Piece]) -> Piece:
    """The text of a category in full: that of the look before, if it rests on the same."""
    memory, view = context.index.memory, view_of(context, category)
    if not memory.lasting:
        return render()
    titles = memory.same(f"named by {category}", [*_titles(context, view)])
    shown = (
        view.category,
        *(above for above, _ in view.inherited),
        *view.all_rules,
        *view.styles,
        *view.terms,
    )
    parts = memory.same_parts(f"text of {category}", (context.frame, titles, *shown))
    return memory.of(view.category, what, render, given=parts)


def summaries_again(context: Context, render: Callable[[], Piece]) -> Piece:
    """The same of every category in brief."""
    memory = context.index.memory
    said = [
        (category.summary, *_linked(context, [category.summary])) for category in context.policy.categories
    ]
    parts = memory.same_parts("summaries", (context.frame, memory.same("said in brief", said)))
    return memory.of(parts, "summaries", render)


def policy_again(context: Context, what: str, render: Callable[[], Piece]) -> Piece:
    """The same of what stands before any category."""
    return context.index.memory.of(context.frame, what, render)


def _titles(context: Context, view: View) -> Iterator[tuple[str, str]]:
    """What the rules, and whatever else the category's prose names, are called."""
    rules, ranks = context.index.rules, context.ranks
    for rule in view.all_rules:
        yield from ((each, rules[each].title) for each in (*ranks.below[rule.id], *ranks.above[rule.id]))
        yield from _linked(context, rule_proses(rule))
    yield from _linked(context, [view.category.summary, *(style.text for style in view.styles)])
    yield from _linked(context, [term.definition for term in view.terms])


def _linked(context: Context, proses: Iterable[Prose | None]) -> Iterator[tuple[str, str]]:
    linked = (link.target for prose in proses if prose for link in prose.links)
    return ((each, context.index.title(each)) for each in linked)


def frame(context: Context) -> object:
    """What any text may rest on: all that the policy's head says, and what its categories are."""
    policy, memory = context.policy, context.index.memory
    defined = (policy.facets, policy.flags, policy.elements, policy.styles, policy.terms)
    parts = (policy.ladder, policy.summary, policy.helpfulness, *defined)
    return memory.same_parts("frame", (*parts, memory.same("outline", _outline(context))))


def _outline(context: Context) -> object:
    policy, ranks = context.policy, context.ranks
    return (
        (policy.name, policy.title, policy.language, policy.ladder_question),
        (policy.authority, policy.otherwise, policy.follow),
        (context.options, context.templates, context.names, context.shared_terms),
        (ranks.below, ranks.above),
        [*map(_head_of, policy.categories)],
        [*_linked(context, [policy.summary, policy.helpfulness, *_defining(policy)])],
    )


def _defining(policy: Policy) -> Iterator[Prose | None]:
    yield from (style.text for style in policy.styles)
    yield from (term.definition for term in policy.terms)
    yield from (value.meaning for facet in policy.facets for value in facet.values)
    yield from (verdict.meaning for verdict in policy.ladder)


def _head_of(category: Category) -> object:
    """What others say of it, and what they may take from it."""
    return (
        (category.id, category.title, category.within, category.disjoint_from),
        (category.otherwise, category.follow, category.authority),
        (category.facets, category.flags, category.elements, category.styles, category.terms),
        [(rule.id, rule.verdict, rule.status, rule.authority, rule.follow) for rule in category.rules],
    )
