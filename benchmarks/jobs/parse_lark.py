"""Stock Lark on our grammar, as fast as it goes: our lexer's tokens, LALR, and actions while it parses.

The actions are those of our own parser, so that both must make the same trees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lark import Lark, Token
from lark.lexer import Lexer as LarkLexer

from benchmarks.jobs.policy import sources
from benchmarks.jobs.trees import digest
from benchmarks.jobs.work import Work
from specdsl.source import Source
from specdsl.syntax.build import Builder
from specdsl.syntax.layout import VALUED, lay_out
from specdsl.syntax.lexer import Lexer, Tokens
from specdsl.syntax.tables import load, read_grammar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specdsl.syntax.ast import Document
    from specdsl.syntax.layout import Line

TABLES = load()
NAMES = {number: name for name, number in TABLES.symbols.items()}


class Given(LarkLexer):
    """Hands over tokens that were made before."""

    def __init__(self, _conf: object) -> None:
        pass

    def lex(self, data: Iterable[Token]) -> Iterator[Token]:  # type: ignore[override]  # Lark allows both
        yield from data


class Actions:
    """What Lark calls for each rule while it parses: the builder of the file at hand."""

    builder: Builder

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - an action of any kind
        if name.startswith("_") or not hasattr(Builder, name):
            raise AttributeError(name)
        return lambda children: getattr(self.builder, name)(*map(value, children))


def prepare(folder: str) -> Work:
    read = sources(f"{folder}/spec")
    size = sum(len(source.text.encode()) for source in read)
    actions = Actions()
    lark = Lark(
        read_grammar() or "",
        parser="lalr",
        lexer=Given,
        start="document",
        keep_all_tokens=True,
        maybe_placeholders=False,
        transformer=actions,
    )

    def parsed(source: Source) -> Document:
        actions.builder = Builder(source)
        document: Document = lark.parse(tokens(source))  # type: ignore[assignment]
        return document

    def run() -> Sequence[Document]:
        return [parsed(Source(source.name, source.text)) for source in read]

    return Work(run, lambda documents: (digest(documents), {"bytes": size}))


def tokens(source: Source) -> list[Token]:
    layout = lay_out(source, TABLES)
    made = Tokens()
    lexer = Lexer(layout, TABLES)
    for line in layout.top:
        add(line, lexer, made, valued=False)
    return [token(kind, meaning) for kind, meaning in zip(made.kinds, made.values, strict=True)]


def value(child: object) -> object:
    """Of a token, which Lark has no way to replace where the grammar only declares it; else the child."""
    return child.value if type(child) is Token else child


def token(kind: int, meaning: object) -> Token:
    made = Token(NAMES[kind], "")
    made.value = meaning
    return made


def add(line: Line, lexer: Lexer, made: Tokens, *, valued: bool) -> None:
    end = lexer.line(line, made, valued=valued)
    if line.nested:
        made.add(TABLES.symbols["_INDENT"], 0)
        for nested in line.nested:
            add(nested, lexer, made, valued=line.word in VALUED)
        made.add(TABLES.symbols["_DEDENT"], end)
