"""What a policy or a category defines: terms, facets and scales, flags, elements, styles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.diagnostics import Diagnostic, Label
from specdsl.graph import model
from specdsl.graph.build import every, held, said
from specdsl.graph.lookup import ELEMENT, Scope
from specdsl.graph.names import article, qualified
from specdsl.graph.prose import prose
from specdsl.syntax import ast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specdsl.graph.build import Build
    from specdsl.graph.lookup import Lookup
    from specdsl.source import Span


def terms(found: Iterable[ast.Item], category: str | None, build: Build) -> tuple[model.Term, ...]:
    return tuple(_term(each, category, build) for each in held(found, ast.Term, category, build))


def _term(term: ast.Term, category: str | None, build: Build) -> model.Term:
    name = term.name.text
    identifier = qualified(category, name)
    definition = prose(term.definition, build.lookup, Scope(category, identifier))
    return model.Term(identifier, name, category, definition, span=term.span)


def facets(found: Iterable[ast.Item], category: str | None, build: Build) -> tuple[model.Facet, ...]:
    return tuple(_facet(each, category, build) for each in held(found, ast.Facet, category, build))


def _facet(facet: ast.Facet, category: str | None, build: Build) -> model.Facet:
    name = facet.name.text
    identifier = qualified(category, name)
    scope = Scope(category, identifier)
    answers = values(facet.items, "scale" if facet.ordered else "facet", build.lookup, scope, facet.name.span)
    return model.Facet(identifier, name, facet.question.text, facet.ordered, answers, span=facet.span)


def values(
    found: Sequence[ast.Item], what: str, lookup: Lookup, scope: Scope, place: Span
) -> tuple[model.Value, ...]:
    """The values of a facet, a scale or a ladder, each name once."""
    written: dict[str, ast.Value] = {}
    for value in every(found, ast.Value):
        first = written.setdefault(value.name.text, value)
        if first is not value:
            lookup.found.append(_value_twice(first, value, scope))
    if not found:
        lookup.found.append(_no_values(what, scope, place))
    return tuple(
        model.Value(name, prose(value.meaning, lookup, scope), span=value.span)
        for name, value in written.items()
    )


def flags(found: Iterable[ast.Item], category: str | None, build: Build) -> tuple[model.Flag, ...]:
    return tuple(
        model.Flag(qualified(category, each.name.text), each.name.text, each.statement.text, span=each.span)
        for each in held(found, ast.Flag, category, build)
    )


def elements(found: Iterable[ast.Item], category: str | None, build: Build) -> tuple[model.Element, ...]:
    return tuple(
        model.Element(
            qualified(category, each.name.text), each.name.text, each.description.text, span=each.span
        )
        for each in held(found, ast.Element, category, build)
    )


def styles(found: Iterable[ast.Item], category: str | None, build: Build) -> tuple[model.Style, ...]:
    return tuple(_style(each, category, build) for each in held(found, ast.Style, category, build))


def _style(style: ast.Style, category: str | None, build: Build) -> model.Style:
    scope = Scope(category, qualified(category, style.name.text))
    return model.Style(
        id=qualified(category, style.name.text),
        name=style.name.text,
        title=style.title.text,
        category=category,
        verdicts=build.ladder.find_all(style.verdicts, build.lookup, scope),
        directives=tuple(_directives(style, build, scope)),
        text=said(style.items, "text", build, scope),
        span=style.span,
    )


def _directives(style: ast.Style, build: Build, scope: Scope) -> Iterator[model.Directive]:
    for each in every(style.items, ast.Directive):
        element = build.lookup.find_id(each.element, ELEMENT, scope)
        if element:
            yield model.Directive(each.modality, each.negated, element, span=each.span)


def _value_twice(first: ast.Value, again: ast.Value, scope: Scope) -> Diagnostic:
    where = f" of `{scope.subject}`" if scope.subject else ""
    return Diagnostic(
        "duplicate-name",
        "error",
        f"the value `{again.name.text}`{where} is defined twice",
        (Label(again.name.span, "defined again here"), Label(first.name.span, "first defined here")),
        subjects=scope.subjects,
        help=("give one of them another name, or put the two together",),
    )


def _no_values(what: str, scope: Scope, place: Span) -> Diagnostic:
    named = f"`{scope.subject}`" if scope.subject else "`verdicts`"
    return Diagnostic(
        "syntax-error",
        "error",
        f"{named} has no values",
        (Label(place, f"{article(what)} without values" if scope.subject else "no verdict is listed"),),
        subjects=scope.subjects,
        help=("write each on a line of its own below, deeper indented: `value: its meaning`",),
    )
