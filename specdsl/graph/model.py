"""The typed graph of a policy: every name resolved, every default left to `query`.

References are identifiers: `intent` for what stands at the top, `self-harm.education` for what stands in a
category, `self-harm.education.warning-signs` for an example of a rule. Collections keep the order of file
path and position, which never changes the meaning. Spans never count when nodes are compared.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from specdsl.source import NOWHERE, Span

Kind = Literal[
    "policy", "facet", "scale", "flag", "element", "style", "category", "term", "rule", "example"
]  # fmt: skip
Status = Literal["draft", "active", "retired"]
Comparison = Literal["at least", "at most", "above", "below"]
Modality = Literal["must", "should", "may"]
Role = Literal["system", "developer", "user", "assistant", "tool"]
Grade = Literal["good", "bad", "okay"]


def _span() -> Span:
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    return span


# ── Prose ─────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Link:
    """`[[target]]` in a prose: `text[start:end]` with its brackets, and the identifier that it leads to."""

    start: int
    end: int
    target: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Prose:
    """Verbatim Markdown and the links in it. `lines`: for each line of `text`, its offset in the source."""

    text: str
    links: tuple[Link, ...] = ()
    lines: tuple[int, ...] = field(default=(), compare=False, repr=False)
    span: Span = _span()

    def place(self, start: int, end: int) -> Span:
        """Where `text[start:end]` (within one line) stands in the file; of prose from no file, nowhere."""
        if not self.lines:
            return self.span
        before = self.text.rfind("\n", 0, start) + 1
        offset = self.lines[self.text.count("\n", 0, start)] + start - before
        return Span(self.span.source, offset, offset + end - start)


# ── What can be said about a request ─────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet or a scale, or one verdict of a ladder, and its meaning in words."""

    name: str
    meaning: Prose
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Facet:
    """A question about the request with one of several answers; a scale (`ordered`) has the lowest first."""

    id: str
    name: str
    question: str
    ordered: bool
    values: tuple[Value, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Flag:
    """A statement that holds of a request or does not."""

    id: str
    name: str
    statement: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Is:
    """The facet (or scale) has one of the values; `negated`: it has none of them."""

    facet: str
    values: tuple[str, ...]
    negated: bool = False
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Compare:
    """The scale stands at least, at most, above or below the value."""

    scale: str
    comparison: Comparison
    value: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Holds:
    """The flag holds."""

    flag: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class InCategory:
    """The request is in the category."""

    category: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class FreeText:
    """An opaque yes/no question; runs of white space in the text count as one space."""

    text: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Not:
    operand: Condition
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class And:
    operands: tuple[Condition, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Or:
    operands: tuple[Condition, ...]
    span: Span = _span()


Condition: TypeAlias = Is | Compare | Holds | InCategory | FreeText | Not | And | Or


# ── What can be said about a response ────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Element:
    """Something that a response may contain."""

    id: str
    name: str
    description: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Directive:
    """A style's word about an element: it must, should or may (not) be included."""

    modality: Modality
    negated: bool
    element: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Style:
    """How to give an answer once the verdict is known; `verdicts` are those that it is for."""

    id: str
    name: str
    title: str
    category: str | None
    verdicts: tuple[str, ...]
    directives: tuple[Directive, ...]
    text: Prose | None
    span: Span = _span()


# ── Categories and rules ─────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Term:
    """A word with a defined meaning; of one category, or (`category` is None) of the whole policy."""

    id: str
    name: str
    category: str | None
    definition: Prose
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of an example's conversation."""

    role: Role
    text: Prose
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Reply:
    """A good, bad or okay answer to an example's conversation, and why it is that."""

    grade: Grade
    text: Prose
    because: Prose | None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example.

    `rule` is None for an example of a category. `given` fixes a part of the situation; `expect` and `by` are
    None where the author left them to the enclosing rule (its verdict, itself): `query.expectation` resolves.
    """

    id: str
    name: str
    title: str
    category: str
    rule: str | None
    given: Condition | None
    expect: str | None
    by: str | None
    turns: tuple[Turn, ...]
    replies: tuple[Reply, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Acceptance:
    """`accept FINDING with OTHER until DATE: reason`: silences that finding about that pair, until then."""

    finding: str
    other: str
    until: str | None
    reason: Prose
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Rule:
    """What to do with a kind of request.

    `decision_span` is the line of the verdict, `name_span` the name in the header; `unless`, `overrides` and
    `follow` hold what the rule itself says (defaults of category and policy come from `query`). `includes`
    and `excludes` are lists, one criterion an item. A retired rule keeps its name, title and status alone.
    """

    id: str
    name: str
    category: str
    title: str
    verdict: str
    when: Condition | None = None
    unless: tuple[Condition, ...] = ()
    overrides: tuple[str, ...] = ()
    authority: str | None = None
    follow: tuple[str, ...] = ()
    status: Status = "active"
    source: str | None = None
    was: tuple[str, ...] = ()
    text: Prose | None = None
    includes: tuple[Prose, ...] = ()
    excludes: tuple[Prose, ...] = ()
    because: Prose | None = None
    note: Prose | None = None
    examples: tuple[Example, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()
    span: Span = _span()
    name_span: Span = _span()
    decision_span: Span = _span()
    override_spans: tuple[Span, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Category:
    """A field of requests with its own rules, terms, styles and, where it needs them, facets and elements."""

    id: str
    name: str
    title: str
    within: tuple[str, ...] = ()
    disjoint_from: tuple[str, ...] = ()
    otherwise: str | None = None
    follow: tuple[str, ...] = ()
    authority: str | None = None
    owner: str | None = None
    summary: Prose | None = None
    note: Prose | None = None
    terms: tuple[Term, ...] = ()
    facets: tuple[Facet, ...] = ()
    flags: tuple[Flag, ...] = ()
    elements: tuple[Element, ...] = ()
    styles: tuple[Style, ...] = ()
    rules: tuple[Rule, ...] = ()
    examples: tuple[Example, ...] = ()
    span: Span = _span()
    name_span: Span = _span()


# ── The policy ────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Policy:
    """A whole policy: the root of the graph.

    `authority` lists the levels, highest first; `ladder` the verdicts, most permissive first, each with its
    meaning (the paper's three unless the policy declares its own); `holes` are the places of blocks that
    could not be read: a policy that has any is never compiled.
    """

    name: str
    title: str
    version: str | None = None
    owner: str | None = None
    language: str = "en"
    authority: tuple[str, ...] = ()
    ladder: tuple[Value, ...] = ()
    ladder_question: str | None = None
    otherwise: str | None = None
    follow: tuple[str, ...] = ()
    summary: Prose | None = None
    helpfulness: Prose | None = None
    terms: tuple[Term, ...] = ()
    facets: tuple[Facet, ...] = ()
    flags: tuple[Flag, ...] = ()
    assumptions: tuple[Condition, ...] = ()
    elements: tuple[Element, ...] = ()
    styles: tuple[Style, ...] = ()
    categories: tuple[Category, ...] = ()
    holes: tuple[Span, ...] = ()
    span: Span = _span()
