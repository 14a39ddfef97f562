"""Reads a file block by block: a block that cannot be read costs itself, never its neighbours."""

from __future__ import annotations

from functools import partial
from operator import itemgetter

from specdsl.diagnostics import Diagnostic, Label
from specdsl.source import Span
from specdsl.syntax import ast, quick
from specdsl.syntax.build import Builder
from specdsl.syntax.checks import check
from specdsl.syntax.driver import Unread, program, run
from specdsl.syntax.layout import VALUED, lay_out
from specdsl.syntax.lexer import Lexer, Tokens
from specdsl.syntax.limits import MAX_FILE, MAX_MESSAGES
from specdsl.syntax.tables import BLOCKS, ODD, load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    from specdsl.source import Source
    from specdsl.syntax.layout import Line
    from specdsl.syntax.mend import Mender

    Children: TypeAlias = dict[Line, ast.Block]

_BLOCKS = frozenset(BLOCKS)


def parse(source: Source) -> tuple[ast.Document, list[Diagnostic]]:
    """What a file says, and what is wrong with how it says it."""
    if len(source.text) > MAX_FILE:
        return _too_large(source)
    if (document := quick.read(source)) is not None:
        return document, []
    reader = Reader(source)
    document = reader.document()
    return document, reader.messages()


def _too_large(source: Source) -> tuple[ast.Document, list[Diagnostic]]:
    span = Span(source, 0, 0)
    message = f"this file has more than {MAX_FILE:,} characters and was not read"
    found = Diagnostic(
        "syntax-error", "error", message, (Label(span),), help=("divide it into several files",)
    )
    return ast.Document(source, (ast.Hole("", (), (), span),)), [found]


def _itself(found: Diagnostic) -> Diagnostic:
    return found


class Reader:
    """One reading of one source.

    `broken` are the headers of the blocks that became holes, `said` the lines that have their message;
    `slips` are messages still to be made, by the place that they are about.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.tables = load()
        self.layout = lay_out(source, self.tables)
        self.lexer = Lexer(self.layout, self.tables)
        self.program = program(self.tables, Builder(source).deeds(self.tables))
        self.found: list[Diagnostic] = []
        self.slips: list[tuple[int, Callable[[], Diagnostic]]] = []
        self.broken: set[Line] = set()
        self.said: set[Line] = set()

    def document(self) -> ast.Document:
        if self.layout.foreign:
            from specdsl.syntax.pasted import examine

            self.slips += examine(self.layout, self.lexer)
        tokens = Tokens()
        children = self._body(self.layout.top, tokens, valued=False)
        try:
            document: ast.Document = self.run("document", tokens)
        except Unread:
            document = ast.Document(self.source, self._mender().top(self.layout.top, children))
        return document

    def messages(self) -> list[Diagnostic]:
        """Messages in the order of the file; too many are counted, and not made."""
        makers = self.slips + [(found.span.start, partial(_itself, found)) for found in self.found]
        makers.sort(key=itemgetter(0))
        made = sorted((make() for _, make in makers[:MAX_MESSAGES]), key=lambda found: found.span.start)
        if len(makers) <= MAX_MESSAGES:
            return made
        place = makers[MAX_MESSAGES][0]
        label = Label(Span(self.source, place, place), "from here on")
        message = f"{len(makers) - MAX_MESSAGES} more messages about how this file is written are not shown"
        return [*made, Diagnostic("syntax-error", "error", message, (label,))]

    def run(self, start: str, tokens: Tokens) -> Any:  # noqa: ANN401 - what the start symbol means
        return run(self.tables, start, tokens.kinds, tokens.values, self.program)

    def tokens(self, line: Line, kind: str, children: Children) -> Tokens:
        """All tokens of a block; each block inside it is one of them."""
        tokens = Tokens()
        end = self.lexer.line(line, tokens, valued=False)
        if line.nested:
            tokens.add(self.tables.symbols["_INDENT"], 0)
            children |= self._body(line.nested, tokens, valued=kind in VALUED)
            tokens.add(self.tables.symbols["_DEDENT"], end)
        return tokens

    def _body(self, lines: list[Line], tokens: Tokens, *, valued: bool) -> Children:
        """Add the tokens of lines under a header; blocks among them are read first."""
        symbols = self.tables.symbols
        children: Children = {}
        for line in lines:
            if line.kind == "formal" and (line.word in _BLOCKS or line.nested):
                children[line] = block = self._block(line)
                # what stands under an unknown word fits nowhere
                tokens.add(symbols[line.word if line.word in _BLOCKS else ODD], block)
            else:
                self.lexer.line(line, tokens, valued=valued)
        return children

    def _block(self, line: Line) -> ast.Block:
        """A block and all that it holds; a hole if it cannot be read."""
        if line.word not in _BLOCKS:
            return self._mender().unknown(line)
        children: Children = {}
        tokens = self.tokens(line, line.word, children)
        try:
            block: ast.Block = self.run(line.word, tokens)
        except Unread:
            return self._mender().block(line, line.word, children)
        return self.checked(line, block, children) if line.nested else block

    def checked(self, line: Line, block: ast.Block, children: Children) -> ast.Block:
        """A block that parsed, unless it says what the grammar cannot forbid."""
        found = check(block)
        if not found:
            return block
        self.found += found
        return self._mender().hole(line, line.word, children)

    def _mender(self) -> Mender:
        from specdsl.syntax.mend import Mender

        return Mender(self)
