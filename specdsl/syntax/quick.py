"""Reads at once what has nothing odd in it, as most files have; all else is left to the careful reader.

How a line is read depends on nothing but the kinds of its tokens and the block that it stands in. So the
tables are asked once about each sequence of kinds; what they do with it is kept as a *shape*, and done again
for all lines alike.
"""

from __future__ import annotations

import re
from itertools import accumulate
from operator import itemgetter

from specdsl.record import dataclass, maker
from specdsl.source import Span
from specdsl.syntax.ast import Name, Prose, Text
from specdsl.syntax.build import Builder, new_span
from specdsl.syntax.characters import is_plain
from specdsl.syntax.checks import check
from specdsl.syntax.driver import Unread, program, run
from specdsl.syntax.layout import HEADED, VALUED
from specdsl.syntax.lexer import MARKS, kind_of
from specdsl.syntax.limits import MAX_CONDITION_DEPTH, MAX_LINE
from specdsl.syntax.tables import BLOCKS, ODD, load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, TypeAlias

    from specdsl.source import Source
    from specdsl.syntax.ast import Document
    from specdsl.syntax.tables import Tables

    Key: TypeAlias = tuple[str, int, tuple[int, ...], str]
    Action: TypeAlias = tuple[Callable[..., Any], Callable[[Sequence[Any]], Sequence[Any]]]

_STATEMENT = re.compile(
    r"""^(\ *+)(?:                                   # 1  how deep it stands
        ([^\s:"\#]++(?:\ [^:"\#\n]*+)?):             # 2  prose: what stands before its colon,
            (?:\ ++(.*+)|$)                          # 3  behind it,
            (?:\n++(\1\ ++)                          # 4  how deep the first line under it stands,
                (\S.*+(?:\n++\4\ *+\S.*+)*+))?       # 5  and all that are no less deep
        |\#.*+                                       #    a comment
        |(\S(?:.*\S)?))                              # 6  a formal statement""",
    re.VERBOSE | re.MULTILINE,
)
_FORMAL, _COMMENT = 6, 1
_TOKEN = re.compile(r"""(?:[^\s"(),>\#<=!&|:;'`]++|"[^"]*+"|[(),>])\ *+""")
_COMMENTED = re.compile(r'((?:[^"#]|"[^"]*+")*?)\ {2,}\#')

_WORDS, _SHAPES = 50_000, 5_000
"""How many are kept: more than most policies have, and few enough for a process that never ends."""

new_name, new_prose = maker(Name), maker(Prose)


class Odd(Exception):  # noqa: N818 - says what is the matter; it never leaves this module
    """Something needs a closer look."""


def read(source: Source) -> Document | None:
    """What a file says; None where anything about it is odd."""
    if not is_plain(source.text) or _has_long_lines(source.text):
        return None
    try:
        return _Reading(source, _known(load())).document()
    except Odd:
        return None


def _has_long_lines(text: str) -> bool:
    return len(text) > MAX_LINE and max(map(len, text.split("\n"))) > MAX_LINE


# ── What lines alike have in common ───────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Shape:
    """How lines alike are read: which tokens are names and which texts, and which action takes which values.

    The values are those of the tokens, of the end of the line, and what each action made; `last` makes the
    statement, or the block of a header.
    """

    names: tuple[int, ...]
    texts: tuple[int, ...]
    actions: tuple[Action, ...]
    last: Action


class _Known:
    """What the tables of a grammar say about the words and lines that were met so far.

    `firsts` and `others` are the kinds of the tokens that begin a line and of all others; tokens stand there
    with the spaces behind them, `words` has them without. `heads` has the actions of prose, by block.
    """

    def __init__(self, tables: Tables) -> None:
        symbols = tables.symbols
        self.tables = tables
        self.names = {symbols[name] for name in ("NAME", "DOTTED", "WORD")}
        self.string, self.odd = symbols["STRING"], symbols[ODD]
        self.marks = {mark: symbols[name] for mark, name in MARKS.items()}
        self.nesting = {self.marks["("], tables.inline["not"]}
        self.free = {tables.initial.get(word, tables.inline.get(word)) for word in tables.free_words}
        self.places = {word: places for word, places in tables.places.items() if word in BLOCKS}
        self.words: dict[str, str] = {}
        self.firsts = _Kinds(self._first, self.words)
        self.others = _Kinds(self._other, self.words)
        self.shapes: dict[Key, _Shape] = {}
        self.parser = _Recorder(tables)
        self.heads: dict[str, dict[str, Callable[..., Any]]] = {word: {} for word in ("document", *BLOCKS)}

    def _first(self, word: str) -> int:
        kind = self.tables.initial.get(word)
        if kind is None:
            return self.odd if word in self.tables.inline else self._other(word)
        return kind

    def _other(self, word: str) -> int:
        if word[0] == '"':
            return self.string
        kind = self.marks.get(word, self.tables.inline.get(word))
        if kind is None:
            kind, normal = kind_of(word, self.tables)
            return kind if normal == word else self.odd
        return kind

    @property
    def is_full(self) -> bool:
        return len(self.words) > _WORDS or len(self.shapes) > _SHAPES

    def shape(self, key: Key) -> _Shape:
        """What the parser does with a line of these kinds of tokens; remembered."""
        start, first, (_, *others), last = key
        if sum(kind in self.nesting for kind in others) > MAX_CONDITION_DEPTH:
            raise Odd
        kinds = [*self._freed([first, *others]), self.tables.symbols[last]]
        *actions, final = self.parser.actions(start, kinds)
        names = tuple(place for place, kind in enumerate(kinds) if kind in self.names)
        texts = tuple(place for place, kind in enumerate(kinds) if kind == self.string)
        self.shapes[key] = shape = _Shape(names, texts, tuple(actions), final)
        return shape

    def _freed(self, kinds: list[int]) -> list[int]:
        """The kinds, where behind some words any word may stand."""
        bound = {self.string, *self.marks.values()}
        for place in range(1, len(kinds)):
            if kinds[place - 1] in self.free and kinds[place] not in bound:
                kinds[place] = self.tables.symbols["WORD"]
        return kinds

    def head(self, block: str, word: str) -> Callable[..., Any] | None:
        """The action of prose behind a word and a colon, in a block; none where one word is not enough."""
        if block not in VALUED and word not in self.tables.prose_words:
            return None
        kind = (self.others if block in VALUED else self.firsts)[word]
        action, _ = self.shape((f"{block}_item", kind, (kind,), "PROSE")).last
        self.heads[block][word] = action
        return action


class _Recorder:
    """The parser with actions that only say what they are asked to do."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.rules = program(tables, [self._noted(name) if name else tuple for *_, name in tables.rules])
        self.found: list[Action] = []
        self.values = 0

    def _noted(self, name: str) -> Callable[..., int]:
        def note(*taken: int) -> int:
            self.found.append((getattr(Builder, name), _picker(taken)))
            self.values += 1
            return self.values - 1

        return note

    def actions(self, start: str, kinds: Sequence[int]) -> list[Action]:
        """What is done in turn with values by number: those of the tokens, then those that were made."""
        if start not in self.tables.starts:  # a block that holds none
            raise Odd
        self.found, self.values = [], len(kinds)
        try:
            run(self.tables, start, kinds, range(len(kinds)), self.rules)
        except Unread:
            raise Odd from None
        return self.found


class _Kinds(dict[str, int]):
    """Kinds of tokens, as they stand with the spaces behind them."""

    def __init__(self, learn: Callable[[str], int], words: dict[str, str]) -> None:
        self.learn = learn
        self.words = words

    def __missing__(self, token: str) -> int:
        word = token.rstrip(" ")
        kind = self.learn(word)
        if word[0] != '"':  # a text hardly stands there twice
            self[token] = kind
            self.words[token] = word
        return kind


def _picker(places: Sequence[int]) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """Takes the values in some places."""
    return itemgetter(*places) if len(places) > 1 else itemgetter(slice(places[0], places[0] + 1))


_latest: list[_Known] = []


def _known(tables: Tables) -> _Known:
    """What is known by these tables; those of another grammar, or too much, are forgotten."""
    known = _latest[-1] if _latest else None
    if known is None or known.tables is not tables or known.is_full:
        _latest[:] = [known := _Known(tables)]
    return known


# ── One file ──────────────────────────────────────────────────────────────────


class _Open:
    """A block whose header was read; `deep` and `inner` are the indentations of it and of its items."""

    __slots__ = ("deep", "inner", "items", "last", "start", "values", "word")

    def __init__(self, word: str, deep: int, values: Sequence[Any], last: Action | None) -> None:
        self.word = word
        self.start = f"{word}_item"
        self.deep = deep
        self.inner = 0 if last is None else -1
        self.values = values
        self.last = last
        self.items: list[Any] = []


class _Reading:
    def __init__(self, source: Source, known: _Known) -> None:
        self.source = source
        self.known = known
        self.builder = Builder(source)
        self.open = [_Open("document", -1, (), None)]

    def document(self) -> Document:
        block = self.open[0]
        for found in _STATEMENT.finditer(self.source.text):
            kind = found.lastindex
            deep = len(found[1])
            if kind == _COMMENT:
                if deep > block.inner >= 0:  # it may belong to the prose above it
                    raise Odd
                continue
            if deep != block.inner:
                block = self._settle(deep)
            if kind == _FORMAL:
                block = self._formal(found[_FORMAL], found.start(_FORMAL), deep, block)
            else:
                block.items.append(self._prose(found, block))
        self._settle(0)
        return self.builder.document(*self.open[0].items)

    # ── Blocks ────────────────────────────────────────────────────────────────

    def _settle(self, deep: int) -> _Open:
        """The block to which a line belongs that stands so deep."""
        while self.open[-1].deep >= deep:
            self._close()
        block = self.open[-1]
        if block.inner < 0:
            block.inner = deep
        elif block.inner != deep:
            raise Odd
        return block

    def _close(self) -> None:
        block = self.open.pop()
        assert block.last is not None, "a document is not closed"
        action, pick = block.last
        body = (0, *block.items, 0) if block.items else ()
        made = action(self.builder, *pick(block.values), *body)
        if body and check(made):
            raise Odd
        self.open[-1].items.append(made)

    # ── Formal statements ─────────────────────────────────────────────────────

    def _formal(self, text: str, base: int, deep: int, block: _Open) -> _Open:
        """Read a statement, or the header of a block; says in which block the next line may stand."""
        tokens = _TOKEN.findall(text)
        word = tokens[0].rstrip(" ") if tokens else ""
        places = self.known.places.get(word)
        if places is None or block.word in VALUED:
            values, (action, pick) = self._read(tokens, text, base, block.start)
            block.items.append(action(self.builder, *pick(values)))
            return block
        if block.word not in places:
            raise Odd
        opened = _Open(word, deep, *self._read(tokens, text, base, word))
        self.open.append(opened)
        return opened

    def _read(
        self, tokens: list[str], text: str, base: int, start: str, last: str = "_NL"
    ) -> tuple[list[Any], Action]:
        """The values of a line, and the action that is still to be taken with them."""
        values: list[Any] = list(accumulate(map(len, tokens), initial=base))
        if values[-1] != base + len(text):
            return self._commented(text, base, start)
        known, source = self.known, self.source
        key = start, known.firsts[tokens[0]], tuple(map(known.others.__getitem__, tokens)), last
        shape = known.shapes.get(key) or known.shape(key)
        for place in shape.names:
            begin, word = values[place], known.words[tokens[place]]
            values[place] = new_name(word, new_span(Span, (source, begin, begin + len(word))))
        for place in shape.texts:
            begin, word = values[place], tokens[place].rstrip(" ")
            values[place] = Text(word[1:-1], new_span(Span, (source, begin, begin + len(word))))
        for action, pick in shape.actions:
            values.append(action(self.builder, *pick(values)))
        return values, shape.last

    def _commented(self, text: str, base: int, start: str) -> tuple[list[Any], Action]:
        """What stands before a comment; anything else that is no token is odd."""
        stated = _COMMENTED.match(text)
        if stated is None:
            raise Odd
        return self._read(_TOKEN.findall(stated[1]), stated[1], base, start)

    # ── Prose ─────────────────────────────────────────────────────────────────

    def _prose(self, found: re.Match[str], block: _Open) -> Any:  # noqa: ANN401 - what its action makes
        head = found[2]
        base, end = found.span(2)
        action = self.known.heads[block.word].get(head) or self.known.head(block.word, head)
        if action is None:
            return self._headed(head, base, found, block)
        name = new_name(head, new_span(Span, (self.source, base, end)))
        return action(self.builder, name, self._text(found))

    def _headed(self, head: str, base: int, found: re.Match[str], block: _Open) -> Any:  # noqa: ANN401
        """A statement of several words that ends in prose."""
        if head.partition(" ")[0] not in HEADED or block.word in VALUED:
            raise Odd
        tokens = _TOKEN.findall(head)
        values, (action, pick) = self._read(tokens, head, base, block.start, "PROSE")
        values[len(tokens)] = self._text(found)
        return action(self.builder, *pick(values))

    def _text(self, found: re.Match[str]) -> Prose:
        first, margin, lines = found.group(3, 4, 5)
        if lines is None:
            return self._one_line(found, first or "")
        start, end = found.span(5)
        text = lines.replace("\n" + margin, "\n")
        if first:
            start = found.start(3)
            text = self.source.text[start : found.start(4)] + text
        return new_prose(text, new_span(Span, (self.source, start, end)))

    def _one_line(self, found: re.Match[str], first: str) -> Prose:
        text = first.rstrip(" ")
        start = found.start(3) if text else found.end(2) + 1
        return Prose(text, new_span(Span, (self.source, start, start + len(text))))
