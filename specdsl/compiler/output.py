"""What a target hands over: files in memory, and for each sentence in them the place that said it."""

from __future__ import annotations

from functools import cached_property
from json import JSONEncoder
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias
from weakref import ref

from specdsl.compiler.single_tokens import most_tokens
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


Run: TypeAlias = "tuple[str, Origin | None]"
"""A text that comes from one origin, or from none."""


class Paragraph:
    """What stands between two empty lines of a text. At an empty line every sentence ends, and every word.

    Many texts say the same; `trace` gives them the same paragraph, known by identity.
    """

    def __init__(self, runs: Iterable[Run]) -> None:
        self.runs = tuple(runs)
        self.text = "".join([text for text, _ in self.runs])

    @property
    def words(self) -> list[tuple[int, int, Origin]]:
        """Its marks, but for those of white space; plain tuples take a fraction of the time to make."""
        end, found = 0, []
        for text, origin in self.runs:
            start, end = end, end + len(text)
            if text and origin and not text.isspace():
                found.append((start, end, origin))
        return found

    @cached_property
    def most_tokens(self) -> int:
        """At least as many as its tokens."""
        return most_tokens(self.text)

    @cached_property
    def said(self) -> frozenset[Statement]:
        """The statements of which it has at least one word."""
        return frozenset(
            (origin.subject, origin.part)
            for text, origin in self.runs
            if origin and text and not text.isspace()
        )


def _marks(runs: Iterable[Run]) -> Iterator[Mark]:
    end = 0
    for text, origin in runs:
        start, end = end, end + len(text)
        if text and origin:
            yield Mark(start, end, origin)


def _runs(text: str, marks: Iterable[Mark]) -> Iterator[Run]:
    end = 0
    for start, following, origin in marks:
        yield text[end:start], None
        yield text[start:following], origin
        end = following
    yield text[end:], None


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
        return cls([Paragraph(_runs(text, marks))])

    @property
    def body(self) -> Stretch:
        return (self._body() if self._body else None) or self

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """What runs on over an empty line is one mark."""
        runs = list(self.paragraphs[0].runs)
        for paragraph in self.paragraphs[1:]:
            (before, origin), (text, _), *rest = runs.pop(), *paragraph.runs
            runs += [(f"{before}{EMPTY_LINE}{text}", origin), *rest]
        return tuple(_marks(runs))

    @cached_property
    def utf8(self) -> bytes:
        return self.text.encode()

    @cached_property
    def most_tokens(self) -> int:
        """At least as many as its tokens."""
        between = (len(self.paragraphs) - 1) * len(EMPTY_LINE)
        return between + sum([paragraph.most_tokens for paragraph in self.paragraphs])

    @cached_property
    def said(self) -> frozenset[Statement]:
        """The statements of which it has at least one word."""
        return frozenset[Statement]().union(*[paragraph.said for paragraph in self.paragraphs])

    @cached_property
    def json(self) -> str:
        """The text as it stands between the quotation marks of a JSON string."""
        return _quoted(self.text)[1:-1]

    @cached_property
    def _before(self) -> dict[tuple[tuple[Run, ...], ...], Stretch]:
        return {}

    def before(self, other: Stretch) -> Stretch:
        """This stretch and the other as one; before the same white space always the same one."""
        if not other.text.isspace():
            return self._joined(other)
        end = tuple(paragraph.runs for paragraph in other.paragraphs)
        if end not in self._before:
            self._before[end] = self._joined(other, self.body)
        return self._before[end]

    def _joined(self, other: Stretch, body: Stretch | None = None) -> Stretch:
        *before, last = self.paragraphs
        first, *behind = other.paragraphs
        return Stretch([*before, Paragraph([*last.runs, *first.runs]), *behind], body)


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
