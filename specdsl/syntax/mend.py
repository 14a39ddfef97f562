"""Recovery: of a block that cannot be read each line is tried, and each bad one gets one message."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, get_args

from specdsl.record import dataclass, replace
from specdsl.source import Span
from specdsl.syntax import ast
from specdsl.syntax.driver import Unread, expected
from specdsl.syntax.layout import VALUED, looks_like_header
from specdsl.syntax.lexer import Tokens
from specdsl.syntax.slips import explain
from specdsl.syntax.slips.slip import Slip
from specdsl.syntax.spelling import kebab
from specdsl.syntax.tables import BLOCKS, HOLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specdsl.diagnostics import Diagnostic
    from specdsl.syntax.layout import Line
    from specdsl.syntax.parse import Children, Reader


class Mender:
    """Finds what is wrong in the blocks of one reading."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.tables = reader.tables
        self.said = reader.said

    # ── Blocks ────────────────────────────────────────────────────────────────

    def top(self, lines: Sequence[Line], children: Children) -> tuple[ast.Block, ...]:
        """The blocks of a file; whatever else stands at the margin is a hole."""
        self._lines(lines, "document", None, children)
        return tuple(children.get(line) or self.hole(line, "", {}) for line in lines)

    def block(self, line: Line, kind: str, children: Children) -> ast.Block:
        """A block that did not parse: a hole, unless only blocks in it stood in the wrong place."""
        whole = self._header(line, kind)
        whole &= self._lines(line.nested, kind, line, children)
        if whole:
            try:
                block: ast.Block = self.reader.run(kind, self._again(line, kind, children))
            except Unread:
                return self.hole(line, kind, children)
            return self.reader.checked(line, block, children)
        return self.hole(line, kind, children)

    def unknown(self, line: Line) -> ast.Hole:
        """What looks like a block, under a word that is no block's."""
        openers = [kind for kind in BLOCKS if f"{kind}_item" in self.tables.starts]
        guess = self.reader.layout.guesses.one(line.word, "block", openers)
        children: Children = {}
        if guess:
            self.reader.tokens(line, guess, children)
            self._lines(line.nested, guess, line, children)
        return self.hole(line, "", children)

    def hole(self, line: Line, kind: str, children: Children) -> ast.Hole:
        self.reader.broken.add(line)
        last = line
        while last.nested:
            last = last.nested[-1]
        source, layout = self.reader.source, self.reader.layout
        end = source.line_starts[last.last] + len(layout.raw[last.last].rstrip())
        items = tuple(children[inner] for inner in sorted(children, key=lambda inner: inner.base))
        return ast.Hole(kind, self._names(line), items, Span(source, line.base, end))

    def _names(self, line: Line) -> tuple[str, ...]:
        """Whatever in a header may have been meant as the name."""
        pieces = self.reader.lexer.pieces(line)
        words = [p.text for p in pieces[1:] if p.kind == "word" and p.text not in self.tables.inline]
        titles = [p.text for p in pieces if p.kind == "string"]
        guesses = (
            *words,
            *map(kebab, words),
            kebab(" ".join(words)),
            *(map(kebab, titles) if not words else ()),
        )
        return tuple(dict.fromkeys(guess for guess in guesses if guess))

    def _again(self, line: Line, kind: str, children: Children) -> Tokens:
        """The tokens of a block once more, with holes for the blocks that do not belong in it."""
        tokens, symbols = Tokens(), self.tables.symbols
        end = self.reader.lexer.line(line, tokens, valued=False)
        tokens.add(symbols["_INDENT"], 0)
        for nested in line.nested:
            if nested in children:
                block = children[nested]
                fits = kind in self.tables.places.get(nested.word, ())
                tokens.add(symbols[nested.word if fits else HOLE], block)
            else:
                self.reader.lexer.line(nested, tokens, valued=kind in VALUED)
        tokens.add(symbols["_DEDENT"], end)
        return tokens

    # ── Lines ─────────────────────────────────────────────────────────────────

    def _header(self, line: Line, kind: str) -> bool:
        tokens = Tokens()
        self.reader.lexer.line(line, tokens, valued=False)
        return self._reads(kind, tokens, line, _Place(kind, None, (line,), header=True))

    def _lines(self, lines: Sequence[Line], body: str, owner: Line | None, children: Children) -> bool:
        """Try each line of a block; blocks that may not stand there become holes."""
        place = _Place(body, owner, lines)
        whole = True
        for line in lines:  # every line, because each bad one gets its message
            whole &= (self._child if line in children else self._statement)(line, place, children)
        return whole

    def _statement(self, line: Line, place: _Place, children: Children) -> bool:
        tokens = Tokens()
        self.reader.lexer.line(line, tokens, valued=place.body in VALUED)
        if self._reads(f"{place.body}_item", tokens, line, place):
            return True
        if line.kind == "formal" and line.word not in self.tables.initial and looks_like_header(line.text):
            children[line] = self.hole(line, "", {})
            return self._may_hold(place.body)
        return False

    def _child(self, line: Line, place: _Place, children: Children) -> bool:
        """A block among the lines: whether the block around it can stand, perhaps with a hole here."""
        if place.body in self.tables.places.get(line.word, ()):
            return True
        if line not in self.said:
            self._say(line, place, f"{place.body}_item", ())
        if not isinstance(children[line], ast.Hole):
            children[line] = self._misplaced(line, children[line])
        return self._may_hold(place.body)

    def _misplaced(self, line: Line, block: ast.Block) -> ast.Hole:
        inner = [item for item in getattr(block, "items", ()) if isinstance(item, _BLOCK_TYPES)]
        hole = self.hole(line, line.word, {})
        return replace(hole, items=tuple(inner))

    def _may_hold(self, body: str) -> bool:
        start = self.tables.starts[f"{body}_item"]
        return self.tables.symbols[HOLE] in self.tables.actions[start]

    # ── Messages ──────────────────────────────────────────────────────────────

    def _reads(self, start: str, tokens: Tokens, line: Line, place: _Place) -> bool:
        try:
            self.reader.run(start, tokens)
        except Unread as unread:
            self._say(line, place, start, tokens.kinds[: unread.position])
            return False
        return True

    def _say(self, line: Line, place: _Place, start: str, read: Sequence[int]) -> None:
        """Have a message made about a line of which some tokens were read, if there is room for it."""
        self.said.add(line)
        self.reader.slips.append((line.base, partial(self._explain, line, place, start, read)))

    def _explain(self, line: Line, place: _Place, start: str, read: Sequence[int]) -> Diagnostic:
        return explain(
            Slip(
                self.reader.source,
                self.tables,
                line,
                self.reader.lexer.pieces(line),
                len(read),
                expected(self.tables, start, read),
                place.body,
                place.header,
                place.owner,
                place.lines,
                self._is,
            )
        )

    def _is(self, text: str, start: str) -> bool:
        """Whether words could be read as something."""
        tokens = self.reader.lexer.words(text)
        try:
            self.reader.run(start, tokens)
        except Unread:
            return False
        return True


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a line stands: in which kind of block, under which header, among which lines."""

    body: str
    owner: Line | None
    lines: Sequence[Line]
    header: bool = False


_BLOCK_TYPES = get_args(ast.Block)
