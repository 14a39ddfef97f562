"""Reads a file block by block: a block that cannot be read costs itself, never its neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.syntax import ast
from specdsl.syntax.build import Builder
from specdsl.syntax.driver import Unread, run
from specdsl.syntax.layout import VALUED, lay_out
from specdsl.syntax.lexer import Lexer, Tokens
from specdsl.syntax.tables import HOLE, load

if TYPE_CHECKING:
    from specdsl.diagnostics import Diagnostic
    from specdsl.source import Source
    from specdsl.syntax.layout import Line


def parse(source: Source) -> tuple[ast.Document, list[Diagnostic]]:
    """What a file says, and what is wrong with how it says it."""
    return _Reader(source).document()


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.tables = load()
        self.layout = lay_out(source, self.tables)
        self.lexer = Lexer(self.layout, self.tables)
        self.deeds = Builder(source).deeds(self.tables)
        self.symbols = self.tables.symbols

    def document(self) -> tuple[ast.Document, list[Diagnostic]]:
        tokens = Tokens()
        for line in self.layout.top:
            self._item(line, tokens, valued=False)
        return run(self.tables, "document", tokens.kinds, tokens.values, self.deeds), []

    def _item(self, line: Line, tokens: Tokens, *, valued: bool) -> int:
        word = line.word
        if word in self.symbols and line.kind == "formal":
            block = self._block(line)
            tokens.add(self.symbols[word], block)
            return block.span.end
        return self.lexer.line(line, tokens, valued=valued)

    def _block(self, line: Line) -> ast.Block:
        tokens = Tokens()
        end = self.lexer.line(line, tokens, valued=False)
        if line.nested:
            valued = line.word in VALUED
            tokens.add(self.symbols["_INDENT"], 0)
            for nested in line.nested:
                end = self._item(nested, tokens, valued=valued)
            tokens.add(self.symbols["_DEDENT"], end)
        return run(self.tables, line.word, tokens.kinds, tokens.values, self.deeds)
