"""Tokens of one line. Positions are offsets in the source; prose is one token, however long."""

from __future__ import annotations

import re

from specdsl.record import dataclass
from specdsl.source import Span
from specdsl.syntax.ast import Name, Prose, Text
from specdsl.syntax.build import new_span
from specdsl.syntax.characters import clean, shared_margins
from specdsl.syntax.limits import MAX_CONDITION_DEPTH
from specdsl.syntax.spelling import is_name, normal
from specdsl.syntax.tables import ODD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    from specdsl.syntax.layout import Layout, Line
    from specdsl.syntax.tables import Tables

    Group: TypeAlias = Literal["word", "string", "mark", "odd"]

_TOKEN = re.compile(
    r"""(?:(?:\ {2,}|\ *\t)(\#.*)  # 1  a comment behind a statement
        |\ *(?:([^\s"(),>\#<=!&|:;'`]+)  # 2  a word
        |("[^"]*")           # 3  a text in quotes
        |([(),>])            # 4
        |(\#.*|".*|[<=!&|:;]+|\S)))  # 5  what fits nowhere""",
    re.VERBOSE,
)
MARKS = {"(": "LPAR", ")": "RPAR", ",": "COMMA", ">": "MORETHAN"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A token as a person sees it."""

    kind: Group
    text: str
    start: int
    end: int


_GROUPS: dict[int, Group] = {2: "word", 3: "string", 4: "mark", 5: "odd"}


class Tokens:
    """Tokens of a block, gathered line by line: what each is, and its value.

    The value of a keyword or a mark is the offset at which it begins, of `_NL` the offset behind its line; of
    the rest it is a node.
    """

    __slots__ = ("kinds", "values")

    def __init__(self) -> None:
        self.kinds: list[int] = []
        self.values: list[object] = []

    def add(self, kind: int, value: object) -> None:
        self.kinds.append(kind)
        self.values.append(value)


class Lexer:
    """Makes the tokens of one source."""

    def __init__(self, layout: Layout, tables: Tables) -> None:
        self.layout = layout
        self.source = layout.source
        self.starts = layout.source.line_starts
        self.tables = tables
        symbols = tables.symbols
        self.odd, self.string, self.word = symbols[ODD], symbols["STRING"], symbols["WORD"]
        self.name, self.dotted = symbols["NAME"], symbols["DOTTED"]
        self.newline, self.prose_symbol = symbols["_NL"], symbols["PROSE"]
        self.marks = {mark: symbols[name] for mark, name in MARKS.items()}
        self.free = {tables.initial.get(word, tables.inline.get(word)) for word in tables.free_words}
        self.known: dict[str, tuple[int, str]] = {}

    def line(self, line: Line, tokens: Tokens, *, valued: bool) -> int:
        """Add a line's tokens; says where the line ends, without comment and trailing blanks."""
        if line.flaw or line.kind == "opaque":
            tokens.add(self.odd, line)
            return line.base + len(line.text)
        if line.kind == "prose":
            return self._prose_line(line, tokens, valued=valued)
        first = len(tokens.kinds)
        end = self._formal(line.text, line.base, tokens, line.mended)
        if (
            len(tokens.kinds) - first > MAX_CONDITION_DEPTH
            and self._depth(tokens.kinds[first:]) > MAX_CONDITION_DEPTH
        ):
            line.flaw = "too-nested"
            del tokens.kinds[first:], tokens.values[first:]
            tokens.add(self.odd, line)
        tokens.add(self.newline, end)
        return end

    def words(self, text: str) -> Tokens:
        """Tokens of words that begin no line."""
        tokens = Tokens()
        self._formal(f"when {text}", 0, tokens, mended=True)
        del tokens.kinds[0], tokens.values[0]
        return tokens

    def _depth(self, kinds: list[int]) -> int:
        """How many parentheses and `not`s stand inside one another, at most."""
        opening, closing, negation = self.marks["("], self.marks[")"], self.tables.inline["not"]
        outer: list[int] = []
        depth = deepest = 0
        for kind in kinds:
            if kind in (opening, negation):
                depth += 1
                outer += [depth - 1] if kind == opening else []
            elif kind == closing:
                depth = outer.pop() if outer else 0
            elif kind not in (self.name, self.dotted, self.string):
                depth = outer[-1] + 1 if outer else 0
            deepest = max(deepest, depth)
        return deepest

    def _prose_line(self, line: Line, tokens: Tokens, *, valued: bool) -> int:
        late = line.colon > len(line.word) and line.word in self.tables.prose_words
        if line.colon < 0 or late or line.text[line.colon + 1 : line.colon + 2].strip():
            tokens.add(self.odd, line)
            return line.base + len(line.text)
        head = line.text[: line.colon]
        symbol = None if valued else self.tables.initial.get(line.word)
        if symbol is None:
            self._word(head, line.base, tokens)
        elif head == line.word and line.word in self.tables.prose_words:
            span = new_span(Span, (self.source, line.base, line.base + len(head)))
            tokens.add(symbol, Name(head, span))
        else:
            self._formal(head, line.base, tokens, line.mended)
        prose = self.prose(line)
        tokens.add(self.prose_symbol, prose)
        return prose.span.end

    def _formal(self, text: str, base: int, tokens: Tokens, mended: bool) -> int:  # noqa: FBT001
        source, initial, inline, known = self.source, self.tables.initial, self.tables.inline, self.known
        kinds, values = tokens.kinds, tokens.values
        words = initial
        free = False
        end = 0
        for match in _TOKEN.finditer(text):
            group = match.lastindex
            if group == 2:  # noqa: PLR2004 - see the expression
                word = match[2]
                start, end = match.span(2)
                if mended and not (word := clean(word)):
                    continue
                kind = words.get(word)
                words = inline
                if kind is not None and not free:
                    kinds.append(kind)
                    values.append(base + start)
                    free = kind in self.free
                    continue
                kind, word = (self.word, word) if free else known.get(word) or self._learn(word)
                kinds.append(kind)
                values.append(Name(word, new_span(Span, (source, base + start, base + end))))
                free = False
            elif group == 3:  # noqa: PLR2004
                start, end = match.span(3)
                kinds.append(self.string)
                inner = match[3][1:-1]
                values.append(Text(clean(inner) if mended else inner, Span(source, base + start, base + end)))
            elif group == 4:  # noqa: PLR2004
                start, end = match.span(4)
                kinds.append(self.marks[match[4]])
                values.append(base + start)
            elif group == 5:  # noqa: PLR2004
                start, end = match.span(5)
                kinds.append(self.odd)
                values.append(Text(match[5], Span(source, base + start, base + end)))
            elif group == 1:
                break
        return base + end

    def _word(self, text: str, base: int, tokens: Tokens) -> None:
        kind, word = self._learn(clean(text))
        tokens.add(kind, Name(word, Span(self.source, base, base + len(text))))

    def _learn(self, word: str) -> tuple[int, str]:
        """What kind of name a word is; looked into once a file."""
        self.known[word] = learnt = kind_of(word, self.tables)
        return learnt

    # ── Prose ─────────────────────────────────────────────────────────────────

    def prose(self, line: Line) -> Prose:
        """What stands behind a colon, and under it."""
        number = line.first
        raw = self.layout.raw[number]
        start = self.starts[number]
        rest = raw[line.base - start + line.colon + 1 :]
        text = rest.lstrip()
        offset = start + len(raw) - len(text)
        if line.last > number:
            return self._long_prose(line, text, offset)
        text = text.rstrip()
        if not text:
            offset = line.base + line.colon + 1
        return Prose(text, new_span(Span, (self.source, offset, offset + len(text))))

    def _long_prose(self, line: Line, first: str, offset: int) -> Prose:
        bodies = self.layout.raw[line.first + 1 : line.last + 1]
        cuts = shared_margins(bodies) if self.layout.foreign else _shared_spaces(bodies)
        texts = [raw[cut:] for raw, cut in zip(bodies, cuts, strict=True)]
        if first:
            texts.insert(0, first)
        else:
            row = next(row for row, text in enumerate(texts) if text)
            offset = self.starts[line.first + 1 + row] + cuts[row]
            del texts[:row]
        end = self.starts[line.last] + len(bodies[-1])
        return Prose("\n".join(texts), Span(self.source, offset, end))

    # ── For messages and printing ──────────────────────────────────────────────────────────

    def pieces(self, line: Line) -> list[Piece]:
        """The formal part of a line cut as its tokens are, with what each looks like."""
        if line.flaw == "too-long":
            return []
        end = line.colon if line.kind == "prose" and line.colon >= 0 else len(line.text)
        found = []
        for match in _TOKEN.finditer(line.text[:end]):
            group = match.lastindex or 0
            text = clean(match[group]) if line.mended else match[group]
            if group > 1 and text:
                start, stop = match.span(group)
                found.append(Piece(_GROUPS[group], text, line.base + start, line.base + stop))
        return found

    def comment(self, line: Line) -> str:
        """The comment behind a formal line, as it stands there; mostly none."""
        if "#" not in line.text:
            return ""
        found = next((match for match in _TOKEN.finditer(line.text) if match.lastindex == 1), None)
        start, end = (0, 0) if found is None else found.span(1)
        return self.source.text[line.base + start : line.base + end]


def kind_of(word: str, tables: Tables) -> tuple[int, str]:
    """Which kind of name a word is, and its one spelling."""
    if word in tables.inline or not is_name(word):
        return tables.symbols[ODD], normal(word)
    return tables.symbols["DOTTED" if "." in word else "NAME"], normal(word)


def _shared_spaces(bodies: list[str]) -> list[int]:
    """How many characters of each line are common indentation; all of a blank one."""
    counts = [len(raw) - len(raw.lstrip(" ")) for raw in bodies]
    common = min(count for count, raw in zip(counts, bodies, strict=True) if count < len(raw))
    return [common if count < len(raw) else len(raw) for count, raw in zip(counts, bodies, strict=True)]
