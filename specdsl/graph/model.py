"""The typed graph of a policy: every name resolved, every default left to `query`.

References are identifiers: `intent` for what stands at the top, `self-harm.education` for what stands in a
category, `self-harm.education.warning-signs` for an example of a rule. Collections keep the order of file
path and position, which never changes the meaning. Spans never count when nodes are compared.

The line under a field describes it; the published JSON Schema repeats it.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from specdsl.graph.borders import AsPlace, ByKind, Offsets
from specdsl.record import dataclass, field
from specdsl.source import NOWHERE
from specdsl.source import Span as SourceSpan

Kind = Literal[
    "policy", "facet", "scale", "flag", "element", "style", "category", "term", "rule", "example"
]  # fmt: skip
Status = Literal["draft", "active", "retired"]
Comparison = Literal["at least", "at most", "above", "below"]
Modality = Literal["must", "should", "may"]
Role = Literal["system", "developer", "user", "assistant", "tool"]
Grade = Literal["good", "bad", "okay"]

Span: TypeAlias = Annotated[SourceSpan, AsPlace()]


def _span() -> SourceSpan:
    span: SourceSpan = field(default=NOWHERE, compare=False, repr=False)
    return span


# ── Prose ─────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Link:
    """A `[[target]]` in a prose."""

    start: int
    """Where in the text its opening brackets begin."""
    end: int
    """Where in the text its closing brackets end."""
    target: str
    """The identifier that it leads to."""
    kind: Kind
    """What it leads to."""


@dataclass(frozen=True, slots=True)
class Prose:
    """Verbatim Markdown and the links in it."""

    text: str
    """The words, without the indentation that they have in the file."""
    links: tuple[Link, ...] = ()
    """The `[[links]]` in the text, in order."""
    lines: Annotated[tuple[int, ...], Offsets()] = field(default=(), compare=False, repr=False)
    """For each line of the text the offset in the file at which it begins."""
    span: Span = _span()
    """Where it stands."""

    def place(self, start: int, end: int) -> SourceSpan:
        """Where `text[start:end]` (within one line) stands in the file; of prose from no file, nowhere."""
        if not self.lines:
            return self.span
        before = self.text.rfind("\n", 0, start) + 1
        offset = self.lines[self.text.count("\n", 0, start)] + start - before
        return SourceSpan(self.span.source, offset, offset + end - start)


# ── What can be said about a request ─────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet or a scale, or one verdict of a ladder."""

    name: str
    """The word for it."""
    meaning: Prose
    """What it means."""
    span: Span = _span()
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A question about the request with one of several answers; a facet's have no order, a scale's do."""

    id: str
    """Its identifier."""
    name: str
    """Its name where it is defined."""
    question: str
    """The question that its values answer."""
    ordered: bool
    """Whether it is a scale, with its lowest value first."""
    values: tuple[Value, ...]
    """The answers; every request has exactly one of them."""
    span: Span = _span()
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A statement that holds of a request or does not."""

    id: str
    """Its identifier."""
    name: str
    """Its name where it is defined."""
    statement: str
    """The statement."""
    span: Span = _span()
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class Is:
    """The facet or scale has one of the values."""

    kind: Literal["is"] = field(default="is", kw_only=True, repr=False)
    """Which condition this is."""
    facet: str
    """The identifier of the facet or scale."""
    values: tuple[str, ...]
    """The values, by name."""
    negated: bool = False
    """Whether it must have none of them instead."""
    span: Span = _span()
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class Compare:
    """The scale stands at least, at most, above or below the value."""

    kind: Literal["compare"] = field(default="compare", kw_only=True, repr=False)
    """Which condition this is."""
    scale: str
    """The identifier of the scale."""
    comparison: Comparison
    """On which side of the value; `at least` and `at most` include it."""
    value: str
    """The value, by name."""
    span: Span = _span()
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class Holds:
    """The flag holds."""

    kind: Literal["holds"] = field(default="holds", kw_only=True, repr=False)
    """Which condition this is."""
    flag: str
    """The identifier of the flag."""
    span: Span = _span()
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class InCategory:
    """The request is in the category."""

    kind: Literal["in"] = field(default="in", kw_only=True, repr=False)
    """Which condition this is."""
    category: str
    """The identifier of the category."""
    span: Span = _span()
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class FreeText:
    """An opaque yes/no question; the same text is the same question."""

    kind: Literal["text"] = field(default="text", kw_only=True, repr=False)
    """Which condition this is."""
    text: str
    """The question, with every run of white space as one space."""
    span: Span = _span()
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class Not:
    """The operand does not hold."""

    kind: Literal["not"] = field(default="not", kw_only=True, repr=False)
    """Which condition this is."""
    operand: Condition
    """What must not hold."""
    span: Span = _span()
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class And:
    """Every operand holds."""

    kind: Literal["and"] = field(default="and", kw_only=True, repr=False)
    """Which condition this is."""
    operands: tuple[Condition, ...]
    """What must hold, two or more."""
    span: Span = _span()
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class Or:
    """At least one operand holds."""

    kind: Literal["or"] = field(default="or", kw_only=True, repr=False)
    """Which condition this is."""
    operands: tuple[Condition, ...]
    """Of what one must hold, two or more."""
    span: Span = _span()
    """Where it stands."""


Condition: TypeAlias = Annotated[
    Is | Compare | Holds | InCategory | FreeText | Not | And | Or, ByKind()
]  # fmt: skip


# ── What can be said about a response ────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Element:
    """Something that a response may contain."""

    id: str
    """Its identifier."""
    name: str
    """Its name where it is defined."""
    description: str
    """What it is."""
    span: Span = _span()
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class Directive:
    """A style's word about an element."""

    modality: Modality
    """How strongly it is meant."""
    negated: bool
    """Whether the element is to be left out."""
    element: str
    """The identifier of the element."""
    span: Span = _span()
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class Style:
    """How to give an answer once the verdict is known."""

    id: str
    """Its identifier."""
    name: str
    """Its name where it is defined."""
    title: str
    """Its title."""
    category: str | None
    """The identifier of the category that it is defined in; null at the top."""
    verdicts: tuple[str, ...]
    """The verdicts that it is for."""
    directives: tuple[Directive, ...]
    """What a response in this style contains and leaves out."""
    text: Prose | None
    """The style in words."""
    span: Span = _span()
    """Where it stands."""


# ── Categories and rules ─────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Term:
    """A word with a defined meaning."""

    id: str
    """Its identifier."""
    name: str
    """The word, in kebab-case."""
    category: str | None
    """The identifier of the category in which the word has this meaning; null for the whole policy."""
    definition: Prose
    """What it means."""
    span: Span = _span()
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of an example's conversation."""

    role: Role
    """Who says it."""
    text: Prose
    """What is said."""
    span: Span = _span()
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer to an example's conversation, and how good it is."""

    grade: Grade
    """How good it is."""
    text: Prose
    """The answer."""
    because: Prose | None
    """Why it is that."""
    span: Span = _span()
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: a part of a situation, a conversation, replies to it."""

    id: str
    """Its identifier."""
    name: str
    """Its name where it is defined."""
    title: str
    """Its title."""
    category: str
    """The identifier of the category that it is in."""
    rule: str | None
    """The identifier of the rule that it is an example of; null for one of a category."""
    given: Condition | None
    """The part of the situation that it fixes."""
    expect: str | None
    """The verdict that it expects; null where the author left it to the rule."""
    by: str | None
    """The identifier of the rule that must give the verdict; null where the author named none."""
    turns: tuple[Turn, ...]
    """The conversation."""
    replies: tuple[Reply, ...]
    """The answers to it."""
    span: Span = _span()
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A finding about a pair that the authors know and accept."""

    finding: str
    """The name of the finding."""
    other: str
    """The identifier of the other one of the pair."""
    until: str | None
    """The last day on which it is accepted, as year-month-day; null for always."""
    reason: Prose
    """Why it is accepted."""
    span: Span = _span()
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What to do with a kind of request. A retired rule keeps its names, its title and its status alone."""

    id: str
    """Its identifier."""
    name: str
    """Its name in its category."""
    category: str
    """The identifier of its category."""
    title: str
    """Its title."""
    verdict: str
    """The verdict that it gives; empty for a retired rule."""
    when: Condition | None = None
    """When it applies; null for every request in its category."""
    unless: tuple[Condition, ...] = ()
    """Exceptions: where one of them holds, it does not apply."""
    overrides: tuple[str, ...] = ()
    """The identifiers of the rules that it says it overrides."""
    authority: str | None = None
    """Its own level of authority; null for its category's."""
    follow: tuple[str, ...] = ()
    """The identifiers of the styles that it says it follows; empty for its category's."""
    status: Status = "active"
    """Whether it decides already, or no more."""
    source: str | None = None
    """Where it comes from: a URL."""
    was: tuple[str, ...] = ()
    """Its older names."""
    text: Prose | None = None
    """The rule in words."""
    includes: tuple[Prose, ...] = ()
    """Cases that it is about, one criterion an item."""
    excludes: tuple[Prose, ...] = ()
    """Cases that it is not about, one criterion an item; a link to a rule redirects there."""
    because: Prose | None = None
    """Why it is so."""
    note: Prose | None = None
    """A remark for authors, never in compiled text."""
    examples: tuple[Example, ...] = ()
    """Its examples."""
    acceptances: tuple[Acceptance, ...] = ()
    """Findings about it that its authors accept."""
    span: Span = _span()
    """Where it stands."""
    name_span: Span = _span()
    """Where its name stands."""
    decision_span: Span = _span()
    """Where the line of its verdict stands."""
    override_spans: tuple[Span, ...] = field(default=(), compare=False, repr=False)
    """Where it names each rule of `overrides`."""


@dataclass(frozen=True, slots=True)
class Category:
    """A field of requests with its own rules, terms, styles and, where it needs them, facets and elements."""

    id: str
    """Its identifier."""
    name: str
    """Its name."""
    title: str
    """Its title."""
    within: tuple[str, ...] = ()
    """The identifiers of categories that every request in this one is in as well."""
    disjoint_from: tuple[str, ...] = ()
    """The identifiers of categories that no request in this one is in."""
    otherwise: str | None = None
    """The verdict where no rule stands; null for the policy's."""
    follow: tuple[str, ...] = ()
    """The identifiers of the styles that it says its rules follow; empty for the policy's."""
    authority: str | None = None
    """The level of authority of its rules; null for the highest."""
    owner: str | None = None
    """Who answers for it."""
    summary: Prose | None = None
    """What it is about, for readers of every prompt."""
    note: Prose | None = None
    """A remark for authors, never in compiled text."""
    terms: tuple[Term, ...] = ()
    """Its own terms."""
    facets: tuple[Facet, ...] = ()
    """Its own facets and scales."""
    flags: tuple[Flag, ...] = ()
    """Its own flags."""
    elements: tuple[Element, ...] = ()
    """Its own elements."""
    styles: tuple[Style, ...] = ()
    """Its own styles."""
    rules: tuple[Rule, ...] = ()
    """Its rules, drafts and retired ones too."""
    examples: tuple[Example, ...] = ()
    """Examples of the category as a whole."""
    span: Span = _span()
    """Where it stands."""
    name_span: Span = _span()
    """Where its name stands."""


# ── The policy ────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Policy:
    """A whole policy: the root of the graph."""

    name: str
    """Its name."""
    title: str
    """Its title."""
    version: str | None = None
    """Its version, as its authors count."""
    owner: str | None = None
    """Who answers for it."""
    language: str = "en"
    """The language of its prose, a BCP 47 tag."""
    authority: tuple[str, ...] = ()
    """The levels of authority, highest first."""
    ladder: tuple[Value, ...] = ()
    """The verdicts, most permissive first; the usual three unless the policy declares its own."""
    ladder_question: str | None = None
    """The question that its own verdicts answer; null for the usual three."""
    otherwise: str | None = None
    """The verdict where no rule stands and no category says another."""
    follow: tuple[str, ...] = ()
    """The identifiers of the styles that rules follow where neither they nor their category say another."""
    summary: Prose | None = None
    """What it is about."""
    helpfulness: Prose | None = None
    """The principles of helpfulness, for every prompt."""
    terms: tuple[Term, ...] = ()
    """The terms of the whole policy."""
    facets: tuple[Facet, ...] = ()
    """The facets and scales of the whole policy."""
    flags: tuple[Flag, ...] = ()
    """The flags of the whole policy."""
    assumptions: tuple[Condition, ...] = ()
    """Facts about the world that every situation obeys."""
    elements: tuple[Element, ...] = ()
    """The elements of the whole policy."""
    styles: tuple[Style, ...] = ()
    """The styles of the whole policy."""
    categories: tuple[Category, ...] = ()
    """Its categories."""
    holes: tuple[Span, ...] = ()
    """Where something could not be understood and is left out: such a policy is never compiled."""
    span: Span = _span()
    """Where its header stands."""
