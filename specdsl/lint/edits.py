"""Changes to the text of a policy, written as the formatter would write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specdsl.diagnostics.model import Edit
from specdsl.graph.print import condition_text
from specdsl.lint.place import header, holds, override, whole_line, whole_lines
from specdsl.source import Span

if TYPE_CHECKING:
    from specdsl.graph.model import Category, Condition, Rule

_STATEMENTS = {"within", "disjoint", "otherwise", "follow", "authority", "owner", "summary:", "note:", "term"}


def add_override(winner: Rule, loser: Rule) -> Edit:
    """Let one rule name the other in its `overrides`."""
    name = loser.name if loser.category == winner.category else loser.id
    if winner.override_spans:
        last = max(winner.override_spans, key=lambda span: span.end)
        return Edit(Span(last.source, last.end, last.end), f", {name}")
    return _statement(winner, f"overrides {name}")


def add_exception(rule: Rule, condition: Condition) -> Edit:
    """Give a rule one more `unless`."""
    return _statement(rule, f"unless {condition_text(condition, rule.category)}")


def add_disjoint(category: Category, other: str) -> Edit:
    """Say in the one category that it is `disjoint from` the other, where it may say so of some already."""
    indent = _indent_in(category)
    said = re.search(rf"^{indent}disjoint +from +[^#\n]*[^#\s]", category.span.text, re.MULTILINE)
    if said:
        end = category.span.start + said.end()
        return Edit(Span(category.span.source, end, end), f", {other}")
    line = f"{indent}disjoint from {other}"
    return _below(header(category.span), line if _says_something(category) else f"{line}\n")


def drop_override(winner: Rule, loser: Rule) -> Edit:
    """Take a name out of an `overrides`, and the statement where it was the only one."""
    place = override(winner, loser)
    line = whole_line(place)
    names = [each for each in winner.override_spans if holds(line, each)]
    if len(names) == 1:
        return Edit(whole_lines(line), "")
    at = names.index(place)
    start, end = (names[at - 1].end, place.end) if at else (place.start, names[1].start)
    return Edit(Span(place.source, start, end), "")


def drop_exception(exception: Condition) -> Edit:
    """Take out the `unless` that the condition stands in."""
    return Edit(whole_lines(whole_line(exception.span)), "")


def drop_condition(rule: Rule) -> Edit:
    """Leave of a rule's decision the verdict alone."""
    decision = rule.decision_span
    return Edit(Span(decision.source, decision.start + len(rule.verdict), decision.end), "")


def _statement(rule: Rule, statement: str) -> Edit:
    """A line behind the rule's decision and its exceptions."""
    above = max((rule.decision_span, *(each.span for each in rule.unless)), key=lambda span: span.end)
    return _below(above, _indent_of(rule.decision_span) + statement)


def _below(above: Span, line: str) -> Edit:
    end = above.source.text.find("\n", above.end)
    at = len(above.source.text) if end < 0 else end
    return Edit(Span(above.source, at, at), f"\n{line}")


def _indent_of(place: Span) -> str:
    text = place.source.line(place.line)
    return text[: len(text) - len(text.lstrip(" "))]


def _says_something(category: Category) -> bool:
    """Whether the category begins with a statement; a block stands apart from what is before it."""
    first = category.span.text.partition("\n")[2].split(maxsplit=1)
    return not first or first[0] in _STATEMENTS


def _indent_in(category: Category) -> str:
    """The indentation of what stands in the category: a rule's."""
    inside = (_indent_of(rule.name_span) for rule in category.rules)
    return next(inside, _indent_of(category.name_span) + "  ")
