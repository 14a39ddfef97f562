"""Messages about characters that a word processor left behind, and about those that nobody can see."""

from __future__ import annotations

import re
from functools import partial
from itertools import groupby

from specdsl.diagnostics import Diagnostic, Edit, Fix, Label
from specdsl.source import Span
from specdsl.syntax.characters import SPACES, is_foreign, margin_of, name_of, quoted, unseen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from specdsl.syntax.layout import Layout, Line
    from specdsl.syntax.lexer import Lexer

_TABS = ("a tab stands where spaces belong", "tabs stand where spaces belong", "replace tabs by spaces")
_OTHERS = (
    "a no-break space, or one of another kind, stands where a plain one belongs",
    "no-break spaces, or some of another kind, stand where plain ones belong",
    "make them plain spaces",
)
_QUOTES = (
    "a curly quote stands at the end of a text",
    "curly quotes stand around texts",
    "make the quotes straight",
)
_RUN_OF_TABS = re.compile("\t+")
_RUN_OF_SPACES = re.compile(f"[{SPACES}]+")
_WIDE = "\u3000"
_BREAKS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


def examine(layout: Layout, lexer: Lexer) -> Iterator[tuple[int, Callable[[], Diagnostic]]]:
    """A message for each kind of pasted character and for each line with hidden ones, by its place."""
    formal = list(_formal(layout, lexer))
    for words, find in ((_TABS, _tabs), (_OTHERS, _spaces), (_QUOTES, _quotes)):
        edits = find(layout, formal)
        if edits:
            yield edits[0].span.start, partial(_pasted, words, edits)
    for number, raw in enumerate(layout.raw):
        places = list(unseen(raw)) if is_foreign(raw) else []
        if places:
            start = layout.source.line_starts[number]
            yield start + places[0], partial(_hidden, layout, start, raw, places)


def _formal(layout: Layout, lexer: Lexer) -> Iterator[tuple[int, int]]:
    """Stretches that are no prose and no comment: indentation, statements, the heads of prose."""
    starts = layout.source.line_starts
    for line in layout.lines:
        if is_foreign(layout.raw[line.first]):
            yield starts[line.first], _end(line, lexer)
        for number in range(line.first + 1, line.last + 1):
            if is_foreign(raw := layout.raw[number]):
                yield starts[number], starts[number] + min(len(margin_of(raw)), len(raw))


def _end(line: Line, lexer: Lexer) -> int:
    if line.kind in ("comment", "opaque"):
        return line.base
    if line.kind == "prose" and line.colon >= 0:
        return line.base + line.colon
    pieces = lexer.pieces(line)
    end = pieces[-1].end if pieces else line.base
    behind = line.text[end - line.base :]
    return end + len(behind) - len(behind.lstrip())


def _tabs(layout: Layout, formal: list[tuple[int, int]]) -> list[Edit]:
    """Two spaces for a tab in an indentation or before a comment, one between words."""
    found = []
    text = layout.source.text
    for start, end in formal:
        margin = start + len(margin_of(text[start:end]))
        for match in _RUN_OF_TABS.finditer(text, start, end):
            inside, count = match.start() < margin, len(match[0])
            last = "  " if text[match.end() : match.end() + 1] == "#" else " "
            spaces = "  " * count if inside else " " * (count - 1) + last
            found.append(_edit(layout, match.start(), spaces, count))
    return found


def _spaces(layout: Layout, formal: list[tuple[int, int]]) -> list[Edit]:
    text = layout.source.text
    return [
        _edit(layout, match.start(), "".join("  " if x == _WIDE else " " for x in match[0]), len(match[0]))
        for start, end in formal
        for match in _RUN_OF_SPACES.finditer(text, start, end)
    ]


def _quotes(layout: Layout, formal: list[tuple[int, int]]) -> list[Edit]:
    text = layout.source.text
    return [
        _edit(layout, start + place, '"')
        for start, end in formal
        for match in quoted().finditer(text[start:end])
        for place in (match.start(), match.end() - 1)
        if text[start + place] != '"'
    ]


def _pasted(words: tuple[str, str, str], edits: list[Edit]) -> Diagnostic:
    one, many, title = words
    count = sum(edit.span.length for edit in edits)
    label = "" if count == 1 else f"the first of {count}"
    fix = Fix(title, tuple(edits), safe=True)
    place = edits[0].span
    first = Span(place.source, place.start, place.start + 1)
    message = one if count == 1 else many
    return Diagnostic("pasted-characters", "warning", message, (Label(first, label),), fixes=(fix,))


def _edit(layout: Layout, place: int, text: str, length: int = 1) -> Edit:
    return Edit(Span(layout.source, place, place + length), text)


def _hidden(layout: Layout, start: int, raw: str, places: list[int]) -> Diagnostic:
    first = Span(layout.source, start + places[0], start + places[0] + 1)
    names = [name_of(letter) for letter in dict.fromkeys(raw[place] for place in places)]
    label = ", ".join(names[:3]) + (" and others" if names[3:] else "")
    one, many = "a character that nobody can see stands here", "characters that nobody can see stand here"
    fix = Fix("take them out", tuple(_without(layout, start, raw, places)), safe=True)
    message = one if len(places) == 1 else many
    return Diagnostic("hidden-characters", "error", message, (Label(first, label),), fixes=(fix,))


def _without(layout: Layout, start: int, raw: str, places: list[int]) -> Iterator[Edit]:
    """Edits that take out each run of hidden characters; one that breaks a line leaves a space."""
    for _, run in groupby(enumerate(places), key=lambda pair: pair[1] - pair[0]):
        reached = [place for _, place in run]
        first, last = reached[0], reached[-1]
        text = " " if any(letter in _BREAKS for letter in raw[first : last + 1]) else ""
        yield _edit(layout, start + first, text, last - first + 1)
