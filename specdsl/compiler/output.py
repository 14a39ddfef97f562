"""What a target hands over: files in memory, and for each sentence in them the place that said it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from specdsl.source import NOWHERE, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specdsl.compiler.context import Context


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a stretch of compiled text comes from.

    `subject` is the qualified name of the rule, style, term, category … that says it, or the name of the
    template whose own wording it is (`generate.j2`); `part` is which of its statements: `title`, `summary`,
    `verdict`, `unless:0`, `overrides:self-harm.education`, `text`, `includes:2`, `directive:0`, …
    """

    subject: str
    part: str
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Mark:
    """`text[start:end]` of a piece came from `origin`; the marks of a piece are in order and apart."""

    start: int
    end: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class Piece:
    """One compiled text with its provenance."""

    text: str
    marks: tuple[Mark, ...] = ()


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
