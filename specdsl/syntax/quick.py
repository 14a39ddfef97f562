"""Reads at once what has nothing odd in it, as most files have; all else is left to the careful reader."""

from __future__ import annotations

import re

from specdsl.record import maker
from specdsl.source import Span
from specdsl.syntax.ast import Prose
from specdsl.syntax.build import Builder, new_is, new_span
from specdsl.syntax.characters import is_plain
from specdsl.syntax.layout import HEADED, VALUED
from specdsl.syntax.limits import MAX_LINE
from specdsl.syntax.phrases import Odd, known_by, new_name, new_text
from specdsl.syntax.tables import load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from specdsl.source import Source
    from specdsl.syntax.ast import Condition, Document
    from specdsl.syntax.phrases import Action, Body, Known, Pair, Phrase

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
_WORD = re.compile(r"""[^\s"(),>\#<=!&|:;'`]++""")

new_prose = maker(Prose)


def read(source: Source) -> Document | None:
    """What a file says; None where anything about it is odd."""
    if not is_plain(source.text) or _has_long_lines(source.text):
        return None
    try:
        return _Reading(source, known_by(load())).document()
    except Odd:
        return None


def _has_long_lines(text: str) -> bool:
    return len(text) > MAX_LINE and max(map(len, text.split("\n"))) > MAX_LINE


# ── One file ──────────────────────────────────────────────────────────────────


class _Open:
    """A block whose header was read; `deep` and `inner` are the indentations of it and of its items.

    The kind of an item is the word before its colon, or the action that made it.
    """

    __slots__ = ("body", "deep", "inner", "items", "kinds", "last", "values")

    def __init__(self, body: Body, deep: int, values: Sequence[Any], last: Action | None) -> None:
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
    def __init__(self, source: Source, known: Known) -> None:
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
            block.body.check(made, block.items, block.kinds)
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

    def _made(self, phrase: Phrase, base: int) -> Any:  # noqa: ANN401 - what its last action makes
        """What a phrase says that begins at an offset."""
        return self._finished(phrase, self._values(phrase, base))

    def _values(self, phrase: Phrase, base: int) -> list[Any]:
        """The values of the tokens."""
        source = self.source
        values: list[Any] = [base] * phrase.size
        for place, offset in phrase.marks:
            values[place] = base + offset
        for place, new, word, start, end in phrase.leaves:
            values[place] = new(word, new_span(Span, (source, base + start, base + end)))
        return values

    def _acted(self, phrase: Phrase, values: list[Any]) -> list[Any]:
        """The values, and what the actions make of them but for the last."""
        for action, pick in phrase.actions:
            values.append(action(self.builder, *pick(values)))
        return values

    def _finished(self, phrase: Phrase, values: list[Any]) -> Any:  # noqa: ANN401 - what its last action makes
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
