"""What a target hands over: files in memory, and for each sentence in them the place that said it."""

from __future__ import annotations

from functools import cached_property
from json import JSONEncoder
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias
from weakref import ref

from specdsl.compiler.plain_tokens import Tokens, knows_all, most_tokens, tokens_of
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


class Paragraph:
    """What stands between two empty lines of a text. At an empty line every sentence ends, and every word.

    Many texts say the same; `trace` gives them the same paragraph, known by identity. It is a row of runs, of
    which each comes from one origin or from none: up to where, and from which.
    """

    def __init__(self, text: str, ends: Iterable[int], origins: Iterable[Origin | None]) -> None:
        self.text = text
        self.ends = tuple(ends)
        self.origins = tuple(origins)

    @property
    def runs(self) -> Iterator[tuple[int, int, Origin | None]]:
        return zip((0, *self.ends), self.ends, self.origins, strict=False)

    @property
    def marks(self) -> list[tuple[int, int, Origin]]:
        """Plain tuples, which take a fraction of the time to make."""
        return [(start, end, origin) for start, end, origin in self.runs if origin and start < end]

    @cached_property
    def said(self) -> frozenset[Statement]:
        """The statements of which it has at least one word."""
        text = self.text
        said = {origin for start, end, origin in self.marks if not text[start:end].isspace()}
        return frozenset((origin.subject, origin.part) for origin in said)

    def before(self, other: Paragraph) -> Paragraph:
        """Both as one, with no empty line between them."""
        shift = len(self.text)
        ends = (*self.ends, *(shift + end for end in other.ends))
        return Paragraph(self.text + other.text, ends, self.origins + other.origins)


def _whole(text: str, marks: Iterable[Mark]) -> Paragraph:
    """The text as one paragraph, whatever it is."""
    runs = [run for start, end, origin in marks for run in ((start, None), (end, origin))]
    ends, origins = zip(*runs, (len(text), None), strict=True)
    return Paragraph(text, ends, origins)


EMPTY_LINE = "\n\n"


class Stretch:
    """A part of a piece that other pieces may share: whatever is found out of it once holds in all of them.

    Stretches are known by identity; `trace` says where a text may be cut into them. `body` is the same
    stretch without the white space that stands behind it in some texts: it has the same sentences.
    """

    def __init__(self, paragraphs: Iterable[Paragraph], body: Stretch | None = None) -> None:
        self.paragraphs = tuple(paragraphs)
        self.text = EMPTY_LINE.join([paragraph.text for paragraph in self.paragraphs])
        self._body = ref(body) if body else None  # which knows this one: a circle would outlive its use

    @classmethod
    def of(cls, text: str, marks: Iterable[Mark] = ()) -> Stretch:
        """One that shares nothing with others."""
        return cls([_whole(text, marks)])

    @property
    def body(self) -> Stretch:
        return (self._body() if self._body else None) or self

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """Where which origin says something; what runs on over an empty line is one mark."""
        runs, shift = list[tuple[int, int, Origin | None]](), 0
        for paragraph in self.paragraphs:
            (start, end, origin), *rest = paragraph.runs
            first = (runs.pop()[0] if runs else start, end + shift, origin)
            runs += [first, *((start + shift, end + shift, each) for start, end, each in rest)]
            shift += len(paragraph.text) + len(EMPTY_LINE)
        return tuple(Mark(start, end, each) for start, end, each in runs if each and start < end)

    @cached_property
    def utf8(self) -> bytes:
        return self.text.encode()

    @cached_property
    def tokens(self) -> Tokens:
        """Its tokens, as far as they are known without a tokenizer."""
        return tokens_of(self.text)

    @cached_property
    def most_tokens(self) -> int:
        """At least as many as its tokens."""
        return self.tokens.most if knows_all() else most_tokens(self.text)

    @cached_property
    def said(self) -> frozenset[Statement]:
        """The statements of which it has at least one word."""
        return frozenset[Statement]().union(*[paragraph.said for paragraph in self.paragraphs])

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
        *before, last = self.paragraphs
        first, *behind = other.paragraphs
        return Stretch([*before, last.before(first), *behind], body)


class Piece:
    """One compiled text with its provenance."""

    __slots__ = ("stretches",)

    def __init__(self, text: str, marks: tuple[Mark, ...] = ()) -> None:
        self.stretches: tuple[Stretch, ...] = (Stretch.of(text, marks),)

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
        return tuple(
            Mark(start + shift, end + shift, origin)
            for shift, stretch in self.placed()
            for start, end, origin in stretch.marks
        )

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
