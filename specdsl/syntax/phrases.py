"""What lines alike have in common, so that the quick reader asks the tables about them but once.

How a line is read depends on nothing but the kinds of its tokens and the block that it stands in. What the
tables do with a sequence of kinds is kept as a *shape*, and done again for all lines alike. Many statements,
and most clauses of conditions, are the same word for word as others: what is known of their tokens is kept as
a *phrase*, and read again at another place.
"""

from __future__ import annotations

import re
from itertools import accumulate
from operator import itemgetter

from specdsl.record import dataclass, maker, replace
from specdsl.syntax.ast import Name, Text
from specdsl.syntax.build import Builder
from specdsl.syntax.checks import are_looked_into, check
from specdsl.syntax.driver import Unread, program, run
from specdsl.syntax.layout import VALUED
from specdsl.syntax.lexer import MARKS, kind_of
from specdsl.syntax.limits import MAX_CONDITION_DEPTH
from specdsl.syntax.tables import BLOCKS, ODD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any, TypeAlias

    from specdsl.source import Span
    from specdsl.syntax.ast import Block
    from specdsl.syntax.tables import Tables

    Key: TypeAlias = tuple[str, tuple[int, ...], str]
    Action: TypeAlias = tuple[Callable[..., Any], Callable[[Sequence[Any]], Sequence[Any]]]
    Frame: TypeAlias = tuple[str, str, int]
    Pair: TypeAlias = tuple[str, int, str, int, int]
    Leaf: TypeAlias = tuple[int, Callable[[str, Span], Name | Text], str, int, int]

_TOKEN = re.compile(r"""(?:[^\s"(),>\#<=!&|:;'`]++|"[^"]*+"|[(),>])\ *+""")
_COMMENTED = re.compile(r'((?:[^"#]|"[^"]*+")*?)\ {2,}\#')

_WORDS, _SHAPES, _PHRASES = 50_000, 5_000, 20_000
"""How many are kept: more than most policies have, and few enough for a process that never ends."""

new_name, new_text = maker(Name), maker(Text)


class Odd(Exception):  # noqa: N818 - says what is the matter; it never leaves the quick reader
    """Something needs a closer look."""


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


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words as they may stand in many places, and the actions to take with their values.

    There are `size` values at first: `leaves` are the names and texts among them, `marks` says where the
    others begin, and where all end, counted from the first. `pair` has the two names of `facet is value`.
    """

    size: int
    marks: tuple[tuple[int, int], ...]
    leaves: tuple[Leaf, ...]
    actions: tuple[Action, ...]
    last: Action
    pair: Pair | None = None


class Known:
    """What the tables of a grammar say about the words and lines that were met so far.

    `firsts` and `others` are the kinds of the tokens that begin a line and of all others; tokens stand there
    with the spaces behind them. `headers` has the actions of blocks that have a name and a title.
    """

    def __init__(self, tables: Tables) -> None:
        symbols = tables.symbols
        self.tables = tables
        self.name, self.names = symbols["NAME"], {symbols[name] for name in ("NAME", "DOTTED", "WORD")}
        self.string, self.odd = symbols["STRING"], symbols[ODD]
        self.marks = {mark: symbols[name] for mark, name in MARKS.items()}
        self.nesting = {self.marks["("], tables.inline["not"]}
        self.free = {tables.initial.get(word, tables.inline.get(word)) for word in tables.free_words}
        self.places = {word: places for word, places in tables.places.items() if word in BLOCKS}
        self.firsts = _Kinds(self._first)
        self.others = _Kinds(self._other)
        self.shapes: dict[Key, _Shape] = {}
        self.parser = _Recorder(tables)
        self.clauses = _Clauses(self)
        self.headers: dict[str, Action] = {}
        self.bodies = {word: Body(self, word) for word in ("document", *BLOCKS)}

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
        phrases = len(self.clauses) + sum(body.size for body in self.bodies.values())
        return len(self.others) > _WORDS or len(self.shapes) > _SHAPES or phrases > _PHRASES

    def shape(self, key: Key) -> _Shape:
        """What the parser does with a line of these kinds of tokens; remembered."""
        start, tokens, last = key
        if sum(kind in self.nesting for kind in tokens) > MAX_CONDITION_DEPTH:
            raise Odd
        kinds = self._freed(list(tokens)) + ([self.tables.symbols[last]] if last else [])
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
        action, _ = self.shape((f"{block}_item", (kind,), "PROSE")).last
        self.bodies[block].heads[word] = action
        return action

    def header(self, word: str) -> Action:
        """The action of a block with a name and a title."""
        shape = self.shape((word, (self.firsts[word], self.name, self.string), "_NL"))
        if shape.actions:
            raise Odd
        self.headers[word] = shape.last
        return shape.last

    # ── Phrases ───────────────────────────────────────────────────────────────

    def phrase(self, text: str, start: str, last: str = "_NL") -> Phrase:
        """How a statement is read, or a condition, wherever it stands."""
        tokens = _TOKEN.findall(text)
        offsets = tuple(accumulate(map(len, tokens), initial=0))
        if offsets[-1] != len(text) or not tokens:
            return self._commented(text, start, last)
        first = self.firsts[tokens[0]] if last else self.others[tokens[0]]
        key = start, (first, *map(self.others.__getitem__, tokens[1:])), last
        shape = self.shapes.get(key) or self.shape(key)
        leaves = tuple(_leaves(shape, tokens, offsets))
        size = len(tokens) + (last != "")
        others = sorted(set(range(1, size)).difference(shape.names, shape.texts))
        marks = tuple((place, offsets[place]) for place in others)
        return Phrase(size, marks, leaves, shape.actions, shape.last)

    def _commented(self, text: str, start: str, last: str) -> Phrase:
        """What stands before a comment; anything else that is no token is odd."""
        stated = _COMMENTED.match(text)
        if stated is None or last != "_NL":
            raise Odd
        return self.phrase(stated[1], start, last)


class _Clauses(dict[str, Phrase]):
    """What may stand on either side of `and` and `or`."""

    def __init__(self, known: Known) -> None:
        self.known = known

    def __missing__(self, text: str) -> Phrase:
        phrase = self.known.phrase(text, "condition", "")
        if phrase.last[0] in (Builder.all_of, Builder.any_of):  # neither may stand beside the other
            raise Odd
        if phrase.last[0] is Builder.equals:
            (_, _, facet, _, facet_end), (_, _, value, start, end) = phrase.leaves
            phrase = replace(phrase, pair=(facet, facet_end, value, start, end))
        self[text] = phrase
        return phrase


class Body:
    """What is known of the statements in one kind of block.

    By their text, `lines` has whole statements and `heads` the actions of prose; `frames` has what stands
    around conditions; `sound` has which kinds of items were found to stand well together.
    """

    __slots__ = ("frames", "heads", "lines", "sound", "start", "word")

    def __init__(self, known: Known, word: str) -> None:
        self.word = word
        self.start = f"{word}_item"
        self.lines: dict[str, Phrase] = {}
        self.frames = _Frames(known, self.start)
        self.heads: dict[str, Callable[..., Any]] = {}
        self.sound: set[tuple[object, ...]] = set()

    @property
    def size(self) -> int:
        return len(self.lines) + len(self.frames) + len(self.sound)

    def check(self, made: Block, items: Sequence[Any], of_kinds: Sequence[object]) -> None:
        """Look for what is wrong in a block; at items of the same kinds, in the same order, only once."""
        kinds = tuple(of_kinds)
        if kinds in self.sound:
            return
        if check(made):
            raise Odd
        if not are_looked_into(items):
            self.sound.add(kinds)


class _Frames(dict["Frame", "Phrase | None"]):
    """Statements that end in a condition of some clauses, without these; none where no condition belongs.

    The tables are asked about names of flags: a clause stands where one could.
    """

    def __init__(self, known: Known, start: str) -> None:
        self.known = known
        self.start = start

    def __missing__(self, frame: Frame) -> Phrase | None:
        lead, joint, count = frame
        try:
            self[frame] = found = self._without_clauses(
                self.known.phrase(lead + joint.join(["a"] * count), self.start), count
            )
        except Odd:
            self[frame] = found = None
        return found

    def _without_clauses(self, phrase: Phrase, count: int) -> Phrase | None:
        """The phrase without its last names, if each is said to hold before anything else is done."""
        leaves, flags = phrase.leaves[:-count], [place for place, *_ in phrase.leaves[-count:]]
        values = range(phrase.size)
        taken = [(action, *pick(values)) for action, pick in phrase.actions[:count]]
        if taken != [(Builder.holds, place) for place in flags]:
            return None
        marks = tuple(mark for mark in phrase.marks if mark[0] < flags[0])
        return Phrase(phrase.size, marks, leaves, phrase.actions[count:], phrase.last)


def _leaves(shape: _Shape, tokens: Sequence[str], offsets: Sequence[int]) -> Iterator[Leaf]:
    """The names, then the texts, among some tokens."""
    for place in shape.names:
        word, start = tokens[place].rstrip(" "), offsets[place]
        yield place, new_name, word, start, start + len(word)
    for place in shape.texts:
        word, start = tokens[place].rstrip(" "), offsets[place]
        yield place, new_text, word[1:-1], start, start + len(word)


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

    def __init__(self, learn: Callable[[str], int]) -> None:
        self.learn = learn

    def __missing__(self, token: str) -> int:
        word = token.rstrip(" ")
        kind = self.learn(word)
        if word[0] != '"':  # a text hardly stands there twice
            self[token] = kind
        return kind


def _picker(places: Sequence[int]) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """Takes the values in some places."""
    return itemgetter(*places) if len(places) > 1 else itemgetter(slice(places[0], places[0] + 1))


_latest: list[Known] = []


def known_by(tables: Tables) -> Known:
    """What is known by these tables; those of another grammar, or too much, are forgotten."""
    known = _latest[-1] if _latest else None
    if known is None or known.tables is not tables or known.is_full:
        _latest[:] = [known := Known(tables)]
    return known
