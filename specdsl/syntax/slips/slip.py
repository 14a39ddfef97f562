"""A line that does not parse, and the means to speak about it."""

from __future__ import annotations

from specdsl.diagnostics import Diagnostic, Edit, Fix, Label
from specdsl.record import dataclass
from specdsl.source import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from specdsl.source import Source
    from specdsl.syntax.layout import Line
    from specdsl.syntax.lexer import Piece
    from specdsl.syntax.tables import Tables

CONDITION = frozenset({"NAME", "DOTTED", "STRING", "NOT", "LPAR", "IN"})
"""What may begin a condition."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A line in the block `body` (the header of such a block, if `header`) that could not be read.

    The token at `position` is the first that does not fit; there, one of `expected` would have fitted.
    `reads` says whether words would be read as a start symbol; `siblings` are the lines of the same block,
    `owner` is its header.
    """

    source: Source
    tables: Tables
    line: Line
    pieces: Sequence[Piece]
    position: int
    expected: frozenset[str]
    body: str
    header: bool
    owner: Line | None
    siblings: Sequence[Line]
    reads: Callable[[str, str], bool]

    @property
    def here(self) -> Piece | None:
        """The piece that does not fit; None at the end of the line."""
        return self.pieces[self.position] if self.position < len(self.pieces) else None

    @property
    def before(self) -> Piece | None:
        return self.pieces[self.position - 1] if 0 < self.position <= len(self.pieces) else None

    @property
    def first(self) -> str:
        return self.pieces[0].text if self.pieces else ""

    @property
    def formal(self) -> bool:
        return self.line.kind == "formal"

    @property
    def end(self) -> int:
        """Behind the last piece."""
        return self.pieces[-1].end if self.pieces else self.line.base

    @property
    def wants_condition(self) -> bool:
        return self.expected >= CONDITION

    @property
    def in_condition(self) -> bool:
        """Whether what was read so far is a whole condition, or asks for one."""
        return self.wants_condition or bool({"AND", "OR"} & self.expected)

    def span(self, start: int, end: int) -> Span:
        return Span(self.source, start, end)

    def at(self, piece: Piece | None) -> Span:
        """A piece, or the end of the line."""
        return self.span(self.end, self.end) if piece is None else self.span(piece.start, piece.end)

    def fix(self, title: str, start: int, end: int, text: str) -> Fix:
        return Fix(title, (Edit(self.span(start, end), text),))

    def text(self, start: int, end: int) -> str:
        return self.source.text[start:end]


def error(  # noqa: PLR0913 - a message has as many parts
    message: str,
    span: Span,
    label: str = "",
    *,
    help: tuple[str, ...] = (),  # noqa: A002 - the field of a diagnostic is called so
    fixes: tuple[Fix, ...] = (),
    rule: str = "syntax-error",
) -> Diagnostic:
    return Diagnostic(rule, "error", message, (Label(span, label),), help=help, fixes=fixes)
