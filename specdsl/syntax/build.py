"""From what the grammar recognised to the syntax tree: one small method for each of its readings.

Keywords come as the offsets at which they begin, ends of lines as the offset behind them.
"""

from __future__ import annotations

from specdsl.record import maker, replace
from specdsl.source import Span
from specdsl.syntax import ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from specdsl.source import Source
    from specdsl.syntax.ast import Condition, Item, Name, Prose, Text
    from specdsl.syntax.tables import Tables

    Body: TypeAlias = Item | int


new_span = tuple.__new__
"""Makes a span of its three parts, at half the price of calling the class."""


# Of these there are the most.
new_rule, new_example, new_prose_statement = maker(ast.Rule), maker(ast.Example), maker(ast.ProseStatement)
new_value, new_decision, new_unless = maker(ast.Value), maker(ast.Decision), maker(ast.Unless)
new_given, new_and, new_or = maker(ast.Given), maker(ast.And), maker(ast.Or)
new_is, new_holds = maker(ast.Is), maker(ast.Holds)


class Builder:
    """Makes the nodes of one source."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def deeds(self, tables: Tables) -> Sequence[Callable[..., object]]:
        """The action of each rule of the grammar; those that only gather have none."""
        return [getattr(self, name) if name else tuple for _, _, _, name in tables.rules]

    def span(self, start: int, end: int) -> Span:
        return new_span(Span, (self.source, start, end))

    # ── Lists ─────────────────────────────────────────────────────────────────

    def names(self, *parts: Name | int) -> tuple[Name, ...]:
        return parts[::2]  # type: ignore[return-value]  # commas stand between them

    references = names

    def document(self, *blocks: ast.Block) -> ast.Document:
        return ast.Document(self.source, blocks)

    # ── Blocks ────────────────────────────────────────────────────────────────

    def policy(self, start: int, name: Name, title: Text, end: int, *body: Body) -> ast.Policy:
        return ast.Policy(name, title, *self._body(start, end, body))

    def facet(self, start: int, name: Name, title: Text, end: int, *body: Body) -> ast.Facet:
        return ast.Facet(name, title, False, *self._body(start, end, body))  # noqa: FBT003

    def scale(self, start: int, name: Name, title: Text, end: int, *body: Body) -> ast.Facet:
        return ast.Facet(name, title, True, *self._body(start, end, body))  # noqa: FBT003

    def flag(self, start: int, name: Name, statement: Text, end: int) -> ast.Flag:
        return ast.Flag(name, statement, self.span(start, end))

    def verdicts(self, start: int, question: Text, end: int, *body: Body) -> ast.Verdicts:
        return ast.Verdicts(question, *self._body(start, end, body))

    def assume(self, start: int, condition: Condition, end: int) -> ast.Assume:
        return ast.Assume(condition, self.span(start, end))

    def element(self, start: int, name: Name, description: Text, end: int) -> ast.Element:
        return ast.Element(name, description, self.span(start, end))

    def style(
        self,
        start: int,
        name: Name,
        title: Text,
        _for: int,
        verdicts: tuple[Name, ...],
        end: int,
        *body: Body,
    ) -> ast.Style:
        return ast.Style(name, title, verdicts, *self._body(start, end, body))

    def category(self, start: int, name: Name, title: Text, end: int, *body: Body) -> ast.Category:
        return ast.Category(name, title, *self._body(start, end, body))

    def rule(self, start: int, name: Name, title: Text, end: int, *body: Body) -> ast.Rule:
        return new_rule(name, title, *self._body(start, end, body))

    def example(self, start: int, name: Name, title: Text, end: int, *body: Body) -> ast.Example:
        return new_example(name, title, *self._body(start, end, body))

    def _body(self, start: int, end: int, body: tuple[Body, ...]) -> tuple[tuple[Item, ...], Span]:
        """The items between an indent and a dedent, and the span of a block that holds them."""
        items = body[1:-1]
        if items:
            end = items[-1].span.end  # type: ignore[union-attr]
        return items, self.span(start, end)  # type: ignore[return-value]

    # ── Statements ────────────────────────────────────────────────────────────

    def version(self, start: int, value: Name, end: int) -> ast.Version:
        return ast.Version(value, self.span(start, end))

    def owner(self, start: int, value: Text, end: int) -> ast.Owner:
        return ast.Owner(value, self.span(start, end))

    def authority(self, start: int, *rest: Name | int) -> ast.Authority:
        return ast.Authority(self.names(*rest[:-1]), self.span(start, rest[-1]))  # type: ignore[arg-type]

    def otherwise(self, start: int, verdict: Name, end: int) -> ast.Otherwise:
        return ast.Otherwise(verdict, self.span(start, end))

    def follow(self, start: int, styles: tuple[Name, ...], end: int) -> ast.Follow:
        return ast.Follow(styles, self.span(start, end))

    def language(self, start: int, tag: Name, end: int) -> ast.Language:
        return ast.Language(tag, self.span(start, end))

    def within(self, start: int, categories: tuple[Name, ...], end: int) -> ast.Within:
        return ast.Within(categories, self.span(start, end))

    def disjoint(self, start: int, _from: int, categories: tuple[Name, ...], end: int) -> ast.DisjointFrom:
        return ast.DisjointFrom(categories, self.span(start, end))

    def decision(self, verdict: Name, _when: int, condition: Condition, end: int) -> ast.Decision:
        return new_decision(verdict, condition, self.span(verdict.span.start, end))

    def verdict(self, verdict: Name, end: int) -> ast.Decision:
        return new_decision(verdict, None, self.span(verdict.span.start, end))

    def unless(self, start: int, condition: Condition, end: int) -> ast.Unless:
        return new_unless(condition, self.span(start, end))

    def overrides(self, start: int, rules: tuple[Name, ...], end: int) -> ast.Overrides:
        return ast.Overrides(rules, self.span(start, end))

    def status(self, start: int, value: Name, end: int) -> ast.Status:
        return ast.Status(value, self.span(start, end))

    def reference_to(self, start: int, url: Text, end: int) -> ast.Reference:
        return ast.Reference(url, self.span(start, end))

    def was(self, start: int, names: tuple[Name, ...], end: int) -> ast.Was:
        return ast.Was(names, self.span(start, end))

    def given(self, start: int, condition: Condition, end: int) -> ast.Given:
        return new_given(condition, self.span(start, end))

    def expect(self, start: int, verdict: Name, end: int) -> ast.Expect:
        return ast.Expect(verdict, None, self.span(start, end))

    def expect_by(self, start: int, verdict: Name, _by: int, rule: Name, end: int) -> ast.Expect:
        return ast.Expect(verdict, rule, self.span(start, end))

    def must(self, start: int, _include: int, element: Name, end: int) -> ast.Directive:
        return ast.Directive("must", False, element, self.span(start, end))  # noqa: FBT003

    def must_not(self, start: int, _not: int, _include: int, element: Name, end: int) -> ast.Directive:
        return ast.Directive("must", True, element, self.span(start, end))  # noqa: FBT003

    def should(self, start: int, _include: int, element: Name, end: int) -> ast.Directive:
        return ast.Directive("should", False, element, self.span(start, end))  # noqa: FBT003

    def should_not(self, start: int, _not: int, _include: int, element: Name, end: int) -> ast.Directive:
        return ast.Directive("should", True, element, self.span(start, end))  # noqa: FBT003

    def may(self, start: int, _include: int, element: Name, end: int) -> ast.Directive:
        return ast.Directive("may", False, element, self.span(start, end))  # noqa: FBT003

    def may_not(self, start: int, _not: int, _include: int, element: Name, end: int) -> ast.Directive:
        return ast.Directive("may", True, element, self.span(start, end))  # noqa: FBT003

    # ── Prose ─────────────────────────────────────────────────────────────────

    def value(self, name: Name, meaning: Prose) -> ast.Value:
        return new_value(name, meaning, self.span(name.span.start, meaning.span.end))

    def term(self, start: int, name: Name, definition: Prose) -> ast.Term:
        return ast.Term(name, definition, self.span(start, definition.span.end))

    def accept(self, start: int, finding: Name, _with: int, other: Name, reason: Prose) -> ast.Accept:
        return ast.Accept(finding, other, None, reason, self.span(start, reason.span.end))

    def accept_until(
        self, start: int, finding: Name, _with: int, other: Name, _until: int, date: Name, reason: Prose
    ) -> ast.Accept:
        return ast.Accept(finding, other, date, reason, self.span(start, reason.span.end))

    def prose(self, key: Name, prose: Prose) -> ast.ProseStatement:
        span = new_span(Span, (self.source, key.span.start, prose.span.end))
        return new_prose_statement(key, prose, span)

    # ── Conditions ────────────────────────────────────────────────────────────

    def all_of(self, *parts: Condition | int) -> ast.And:
        operands: tuple[Condition, ...] = parts[::2]  # type: ignore[assignment]
        span = new_span(Span, (self.source, operands[0].span.start, operands[-1].span.end))
        return new_and(_flat(operands, ast.And), span)

    def any_of(self, *parts: Condition | int) -> ast.Or:
        operands: tuple[Condition, ...] = parts[::2]  # type: ignore[assignment]
        return new_or(_flat(operands, ast.Or), self.span(operands[0].span.start, operands[-1].span.end))

    def negation(self, start: int, operand: Condition) -> ast.Not:
        return ast.Not(operand, self.span(start, operand.span.end))

    def group(self, start: int, condition: Condition, end: int) -> Condition:
        return replace(condition, span=self.span(start, end + 1))

    def holds(self, flag: Name) -> ast.Holds:
        return new_holds(flag, flag.span)

    def equals(self, facet: Name, _is: int, value: Name) -> ast.Is:
        span = new_span(Span, (self.source, facet.span.start, value.span.end))
        return new_is(facet, (value,), False, span)  # noqa: FBT003

    def differs(self, facet: Name, _is: int, _not: int, value: Name) -> ast.Is:
        return ast.Is(facet, (value,), True, self.span(facet.span.start, value.span.end))  # noqa: FBT003

    def one_of(self, facet: Name, _is: int, _one: int, _of: int, values: tuple[Name, ...]) -> ast.Is:
        span = new_span(Span, (self.source, facet.span.start, values[-1].span.end))
        return new_is(facet, values, False, span)  # noqa: FBT003

    def none_of(
        self, facet: Name, _is: int, _not: int, _one: int, _of: int, values: tuple[Name, ...]
    ) -> ast.Is:
        return ast.Is(facet, values, True, self.span(facet.span.start, values[-1].span.end))  # noqa: FBT003

    def at_least(self, scale: Name, _at: int, _least: int, value: Name) -> ast.Compare:
        return ast.Compare(scale, "at least", value, self.span(scale.span.start, value.span.end))

    def at_most(self, scale: Name, _at: int, _most: int, value: Name) -> ast.Compare:
        return ast.Compare(scale, "at most", value, self.span(scale.span.start, value.span.end))

    def above(self, scale: Name, _above: int, value: Name) -> ast.Compare:
        return ast.Compare(scale, "above", value, self.span(scale.span.start, value.span.end))

    def below(self, scale: Name, _below: int, value: Name) -> ast.Compare:
        return ast.Compare(scale, "below", value, self.span(scale.span.start, value.span.end))

    def in_category(self, start: int, category: Name) -> ast.InCategory:
        return ast.InCategory(category, self.span(start, category.span.end))

    def free_text(self, text: Text) -> ast.FreeText:
        return ast.FreeText(text, text.span)


def _flat(operands: tuple[Condition, ...], kind: type[ast.And | ast.Or]) -> tuple[Condition, ...]:
    """The operands, and those of such among them as are of the same kind themselves."""
    if kind not in map(type, operands):
        return operands
    return tuple(
        inner for each in operands for inner in (each.operands if isinstance(each, kind) else (each,))
    )
