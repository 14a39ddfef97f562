"""The syntax tree: what an author wrote, block by block, before any name is looked up.

Every node is frozen and carries its span; spans never count when nodes are compared. Whatever stands in a
block keeps its order in `items`, so that the tree can be printed again.
"""

from __future__ import annotations

from itertools import accumulate, islice

from specdsl.record import dataclass, field
from specdsl.source import Source, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    Comparison: TypeAlias = Literal["at least", "at most", "above", "below"]
    Modality: TypeAlias = Literal["must", "should", "may"]


def _span() -> Span:
    span: Span = field(compare=False, repr=False)
    return span


# ── Leaves ────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written: `education`, or from elsewhere `self-harm.education`; also a verdict or a value."""

    text: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Text:
    """A quoted title, question or free-text condition, without its quotes; the span has them."""

    text: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Prose:
    """Verbatim Markdown: common indentation and blank lines at either end removed, else as written.

    `span` reaches from the first character of the prose to the last, in the file's own indentation.
    """

    text: str
    span: Span = _span()

    @property
    def lines(self) -> tuple[int, ...]:
        """For each line of `text` the offset in the source at which it begins."""
        ends = accumulate((len(row) + 1 for row in self.span.text.split("\n")), initial=self.span.start - 1)
        return tuple(
            end - len(line) for line, end in zip(self.text.split("\n"), islice(ends, 1, None), strict=True)
        )

    def place(self, start: int, end: int) -> Span:
        """Where `text[start:end]` (within one line) stands in the file."""
        row = self.text.count("\n", 0, start)
        column = start - (self.text.rfind("\n", 0, start) + 1)
        offset = self.lines[row] + column
        return Span(self.span.source, offset, offset + end - start)


# ── Conditions ────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Is:
    """`facet is value`, `is not value`, `is one of a, b`, `is not one of a, b` (also of a scale)."""

    facet: Name
    values: tuple[Name, ...]
    negated: bool
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Compare:
    """`scale at least value` and its like."""

    scale: Name
    comparison: Comparison
    value: Name
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Holds:
    """A flag, by its name alone."""

    flag: Name
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class InCategory:
    """`in category`."""

    category: Name
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class FreeText:
    """`"a question"`: opaque; the same text is the same question."""

    text: Text
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Not:
    operand: Condition
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class And:
    """Two or more operands; parentheses that change nothing leave no node behind."""

    operands: tuple[Condition, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Or:
    operands: tuple[Condition, ...]
    span: Span = _span()


Condition: TypeAlias = Is | Compare | Holds | InCategory | FreeText | Not | And | Or


# ── Statements: one line of a block, or one word with its prose ──────────────


@dataclass(frozen=True, slots=True)
class Version:
    """`version 2026.11`."""

    value: Name
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Owner:
    """`owner "Safety policy team"`."""

    value: Text
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Authority:
    """`authority root > developer`, highest first, in a policy; one level in a category or a rule."""

    levels: tuple[Name, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Otherwise:
    """`otherwise VERDICT`."""

    verdict: Name
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Follow:
    """`follow STYLE, …`."""

    styles: tuple[Name, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Language:
    """`language en`: a BCP 47 tag."""

    tag: Name
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Within:
    """`within CATEGORY`."""

    categories: tuple[Name, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class DisjointFrom:
    """`disjoint from CATEGORY`."""

    categories: tuple[Name, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Decision:
    """`VERDICT when CONDITION`, or `VERDICT` alone: what a rule decides."""

    verdict: Name
    when: Condition | None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Unless:
    """`unless CONDITION`."""

    condition: Condition
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Overrides:
    """`overrides RULE, …`."""

    rules: tuple[Name, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Status:
    """`status draft`, `active` or `retired`."""

    value: Name
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Reference:
    """`source "URL"`."""

    url: Text
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Was:
    """`was OLD-NAME`."""

    names: tuple[Name, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Given:
    """`given CONDITION` of an example."""

    condition: Condition
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Expect:
    """`expect VERDICT [by RULE]` of an example."""

    verdict: Name
    by: Name | None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Directive:
    """`must/should/may [not] include ELEMENT` of a style."""

    modality: Modality
    negated: bool
    element: Name
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Value:
    """`value: meaning` of a facet, a scale or a ladder of verdicts."""

    name: Name
    meaning: Prose
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Term:
    """`term NAME: definition`."""

    name: Name
    definition: Prose
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Accept:
    """`accept FINDING with NAME [until DATE]: reason`; the date as written, `2027-01-31`."""

    finding: Name
    other: Name
    until: Name | None
    reason: Prose
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ProseStatement:
    """`summary: …` and every other plain word with a colon; `key` is the word.

    In an example the order of these is the order of the conversation.
    """

    key: Name
    prose: Prose
    span: Span = _span()


Statement: TypeAlias = (
    Version | Owner | Authority | Otherwise | Follow | Language | Within | DisjointFrom | Decision | Unless
    | Overrides | Status | Reference | Was | Given | Expect | Directive | Value | Term | Accept
    | ProseStatement
)  # fmt: skip


# ── Blocks ────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Policy:
    """`policy name "Title"`."""

    name: Name
    title: Text
    items: tuple[Item, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Facet:
    """`facet name "Question"`, or `scale name "Question"` with its values lowest first."""

    name: Name
    question: Text
    ordered: bool
    items: tuple[Item, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Flag:
    """`flag name "Statement"`."""

    name: Name
    statement: Text
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Verdicts:
    """`verdicts "Question"`: a policy's own ladder, most permissive first."""

    question: Text
    items: tuple[Item, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Assume:
    """`assume CONDITION`."""

    condition: Condition
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Element:
    """`element name "What it is"`."""

    name: Name
    description: Text
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Style:
    """`style name "Title" for VERDICT, …`."""

    name: Name
    title: Text
    verdicts: tuple[Name, ...]
    items: tuple[Item, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Category:
    """`category name "Title"`."""

    name: Name
    title: Text
    items: tuple[Item, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Rule:
    """`rule name "Title"`."""

    name: Name
    title: Text
    items: tuple[Item, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Example:
    """`example name "Title"`."""

    name: Name
    title: Text
    items: tuple[Item, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Hole:
    """A block that could not be read: it was reported, and nothing about it is guessed.

    `keyword` is its first word where that is a block's keyword; `names` are the words of its header that may
    have been meant as its name, so that references to it are not reported a second time.
    """

    keyword: str
    names: tuple[str, ...]
    items: tuple[Block, ...]
    span: Span = _span()


Block: TypeAlias = (
    Policy | Facet | Flag | Verdicts | Assume | Element | Style | Category | Rule | Example | Hole
)  # fmt: skip
Item: TypeAlias = Statement | Block


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its blocks in order. Comments live in the layout, which the printer reads."""

    source: Source = field(compare=False, repr=False)
    blocks: tuple[Block, ...]
