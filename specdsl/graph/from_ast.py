"""The only way into the graph: from the syntax trees of a policy's files to one policy, every name looked up.

What cannot be understood is reported and left out; nothing about it is guessed.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from specdsl.diagnostics import Diagnostic, Label
from specdsl.graph import model
from specdsl.graph.again import Again
from specdsl.graph.build import (
    Build,
    Decision,
    every,
    follow,
    held,
    holes,
    level,
    one,
    otherwise,
    owner,
    said,
)
from specdsl.graph.conditions import condition
from specdsl.graph.definitions import elements, facets, flags, styles, terms, values
from specdsl.graph.examples import examples
from specdsl.graph.lookup import CATEGORY, Lookup, Scope
from specdsl.graph.loops import circular_terms, straighten
from specdsl.graph.names import collect, qualified
from specdsl.graph.rules import note_decision, rules
from specdsl.graph.verdicts import DEFAULT_LADDER, Ladder
from specdsl.memory import Memory
from specdsl.record import replace
from specdsl.source import NOWHERE, Span
from specdsl.syntax import ast

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def policy_from_documents(
    documents: Sequence[ast.Document], memory: Memory | None = None
) -> tuple[model.Policy | None, list[Diagnostic]]:
    """The policy that the files make together, in whatever order they come, and what is wrong with it.

    None where no file holds a `policy` block. A policy with `holes` is incomplete: something in its files
    could not be understood. Categories that `memory` knows are the same objects again.
    """
    ordered = sorted(documents, key=lambda document: (document.source.name, document.source.text))
    blocks = [block for document in ordered for block in document.blocks]
    memory = memory or Memory(lasting=False)
    names, found = collect(blocks, memory)
    found += straighten(names)
    header = _header(blocks, ordered, found)
    build = _prepare(blocks, header, Lookup(names, found), memory)
    again = Again("graph", build, memory)
    head = memory.same_parts("head", tuple(block for block in blocks if not isinstance(block, ast.Category)))
    categories = held(blocks, ast.Category, None, build)
    policy = replace(
        again.of(head, partial(_head, head, header, build)),
        categories=tuple(again.of(each, partial(_category, each, build)) for each in categories),
    )
    found += circular_terms(policy)
    found.sort(key=lambda finding: (finding.span.file, finding.span.start))
    errors = (finding.span for finding in found if finding.level == "error")
    unread = (hole for block in blocks for hole in memory.of(block, "holes", partial(_unread, block)))
    whole = replace(policy, holes=tuple(dict.fromkeys((*unread, *errors))))
    return (whole if _any_policy(blocks) else None), found


def _unread(block: ast.Block) -> list[Span]:
    return [hole.span for hole in holes([block])]


def _any_policy(blocks: Iterable[ast.Block]) -> bool:
    """Whether there is a `policy` block, be it one that could not be read."""
    return any(isinstance(block, ast.Policy) or _may_be_policy(block) for block in blocks)


def _may_be_policy(block: ast.Block) -> bool:
    return isinstance(block, ast.Hole) and block.keyword in {"policy", ""}


# ── What everything else stands on ───────────────────────────────────────────


def _prepare(blocks: Sequence[ast.Block], header: ast.Policy | None, lookup: Lookup, memory: Memory) -> Build:
    build = Build(lookup, _ladder(blocks, lookup), _levels(header))
    again = Again("decisions", build, memory)
    for category in held(blocks, ast.Category, None, build):
        build.decisions.update(again.of(category, partial(_decisions, category, build)))
    return build


def _decisions(category: ast.Category, build: Build) -> dict[str, Decision]:
    rules = held(category.items, ast.Rule, category.name.text, build)
    noted = (note_decision(rule, category.name.text, build) for rule in rules)
    return {rule: decision for rule, decision in noted if decision}


def _header(
    blocks: Sequence[ast.Block], ordered: Sequence[ast.Document], found: list[Diagnostic]
) -> ast.Policy | None:
    headers = [*every(blocks, ast.Policy)]
    found += [_second_policy(headers[0], other) for other in headers[1:]]
    if not _any_policy(blocks):
        found.append(_no_policy(ordered))
    return headers[0] if headers else None


def _ladder(blocks: Sequence[ast.Block], lookup: Lookup) -> Ladder:
    ladders = [*every(blocks, ast.Verdicts)]
    lookup.found.extend(_second_ladder(ladders[0], other) for other in ladders[1:])
    unread = any(isinstance(block, ast.Hole) and block.keyword == "verdicts" for block in blocks)
    if not ladders:
        return Ladder(DEFAULT_LADDER, None, known=not unread)
    verdicts = values(ladders[0].items, "verdicts", lookup, Scope(), ladders[0].span)
    return Ladder(verdicts, ladders[0].question.text)


def _levels(header: ast.Policy | None) -> tuple[str, ...] | None:
    """The levels of authority; None where nobody can know them."""
    if header is None:
        return None
    authority = one(header.items, ast.Authority)
    return tuple(dict.fromkeys(level.text for level in authority.levels)) if authority else ()


# ── The policy ────────────────────────────────────────────────────────────────


def _head(blocks: Sequence[ast.Block], header: ast.Policy | None, build: Build) -> model.Policy:
    """The policy without its categories."""
    scope = Scope()
    says = header.items if header else ()
    version = one(says, ast.Version)
    language = one(says, ast.Language)
    conditions = (condition(block.condition, build.lookup, scope) for block in every(blocks, ast.Assume))
    return model.Policy(
        name=header.name.text if header else "",
        title=header.title.text if header else "",
        version=version.value.text if version else None,
        owner=owner(says),
        language=language.tag.text if language else "en",
        authority=build.levels or (),
        ladder=build.ladder.values,
        ladder_question=build.ladder.question,
        otherwise=otherwise(says, build, scope),
        follow=follow(says, None, build, scope),
        summary=said(says, "summary", build, scope),
        helpfulness=said(says, "helpfulness", build, scope),
        terms=terms([item for block in every(blocks, ast.Policy) for item in block.items], None, build),
        facets=facets(blocks, None, build),
        flags=flags(blocks, None, build),
        assumptions=tuple(each for each in conditions if each is not None),
        elements=elements(blocks, None, build),
        styles=styles(blocks, None, build),
        span=header.span if header else NOWHERE,
    )


# ── Categories ────────────────────────────────────────────────────────────────


def _category(category: ast.Category, build: Build) -> model.Category:
    name, says = category.name.text, category.items
    scope, top = Scope(name, name), Scope(None, name)  # categories are names of the policy alone
    return model.Category(
        id=name,
        name=name,
        title=category.title.text,
        within=_within(category, build, top),
        disjoint_from=build.lookup.find_all(
            (each for item in every(says, ast.DisjointFrom) for each in item.categories), CATEGORY, top
        ),
        otherwise=otherwise(says, build, scope),
        follow=follow(says, _verdicts_of(category, build), build, scope),
        authority=level(says, build, scope),
        owner=owner(says),
        summary=said(says, "summary", build, scope),
        note=said(says, "note", build, scope),
        terms=terms(says, name, build),
        facets=facets(says, name, build),
        flags=flags(says, name, build),
        elements=elements(says, name, build),
        styles=styles(says, name, build),
        rules=tuple(rules(category, build)),
        examples=tuple(examples(says, name, None, build)),
        span=category.span,
        name_span=category.name.span,
    )


def _within(category: ast.Category, build: Build, top: Scope) -> tuple[str, ...]:
    """What the category is within, without what would close a circle."""
    written = (name for item in every(category.items, ast.Within) for name in item.categories)
    straight = build.lookup.names.within[category.name.text]
    return tuple(each for each in build.lookup.find_all(written, CATEGORY, top) if each in straight)


def _verdicts_of(category: ast.Category, build: Build) -> tuple[str, ...] | None:
    """Whatever verdicts the category's rules and its `otherwise` give; None where that is not known."""
    rules = [qualified(category.name.text, rule.name.text) for rule in every(category.items, ast.Rule)]
    if build.lookup.lost.intersection(rules) or any(holes(category.items)):
        return None
    given = [build.decisions[rule].verdict for rule in rules if rule in build.decisions]
    fallback = [item.verdict.text for item in every(category.items, ast.Otherwise)]
    return tuple(dict.fromkeys((*given, *fallback))) or None


# ── Findings ──────────────────────────────────────────────────────────────────


def _no_policy(ordered: Sequence[ast.Document]) -> Diagnostic:
    start = Span(ordered[0].source, 0, 0) if ordered else NOWHERE
    return Diagnostic(
        "syntax-error",
        "error",
        "no file of this folder has a `policy` block" if ordered else "there is no file to read",
        (Label(start, "a policy begins with one"),),
        help=('begin one of the files with a line such as `policy my-policy "My safety policy"`',),
    )


def _second_policy(first: ast.Policy, again: ast.Policy) -> Diagnostic:
    return Diagnostic(
        "syntax-error",
        "error",
        f"there are two `policy` blocks, `{first.name.text}` and `{again.name.text}`",
        (
            Label(again.name.span, f"a second policy, in {again.span.file}"),
            Label(first.name.span, f"the first, in {first.span.file}"),
        ),
        subjects=(first.name.text, again.name.text),
        help=("keep one of them: all `.spec` files of a folder make one policy",),
    )


def _second_ladder(first: ast.Verdicts, again: ast.Verdicts) -> Diagnostic:
    return Diagnostic(
        "syntax-error",
        "error",
        "there are two `verdicts` blocks",
        (Label(again.question.span, "a second ladder"), Label(first.question.span, "the first")),
        help=("keep one of them: all rules of a policy give verdicts of one ladder",),
    )
