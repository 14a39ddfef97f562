"""The texts of a policy that is looked at again and again: what an edit does not touch is not rendered anew.

For findings alone: a text that is taken over says the same, while the places of what it took from other files
may have moved.
"""

from __future__ import annotations

from functools import partial
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
    memory = context.index.memory
    if not memory.lasting:
        return render()
    view = _view_again(context, category)
    named = memory.of(view, "named", lambda: [*_named(context, view)], given=context.frame)
    titles = memory.same(f"named by {category}", (named, [*map(context.index.title, named)]))
    shown = (
        view.category,
        *(above for above, _ in view.inherited),
        *view.all_rules,
        *view.styles,
        *view.terms,
    )
    parts = memory.same_parts(f"text of {category}", (context.frame, titles, *shown))
    return memory.of(view.category, what, render, given=parts)


def _view_again(context: Context, category: str) -> View:
    """What the text shows: that of the look before, if neither categories nor foreign rules changed."""
    index = context.index
    places = tuple(index.categories[each] for each in index.ancestors[category])
    context.views[category] = index.memory.of(
        index.memory.same_parts(f"around {category}", places),
        "view",
        partial(view_of, context, category),
        given=context.frame,
        sound=lambda view: all(index.rules[rule.id] is rule for rule in view.foreign),
    )
    return context.views[category]


def summaries_again(context: Context, render: Callable[[], Piece]) -> Piece:
    """The same of every category in brief."""
    memory = context.index.memory
    said = [
        (category.summary, *_titles(context, [category.summary])) for category in context.policy.categories
    ]
    parts = memory.same_parts("summaries", (context.frame, memory.same("said in brief", said)))
    return memory.of(parts, "summaries", render)


def policy_again(context: Context, what: str, render: Callable[[], Piece]) -> Piece:
    """The same of what stands before any category."""
    return context.index.memory.of(context.frame, what, render)


def _named(context: Context, view: View) -> Iterator[str]:
    """The rules, and whatever else the category's prose names: it says how they are called."""
    for rule in view.all_rules:
        yield from (*context.ranks.below[rule.id], *context.ranks.above[rule.id])
        yield from _linked(rule_proses(rule))
    yield from _linked([view.category.summary, *(style.text for style in view.styles)])
    yield from _linked(term.definition for term in view.terms)


def _titles(context: Context, proses: Iterable[Prose | None]) -> Iterator[tuple[str, str]]:
    return ((each, context.index.title(each)) for each in _linked(proses))


def _linked(proses: Iterable[Prose | None]) -> Iterator[str]:
    return (link.target for prose in proses if prose for link in prose.links)


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
        [*_titles(context, [policy.summary, policy.helpfulness, *_defining(policy)])],
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
