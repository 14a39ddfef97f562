"""What a target hands over: files in memory, and for each sentence in them the place that said it."""

from __future__ import annotations

from functools import cached_property
from json import JSONEncoder
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias
from weakref import ref

from specdsl.compiler.plain_tokens import Tokens, tokens_of
from specdsl.record import dataclass
from specdsl.source import NOWHERE, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specdsl.compiler.context import Context

_quoted = JSONEncoder(ensure_ascii=False).encode


class Origin(NamedTuple):
    """Where a stretch of compiled text comes from.

    `subject` is the qualified name of the rule, style, term, category … that says it, or the name of the
    template whose own wording it is (`generate.j2`); `part` is which of its statements: `title`, `summary`,
    `verdict`, `unless:0`, `overrides:self-harm.education`, `text`, `includes:2`, `directive:0`, …
    """

    subject: str
    part: str
    span: Span = NOWHERE


Statement: TypeAlias = tuple[str, str]
"""The subject and the part of an origin."""


class Mark(NamedTuple):
    """`text[start:end]` of a piece came from `origin`; the marks of a piece are in order and apart."""

    start: int
    end: int
    origin: Origin


class Stretch:
    """A part of a piece that other pieces may share: whatever is found out of it once holds in all of them.

    Stretches are known by identity; `trace` says where a text may be cut into them. `body` is the same
    stretch without the white space that stands behind it in some texts: it has the same sentences.
    """

    def __init__(self, text: str, marks: tuple[Mark, ...] = (), body: Stretch | None = None) -> None:
        self.text = text
        self.marks = marks
        self._body = ref(body) if body else None  # which knows this one: a circle would outlive its use

    @property
    def body(self) -> Stretch:
        return (self._body() if self._body else None) or self

    @cached_property
    def utf8(self) -> bytes:
        return self.text.encode()

    @cached_property
    def tokens(self) -> Tokens:
        """Its tokens, as far as they are known without a tokenizer."""
        return tokens_of(self.text)

    @cached_property
    def said(self) -> frozenset[Statement]:
        """The statements of which it has at least one word."""
        return frozenset(
            (origin.subject, origin.part)
            for start, end, origin in self.marks
            if not self.text[start:end].isspace()
        )

    @cached_property
    def json(self) -> str:
        """The text as it stands between the quotation marks of a JSON string."""
        return _quoted(self.text)[1:-1]

    @cached_property
    def _before(self) -> dict[tuple[str, tuple[Mark, ...]], Stretch]:
        return {}

    def before(self, other: Stretch) -> Stretch:
        """This stretch and the other as one; before the same white space always the same one."""
        if not other.text.isspace():
            return self._joined(other)
        end = other.text, other.marks
        if end not in self._before:
            self._before[end] = self._joined(other, self.body)
        return self._before[end]

    def _joined(self, other: Stretch, body: Stretch | None = None) -> Stretch:
        return Stretch(self.text + other.text, (*self.marks, *_moved(other.marks, len(self.text))), body)


def _moved(marks: Iterable[Mark], shift: int) -> Iterator[Mark]:
    return (Mark(start + shift, end + shift, origin) for start, end, origin in marks)


class Piece:
    """One compiled text with its provenance."""

    __slots__ = ("stretches",)

    def __init__(self, text: str, marks: tuple[Mark, ...] = ()) -> None:
        self.stretches: tuple[Stretch, ...] = (Stretch(text, marks),)

    @classmethod
    def of(cls, stretches: Iterable[Stretch]) -> Piece:
        """The text that these make together."""
        piece = cls.__new__(cls)
        piece.stretches = tuple(stretches)
        return piece

    @property
    def text(self) -> str:
        return "".join([stretch.text for stretch in self.stretches])

    @property
    def utf8(self) -> bytes:
        return b"".join([stretch.utf8 for stretch in self.stretches])

    @property
    def marks(self) -> tuple[Mark, ...]:
        return tuple(mark for start, stretch in self.placed() for mark in _moved(stretch.marks, start))

    def placed(self) -> Iterator[tuple[int, Stretch]]:
        """Each stretch, and where in the text it begins."""
        start = 0
        for stretch in self.stretches:
            yield start, stretch
            start += len(stretch.text)


@dataclass(frozen=True, slots=True)
class Output:
    """One file of a bundle.

    `path` is relative, with `/`; `pieces` are the texts inside it by JSON pointer (`""` is the whole file of
    a Markdown output, `/messages/0/content` a message of a prompt): they feed the source map, the token
    counts and `lost-in-compile`. `category` is the category that it is about, if one; `complete` says that
    the pieces together state every rule, exception and rank of it.
    """

    path: str
    content: bytes
    pieces: tuple[tuple[str, Piece], ...] = ()
    category: str | None = None
    complete: bool = False


class Target(Protocol):
    """One family of files, found in `compiler/targets/` or under the entry point group `specdsl.targets`."""

    name: str
    summary: str

    def compile(self, context: Context) -> Iterable[Output]:
        """All files of this family for the categories of the context, in order of path."""
