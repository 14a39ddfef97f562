"""Messages about characters that a word processor left behind, and about those that nobody can see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.diagnostics import Diagnostic, Edit, Fix, Label
from specdsl.source import Span
from specdsl.syntax.characters import QUOTED, SPACE, line_is_foreign, margin_of, name_of, unseen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.syntax.layout import Layout, Line
    from specdsl.syntax.lexer import Lexer

_BREAKS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


def examine(layout: Layout, lexer: Lexer) -> list[Diagnostic]:
    """One message for each kind of pasted character, one for each line with hidden ones."""
    formal = list(_formal(layout, lexer))
    kinds = (
        _pasted("a tab stands where spaces belong", "tabs stand where spaces belong", "replace tabs by spaces", _tabs(layout, formal)),
        _pasted(
            "a no-break space, or one of another kind, stands where a plain one belongs",
            "no-break spaces, or some of another kind, stand where plain ones belong", "make them plain spaces",
            _spaces(layout, formal),
        ),
        _pasted(
            "curly quotes stand around a text", "curly quotes stand around texts", "make the quotes straight",
            _quotes(layout, formal),
        ),
    )  # fmt: skip
    return [*(found for found in kinds if found), *_hidden(layout)]


def _formal(layout: Layout, lexer: Lexer) -> Iterator[tuple[int, int]]:
    """Stretches that are no prose and no comment: indentation, statements, the heads of prose."""
    starts = layout.source.line_starts
    for line in layout.lines:
        if line_is_foreign(layout.raw[line.first]):
            yield starts[line.first], _end(line, lexer)
        for number in range(line.first + 1, line.last + 1):
            if line_is_foreign(raw := layout.raw[number]):
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
        for place in range(start, end):
            if text[place] == "\t":
                wide = place < margin or text[place + 1 : place + 2] == "#"
                found.append(_edit(layout, place, "  " if wide else " "))
    return found


def _spaces(layout: Layout, formal: list[tuple[int, int]]) -> list[Edit]:
    text = layout.source.text
    return [
        _edit(layout, start + match.start(), "  " if match[0] == "\u3000" else " ")
        for start, end in formal
        for match in SPACE.finditer(text[start:end])
    ]


def _quotes(layout: Layout, formal: list[tuple[int, int]]) -> list[Edit]:
    text = layout.source.text
    return [
        _edit(layout, start + place, '"')
        for start, end in formal
        for match in QUOTED.finditer(text[start:end])
        for place in (match.start(), match.end() - 1)
        if text[start + place] != '"'
    ]


def _pasted(one: str, many: str, title: str, edits: list[Edit]) -> Diagnostic | None:
    if not edits:
        return None
    count = len(edits)
    message = one if count == 1 else many
    label = "" if count == 1 else f"the first of {count}"
    fix = Fix(title, tuple(edits), safe=True)
    return Diagnostic("pasted-characters", "warning", message, (Label(edits[0].span, label),), fixes=(fix,))


def _edit(layout: Layout, place: int, text: str) -> Edit:
    return Edit(Span(layout.source, place, place + 1), text)


def _hidden(layout: Layout) -> Iterator[Diagnostic]:
    for number, raw in enumerate(layout.raw):
        places = list(unseen(raw)) if line_is_foreign(raw) else []
        if places:
            yield _of_line(layout, layout.source.line_starts[number], raw, places)


def _of_line(layout: Layout, start: int, raw: str, places: list[int]) -> Diagnostic:
    spans = [Span(layout.source, start + place, start + place + 1) for place in places]
    edits = [Edit(span, " " if span.text in _BREAKS else "") for span in spans]
    names = dict.fromkeys(name_of(raw[place]) for place in places)
    message = (
        "a character that nobody can see stands here"
        if len(places) == 1
        else "characters that nobody can see stand here"
    )
    return Diagnostic(
        "hidden-characters", "error", message, (Label(spans[0], ", ".join(list(names)[:3])),),
        fixes=(Fix("take them out", tuple(edits), safe=True),),
    )  # fmt: skip
