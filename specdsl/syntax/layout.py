"""Cuts a source into lines and blocks, by indentation and by the one rule of reading, before any grammar.

A line is formal, or prose with everything deeper under it, or a comment. Whatever is wrong with its place is
kept on the line as its `flaw`; each line has at most one.
"""

from __future__ import annotations

import re

from specdsl.record import dataclass, field
from specdsl.syntax.characters import clean, is_foreign, is_plain, mend
from specdsl.syntax.guess import Guesses
from specdsl.syntax.limits import MAX_LINE, MAX_NESTING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    from specdsl.source import Source
    from specdsl.syntax.tables import Tables

    Kind: TypeAlias = Literal["formal", "prose", "comment", "opaque"]
    Flaw: TypeAlias = Literal["", "deeper", "misfit", "too-deep", "too-long", "too-nested", "continued"]

VALUED = frozenset({"facet", "scale", "verdicts"})
"""Blocks in which every word before a colon is a value."""

HEADED = ("term", "accept")
"""Words whose prose begins behind more than one word."""

_NO_PROSE = 1 << 60
_MARKS = re.compile(r'["(),>#\']')
_HEADED_PROSE = re.compile(r'(?:term|accept)\b(?:[^:"#]|:(?! |$))*:(?= |$)')
_HEADER = re.compile(r'[^\s":]+:? +(?!when |if )[^\s":]+:? +"')


@dataclass(slots=True, eq=False)
class Line:
    """A line that is not blank; `text` begins behind the indentation, at the offset `base`.

    `word` is the first word without a colon; in prose, `colon` is where the head ends within `text`; `first`
    and `last` are line numbers from 0; `nested` are the lines one deeper.
    """

    kind: Kind
    first: int
    last: int
    base: int
    indent: int
    text: str
    word: str
    colon: int = -1
    flaw: Flaw = ""
    mended: bool = False
    nested: list[Line] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Layout:
    """A file as lines: `lines` in order, comments among them; `top` are those that stand at the margin.

    `long` are the numbers of lines beyond the limit; `foreign` says that some characters need a look.
    """

    source: Source
    raw: list[str]
    lines: list[Line]
    top: list[Line]
    long: list[int]
    foreign: bool = False
    guesses: Guesses = field(default_factory=Guesses)


def lay_out(source: Source, tables: Tables) -> Layout:
    return _Cutter(source, tables).cut()


class _Cutter:
    def __init__(self, source: Source, tables: Tables) -> None:
        self.tables = tables
        self.raw = source.text.split("\n")
        lengths = list(map(len, self.raw))
        self.long = (
            [n for n, length in enumerate(lengths) if length > MAX_LINE] if max(lengths) > MAX_LINE else []
        )
        top: list[Line] = []
        self.layout = Layout(source, self.raw, [], top, self.long)
        self.openers = [word for word in tables.places if f"{word}_item" in tables.starts]
        self.prose_words = sorted(tables.prose_words)
        self.indents = [0]
        self.nests = [top]
        self.owners: list[Line | None] = [None]
        self.previous: Line | None = None

    def cut(self) -> Layout:
        offset = 0
        limit = _NO_PROSE  # lines deeper than this belong to the prose before them
        plain = is_plain(self.layout.source.text)
        for number, raw in enumerate(self.raw):
            text = raw.lstrip(" ")
            start, offset = offset, offset + len(raw) + 1
            indent = len(raw) - len(text)
            if mended := not plain and is_foreign(raw):
                self.layout.foreign = True
                text, indent = mend(raw)
            if not text:
                continue
            if indent > limit:
                self.layout.lines[-1].last = number
            else:
                limit = self._add(text, number, start + len(raw) - len(text), indent, mended)
        self._mark_long()
        return self.layout

    def _add(self, text: str, number: int, base: int, indent: int, mended: bool) -> int:  # noqa: FBT001
        """Put a line in its place; says how deep a line below must be to belong to it as prose."""
        if text[0] == "#":
            self.layout.lines.append(Line("comment", number, number, base, indent, text, "#", mended=mended))
            return _NO_PROSE
        flaw: Flaw = ""
        if indent != self.indents[-1]:
            if indent > self.indents[-1] and self._begins_prose():
                return self._swallow(number)
            flaw = self._settle(indent, text)
        line = self._line(Line("formal", number, number, base, indent, text, "", flaw=flaw, mended=mended))
        self.layout.lines.append(line)
        self.nests[-1].append(line)
        self.previous = line
        if line.kind == "opaque":
            return self.indents[-2]
        return indent if line.kind == "prose" else _NO_PROSE

    # ── What a line is ────────────────────────────────────────────────────────

    def _line(self, line: Line) -> Line:
        """Say of a line what it is."""
        if len(self.indents) > MAX_NESTING:
            line.kind = "opaque"
            return line
        word = line.text.partition(" ")[0]
        line.word = word = clean(word) if line.mended else word
        if ":" in word:
            self._with_colon(line, word.partition(":")[0])
        elif not self._in_values():
            self._without_colon(line, word)
        return line

    def _with_colon(self, line: Line, word: str) -> None:
        line.word = word
        formal = word in self.tables.initial and word not in self.tables.prose_words
        if (self._in_values() or not formal) and not _MARKS.search(word):
            line.kind, line.colon = "prose", line.text.index(":")

    def _without_colon(self, line: Line, word: str) -> None:
        if word in self.tables.prose_words:
            line.kind, line.colon = "prose", _late_colon(line.text, word)
        elif word in HEADED and (head := _HEADED_PROSE.match(line.text)):
            line.kind, line.colon = "prose", head.end() - 1

    def _in_values(self) -> bool:
        owner = self.owners[-1]
        return owner is not None and owner.word in VALUED

    # ── Where a line stands ───────────────────────────────────────────────────

    def _settle(self, indent: int, text: str) -> Flaw:
        if indent > self.indents[-1]:
            return self._deepen(indent, text)
        left = []
        while indent < self.indents[-1]:
            left.append((self.indents.pop(), self.nests.pop(), self.owners.pop()))
        if indent == self.indents[-1]:
            return ""
        _, nest, owner = left[-1]
        self._open(indent, nest, owner)
        return "misfit"

    def _deepen(self, indent: int, text: str) -> Flaw:
        if len(self.indents) == MAX_NESTING:
            self._open(indent, self.nests[-1], self.owners[-1])
            return "too-deep"
        if self.previous is not None and self._may_open(self.previous):
            self._open(indent, self.previous.nested, self.previous)
            return ""
        self._open(indent, self.nests[-1], self.owners[-1])
        return "continued" if text.startswith(("and ", "or ", ",")) else "deeper"

    def _open(self, indent: int, nest: list[Line], owner: Line | None) -> None:
        self.indents.append(indent)
        self.nests.append(nest)
        self.owners.append(owner)

    def _may_open(self, line: Line) -> bool:
        """Whether lines may stand under this one: under a header, or what was meant as one."""
        if line.kind != "formal" or self.nests[-1][-1] is not line:
            return False
        if line.word in self.tables.initial or line.word in self.tables.inline:
            return f"{line.word}_item" in self.tables.starts
        return bool(self.layout.guesses.one(line.word, "block", self.openers)) or looks_like_header(line.text)

    # ── Prose whose colon is missing and whose word is misspelt ───────────────

    def _begins_prose(self) -> bool:
        line = self.previous
        if line is None or line.kind != "formal" or self.nests[-1][-1] is not line:
            return False
        if self._in_values() or line.word in HEADED:
            return True
        if line.text != line.word:
            return False
        known = line.word in self.tables.initial
        return not known and bool(self.layout.guesses.one(line.word, "prose", self.prose_words))

    def _swallow(self, number: int) -> int:
        line = self.previous
        assert line is not None
        line.kind, line.last = "prose", number
        while self.layout.lines[-1] is not line:
            self.layout.lines.pop()
        return line.indent

    def _mark_long(self) -> None:
        """A line of excessive length spoils the statement in which it stands."""
        for number in self.long:
            for line in self.layout.lines:
                if line.first <= number <= line.last and line.kind != "comment":
                    line.flaw = "too-long"


def _late_colon(text: str, word: str) -> int:
    """Where the colon stands that somebody put behind a space; -1 where there is none."""
    rest = text[len(word) :].lstrip()
    return len(text) - len(rest) if rest.startswith(":") else -1


def looks_like_header(text: str) -> bool:
    """Whether a line has the shape of a header: a word, a name and a title."""
    return _HEADER.match(text) is not None
