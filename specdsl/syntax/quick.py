"""Reads at once what has nothing odd in it, as most files have; all else is left to the careful reader.

How a line is read depends on nothing but the kinds of its tokens and the block that it stands in. So the
tables are asked once about each sequence of kinds; what they do with it is kept as a *shape*, and done again
for all lines alike. Many statements, and most clauses of conditions, are the same word for word as others:
what is known of their tokens is kept as a *phrase*, and read again at another place.
"""

from __future__ import annotations

import re
from itertools import accumulate
from operator import itemgetter

from specdsl.record import dataclass, maker, replace
from specdsl.source import Span
from specdsl.syntax.ast import Name, Prose, Text
from specdsl.syntax.build import Builder, new_is, new_span
from specdsl.syntax.characters import is_plain
from specdsl.syntax.checks import are_looked_into, check
from specdsl.syntax.driver import Unread, program, run
from specdsl.syntax.layout import HEADED, VALUED
from specdsl.syntax.lexer import MARKS, kind_of
from specdsl.syntax.limits import MAX_CONDITION_DEPTH, MAX_LINE
from specdsl.syntax.tables import BLOCKS, ODD, load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any, TypeAlias

    from specdsl.source import Source
    from specdsl.syntax.ast import Block, Condition, Document
    from specdsl.syntax.tables import Tables

    Key: TypeAlias = tuple[str, tuple[int, ...], str]
    Action: TypeAlias = tuple[Callable[..., Any], Callable[[Sequence[Any]], Sequence[Any]]]
    Frame: TypeAlias = tuple[str, str, int]
    Pair: TypeAlias = tuple[str, int, str, int, int]
    Leaf: TypeAlias = tuple[int, Callable[[str, Span], Name | Text], str, int, int]

_STATEMENT = re.compile(
    rf"""^(\ *+)(?:                                  # 1  how deep it stands
        ([^\s:"\#]++|(?:{"|".join(HEADED)})\ [^:"\#\n]*+):  # 2  prose: what stands before its colon,
            (?:\ ++(.*+)|$)                          # 3  behind it,
            (?:\n++(\1\ ++)                          # 4  how deep the first line under it stands,
                (\S.*+(?:\n++\4\ *+\S.*+)*+))?       # 5  and all that are no less deep
        |\#.*+                                       #    a comment
        |([^\s"(),>\#<=!&|:;'`]++)\                  # 6  a header: its word,
            ([^\s"(),>\#<=!&|:;'`]++)\               # 7  its name,
            "([^"\n]*+)"$                            # 8  and its title
        |(\S.*+))                                    # 9  any other formal statement""",
    re.VERBOSE | re.MULTILINE,
)
_COMMENT, _HEADER, _FORMAL = 1, 8, 9
_TOKEN = re.compile(r"""(?:[^\s"(),>\#<=!&|:;'`]++|"[^"]*+"|[(),>])\ *+""")
_WORD = re.compile(r"""[^\s"(),>\#<=!&|:;'`]++""")
_COMMENTED = re.compile(r'((?:[^"#]|"[^"]*+")*?)\ {2,}\#')

_WORDS, _SHAPES, _PHRASES = 50_000, 5_000, 20_000
"""How many are kept: more than most policies have, and few enough for a process that never ends."""

new_name, new_text, new_prose = maker(Name), maker(Text), maker(Prose)


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


@dataclass(frozen=True, slots=True)
class _Phrase:
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


class _Known:
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
        self.bodies = {word: _Body(self, word) for word in ("document", *BLOCKS)}

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

    def phrase(self, text: str, start: str, last: str = "_NL") -> _Phrase:
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
        return _Phrase(size, marks, leaves, shape.actions, shape.last)

    def _commented(self, text: str, start: str, last: str) -> _Phrase:
        """What stands before a comment; anything else that is no token is odd."""
        stated = _COMMENTED.match(text)
        if stated is None or last != "_NL":
            raise Odd
        return self.phrase(stated[1], start, last)


class _Clauses(dict[str, _Phrase]):
    """What may stand on either side of `and` and `or`."""

    def __init__(self, known: _Known) -> None:
        self.known = known

    def __missing__(self, text: str) -> _Phrase:
        phrase = self.known.phrase(text, "condition", "")
        if phrase.last[0] in (Builder.all_of, Builder.any_of):  # neither may stand beside the other
            raise Odd
        if phrase.last[0] is Builder.equals:
            (_, _, facet, _, facet_end), (_, _, value, start, end) = phrase.leaves
            phrase = replace(phrase, pair=(facet, facet_end, value, start, end))
        self[text] = phrase
        return phrase


class _Body:
    """What is known of the statements in one kind of block.

    By their text, `lines` has whole statements and `heads` the actions of prose; `frames` has what stands
    around conditions; `sound` has which kinds of items were found to stand well together.
    """

    __slots__ = ("frames", "heads", "lines", "sound", "start", "word")

    def __init__(self, known: _Known, word: str) -> None:
        self.word = word
        self.start = f"{word}_item"
        self.lines: dict[str, _Phrase] = {}
        self.frames = _Frames(known, self.start)
        self.heads: dict[str, Callable[..., Any]] = {}
        self.sound: set[tuple[object, ...]] = set()

    @property
    def size(self) -> int:
        return len(self.lines) + len(self.frames) + len(self.sound)

    def check(self, made: Block, block: _Open) -> None:
        """Look for what is wrong in a block; at items of the same kinds, in the same order, only once."""
        kinds = tuple(block.kinds)
        if kinds in self.sound:
            return
        if check(made):
            raise Odd
        if not are_looked_into(block.items):
            self.sound.add(kinds)


class _Frames(dict["Frame", "_Phrase | None"]):
    """Statements that end in a condition of some clauses, without these; none where no condition belongs.

    The tables are asked about names of flags: a clause stands where one could.
    """

    def __init__(self, known: _Known, start: str) -> None:
        self.known = known
        self.start = start

    def __missing__(self, frame: Frame) -> _Phrase | None:
        lead, joint, count = frame
        try:
            self[frame] = found = self._without_clauses(
                self.known.phrase(lead + joint.join(["a"] * count), self.start), count
            )
        except Odd:
            self[frame] = found = None
        return found

    def _without_clauses(self, phrase: _Phrase, count: int) -> _Phrase | None:
        """The phrase without its last names, if each is said to hold before anything else is done."""
        leaves, flags = phrase.leaves[:-count], [place for place, *_ in phrase.leaves[-count:]]
        values = range(phrase.size)
        taken = [(action, *pick(values)) for action, pick in phrase.actions[:count]]
        if taken != [(Builder.holds, place) for place in flags]:
            return None
        marks = tuple(mark for mark in phrase.marks if mark[0] < flags[0])
        return _Phrase(phrase.size, marks, leaves, phrase.actions[count:], phrase.last)


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


_latest: list[_Known] = []


def _known(tables: Tables) -> _Known:
    """What is known by these tables; those of another grammar, or too much, are forgotten."""
    known = _latest[-1] if _latest else None
    if known is None or known.tables is not tables or known.is_full:
        _latest[:] = [known := _Known(tables)]
    return known


# ── One file ──────────────────────────────────────────────────────────────────


class _Open:
    """A block whose header was read; `deep` and `inner` are the indentations of it and of its items.

    The kind of an item is the word before its colon, or the action that made it.
    """

    __slots__ = ("body", "deep", "inner", "items", "kinds", "last", "values")

    def __init__(self, body: _Body, deep: int, values: Sequence[Any], last: Action | None) -> None:
        self.body = body
        self.deep = deep
        self.inner = 0 if last is None else -1
        self.values = values
        self.last = last
        self.items: list[Any] = []
        self.kinds: list[object] = []

    def add(self, item: Any, kind: object) -> None:  # noqa: ANN401 - of any kind
        self.items.append(item)
        self.kinds.append(kind)


class _Reading:
    def __init__(self, source: Source, known: _Known) -> None:
        self.source = source
        self.known = known
        self.builder = Builder(source)
        self.open = [_Open(known.bodies["document"], -1, (), None)]

    def document(self) -> Document:
        block = self.open[0]
        for found in _STATEMENT.finditer(self.source.text):
            kind = found.lastindex or 0
            base = found.end(1)
            deep = base - found.start()
            if kind == _COMMENT:
                if deep > block.inner >= 0:  # it may belong to the prose above it
                    raise Odd
                continue
            if deep != block.inner:
                block = self._settle(deep)
            if kind < _HEADER:
                self._prose(found, base, block)
            elif kind == _HEADER:
                block = self._header(found, base, deep, block)
            else:
                block = self._formal(found[_FORMAL], base, deep, block)
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
        if body:
            block.body.check(made, block)
        self.open[-1].add(made, action)

    def _header(self, found: re.Match[str], base: int, deep: int, block: _Open) -> _Open:
        """Open a block that has a name and a title, and nothing else."""
        known, source = self.known, self.source
        word, name, title = found.group(6, 7, 8)
        end = found.end()
        if block.body.word not in known.places.get(word, ()) or known.others[name] != known.name:
            return self._formal(source.text[base:end], base, deep, block)
        start = base + len(word) + 1
        middle = start + len(name)
        values = (
            base,
            new_name(name, new_span(Span, (source, start, middle))),
            new_text(title, new_span(Span, (source, middle + 1, end))),
            end,
        )
        return self._opened(word, deep, values, known.headers.get(word) or known.header(word))

    def _opened(self, word: str, deep: int, values: Sequence[Any], last: Action) -> _Open:
        opened = _Open(self.known.bodies[word], deep, values, last)
        self.open.append(opened)
        return opened

    # ── Formal statements ─────────────────────────────────────────────────────

    def _formal(self, text: str, base: int, deep: int, block: _Open) -> _Open:
        """Read a statement, or the header of a block; says in which block the next line may stand."""
        phrase = block.body.lines.get(text)
        if phrase is not None:
            block.add(self._made(phrase, base), phrase.last[0])
            return block
        text = text.rstrip(" ")
        found = _WORD.match(text)
        word = found[0] if found else ""
        places = self.known.places.get(word)
        if places is None or block.body.word in VALUED:
            if not self._framed(text, base, block):
                self._statement(text, base, block)
            return block
        if block.body.word not in places:
            raise Odd
        phrase = self.known.phrase(text, word)
        return self._opened(word, deep, self._acted(phrase, self._values(phrase, base)), phrase.last)

    def _statement(self, text: str, base: int, block: _Open) -> None:
        phrase = self.known.phrase(text, block.body.start)
        if '"' not in text:  # a text hardly stands there twice
            block.body.lines[text] = phrase
        block.add(self._made(phrase, base), phrase.last[0])

    def _framed(self, text: str, base: int, block: _Open) -> bool:
        """Read a statement that ends in a row of clauses, each by itself; says whether it is one."""
        lead, mark, condition = text.partition(" when ")
        if not mark:
            lead, mark, condition = text.partition(" ")
        joint = " and " if " and " in condition else " or "
        clauses = condition.split(joint)
        frame = block.body.frames[lead + mark, joint, len(clauses)]
        if frame is None:
            return False
        values = self._values(frame, base)
        values[-1] = base + len(text)
        try:
            values += self._clauses(clauses, base + len(lead) + len(mark), len(joint))
        except Odd:  # there is more to the condition
            return False
        block.add(self._finished(frame, values), frame.last[0])
        return True

    def _clauses(self, clauses: Sequence[str], base: int, gap: int) -> list[Condition]:
        known, made = self.known.clauses, []
        for clause in clauses:
            phrase = known[clause]
            pair = phrase.pair
            made.append(self._made(phrase, base) if pair is None else self._pair(pair, base))
            base += len(clause) + gap
        return made

    def _pair(self, pair: Pair, base: int) -> Condition:
        """`facet is value`, as most clauses are: the same as below in half the time."""
        source = self.source
        facet, facet_end, value, value_start, value_end = pair
        end = base + value_end
        name = new_name(facet, new_span(Span, (source, base, base + facet_end)))
        values = (new_name(value, new_span(Span, (source, base + value_start, end))),)
        return new_is(name, values, False, new_span(Span, (source, base, end)))  # noqa: FBT003

    def _made(self, phrase: _Phrase, base: int) -> Any:  # noqa: ANN401 - what its last action makes
        """What a phrase says that begins at an offset."""
        return self._finished(phrase, self._values(phrase, base))

    def _values(self, phrase: _Phrase, base: int) -> list[Any]:
        """The values of the tokens."""
        source = self.source
        values: list[Any] = [base] * phrase.size
        for place, offset in phrase.marks:
            values[place] = base + offset
        for place, new, word, start, end in phrase.leaves:
            values[place] = new(word, new_span(Span, (source, base + start, base + end)))
        return values

    def _acted(self, phrase: _Phrase, values: list[Any]) -> list[Any]:
        """The values, and what the actions make of them but for the last."""
        for action, pick in phrase.actions:
            values.append(action(self.builder, *pick(values)))
        return values

    def _finished(self, phrase: _Phrase, values: list[Any]) -> Any:  # noqa: ANN401 - what its last action makes
        action, pick = phrase.last
        return action(self.builder, *pick(self._acted(phrase, values) if phrase.actions else values))

    # ── Prose ─────────────────────────────────────────────────────────────────

    def _prose(self, found: re.Match[str], base: int, block: _Open) -> None:
        head = found[2]
        action = block.body.heads.get(head) or self.known.head(block.body.word, head)
        if action is None:
            self._headed(head, base, found, block)
            return
        name = new_name(head, new_span(Span, (self.source, base, base + len(head))))
        block.add(action(self.builder, name, self._text(found)), head)

    def _headed(self, head: str, base: int, found: re.Match[str], block: _Open) -> None:
        """A statement of several words that ends in prose."""
        body = block.body
        if head.partition(" ")[0] not in HEADED or body.word in VALUED:
            raise Odd
        phrase = self.known.phrase(head, body.start, "PROSE")
        values = self._values(phrase, base)
        values[-1] = self._text(found)
        block.add(self._finished(phrase, values), phrase.last[0])

    def _text(self, found: re.Match[str]) -> Prose:
        first, margin, lines = found.group(3, 4, 5)
        if lines is None:
            return self._one_line(found, first or "")
        end = found.end()
        start = end - len(lines)
        text = lines.replace("\n" + margin, "\n")
        if first:
            start = found.start(3)
            text = self.source.text[start : found.start(4)] + text
        return new_prose(text, new_span(Span, (self.source, start, end)))

    def _one_line(self, found: re.Match[str], first: str) -> Prose:
        text = first.rstrip(" ")
        start = found.start(3) if text else found.end(2) + 1
        return new_prose(text, new_span(Span, (self.source, start, start + len(text))))
