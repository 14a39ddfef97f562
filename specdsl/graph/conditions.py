"""Conditions with their names looked up; one that cannot be understood in full is not understood at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from specdsl.diagnostics import Diagnostic, Label
from specdsl.diagnostics.suggest import suggest
from specdsl.graph import model
from specdsl.graph.lookup import CATEGORY, FACET, FLAG, SCALE, did_you_mean, listed, replacements
from specdsl.syntax import ast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specdsl.graph.lookup import Lookup, Scope
    from specdsl.graph.names import Entry


def condition(written: ast.Condition, lookup: Lookup, scope: Scope) -> model.Condition | None:
    """The condition by identifiers; None where a name in it stands for nothing, which is then noted."""
    match written:
        case ast.Is():
            return _is(written, lookup, scope)
        case ast.Compare():
            return _compare(written, lookup, scope)
        case ast.Holds():
            flag = lookup.find_id(written.flag, FLAG, scope)
            return model.Holds(flag, span=written.span) if flag else None
        case ast.InCategory():
            category = lookup.find_id(written.category, CATEGORY, scope)
            return model.InCategory(category, span=written.span) if category else None
        case ast.FreeText():
            return model.FreeText(" ".join(written.text.text.split()), span=written.span)
        case ast.Not():
            operand = condition(written.operand, lookup, scope)
            return model.Not(operand, span=written.span) if operand else None
        case ast.And():
            all_of = _operands(written.operands, lookup, scope)
            return model.And(all_of, span=written.span) if all_of else None
        case ast.Or():
            any_of = _operands(written.operands, lookup, scope)
            return model.Or(any_of, span=written.span) if any_of else None
        case _:
            assert_never(written)


def _operands(
    written: Sequence[ast.Condition], lookup: Lookup, scope: Scope
) -> tuple[model.Condition, ...] | None:
    operands = [condition(each, lookup, scope) for each in written]
    known = tuple(each for each in operands if each is not None)
    return known if len(known) == len(operands) else None


def _is(written: ast.Is, lookup: Lookup, scope: Scope) -> model.Condition | None:
    facet = lookup.find(written.facet, FACET, scope)
    if facet is None:
        return None
    values = [_value(value, facet, lookup, scope) for value in written.values]
    known = tuple(dict.fromkeys(value for value in values if value is not None))
    return model.Is(facet.id, known, written.negated, span=written.span) if None not in values else None


def _compare(written: ast.Compare, lookup: Lookup, scope: Scope) -> model.Condition | None:
    scale = lookup.find(written.scale, SCALE, scope)
    value = _value(written.value, scale, lookup, scope) if scale else None
    if scale is None or value is None:
        return None
    return model.Compare(scale.id, written.comparison, value, span=written.span)


def _value(name: ast.Name, facet: Entry, lookup: Lookup, scope: Scope) -> str | None:
    if name.text in lookup.values_of(facet):
        return name.text
    lookup.found.append(_no_such_value(name, facet, facet.values, scope))
    return None


def _no_such_value(name: ast.Name, facet: Entry, values: Sequence[str], scope: Scope) -> Diagnostic:
    likely = suggest(name.text, values)
    known = (f"its values are {listed(values)}",) if values else ()
    return Diagnostic(
        "undefined-reference",
        "error",
        f"`{name.text}` is not a value of `{facet.name}`",
        (Label(name.span, "no such value"), facet.place),
        subjects=(*scope.subjects, facet.id),
        help=(did_you_mean(likely),) if likely else known,
        fixes=replacements(name.span, likely),
    )
