"""The lines that a finding points at, quoted with their numbers and underlined."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from specdsl.diagnostics.render.cells import cells, visible, width, wrap
from specdsl.record import dataclass
from specdsl.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specdsl.diagnostics.model import Label
    from specdsl.diagnostics.render.paint import Ink, Painter

_REACH = 2000  # characters of a very long line that are looked at on either side of a span
_LEAST = 24  # cells that a label's text gets at least, however far to the right it stands
_HEAD, _TAIL = 6, 2  # lines shown of a long span


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the quoted lines are written on: `gutter` cells for numbers, `room` for the line itself.

    `ink` marks the primary place.
    """

    gutter: int
    room: int
    ink: Ink
    paint: Painter

    def numbered(self, number: int, text: str) -> str:
        return f"{self.paint('quiet', f'{number:>{self.gutter}} |')} {text}".rstrip()

    def marked(self, pen: str, text: str) -> str:
        return self.paint(self.ink if pen == "^" else "second", text)

    def barred(self, text: str = "") -> str:
        return f"{self.paint('quiet', ' ' * self.gutter + ' |')} {text}".rstrip()


class _Shown(NamedTuple):
    """A line as printed, and the cells of it to underline; `whole` where nothing of the line is left out."""

    text: str
    indent: int
    length: int
    whole: bool


def quote(labels: Sequence[Label], folder: str, width: int, ink: Ink, paint: Painter) -> Iterator[str]:
    """All places, file by file in the order of the labels."""
    gutter = gutter_of(labels)
    sheet = Sheet(gutter, width - gutter - 3, ink, paint)
    files = list(dict.fromkeys(label.span.source for label in labels))
    for source in files:
        here = [label for label in labels if label.span.source is source]
        arrow = "-->" if source is files[0] else ":::"
        place = f"{visible(folder + source.name)}:{here[0].span.line}:{here[0].span.column}"
        yield f"{' ' * gutter} {paint('quiet', arrow)} {place}"
        yield sheet.barred()
        yield from _file(here, labels[0], sheet)
        yield sheet.barred()


def gutter_of(labels: Sequence[Label]) -> int:
    """The cells that the largest line number takes."""
    return max((len(str(_trimmed(label.span).end_line)) for label in labels), default=1)


def _file(here: Sequence[Label], primary: Label, sheet: Sheet) -> Iterator[str]:
    previous = 0
    for label in sorted(here, key=lambda label: label.span.start):
        span = _trimmed(label.span)
        first, last = span.line, span.end_line
        pen = "^" if label is primary else "-"
        if previous and first > previous + 1:
            yield sheet.paint("quiet", "...")
        if first < last:
            yield from _several(span, label, pen, sheet)
        else:
            yield from _single(span, label, pen, sheet, again=first == previous)
        previous = last


def _single(span: Span, label: Label, pen: str, sheet: Sheet, *, again: bool) -> Iterator[str]:
    line, column = span.source.locate(span.start)
    start = column - 1
    shown = _shown(span.source.line(line), start, start + span.length, sheet.room)
    if not (again and shown.whole):
        yield sheet.numbered(line, shown.text)
    underline = " " * shown.indent + pen * max(1, shown.length)
    text = visible(label.text)
    if width(underline) + 1 + width(text) <= sheet.room:
        yield sheet.barred(sheet.marked(pen, f"{underline} {text}".rstrip()))
        return
    yield sheet.barred(sheet.marked(pen, underline))
    indent = max(0, min(shown.indent, sheet.room - _LEAST))
    for part in wrap(text, sheet.room - indent):
        yield sheet.barred(" " * indent + sheet.marked(pen, part))


def _several(span: Span, label: Label, pen: str, sheet: Sheet) -> Iterator[str]:
    for number in _numbers(span):
        if number is None:
            yield sheet.paint("quiet", "...")
            continue
        text = _shown(span.source.line(number), 0, 0, sheet.room - 2).text
        yield sheet.numbered(number, f"{sheet.marked(pen, '>')} {text}")
    for line in wrap(visible(label.text), sheet.room - 2):
        yield sheet.barred("  " + sheet.marked(pen, line))


def _numbers(span: Span) -> list[int | None]:
    """The lines to show of a span; None where the middle of a long one is passed over."""
    numbers = list(range(span.line, span.end_line + 1))
    if len(numbers) <= _HEAD + _TAIL + 1:
        return [*numbers]
    return [*numbers[:_HEAD], None, *numbers[-_TAIL:]]


def _shown(text: str, start: int, end: int, room: int) -> _Shown:
    """A line, or as much of a long one as fits around the characters `start` to `end`."""
    skipped = max(0, start - _REACH)
    pieces, starts = cells(text[skipped : end + _REACH])
    start, end = start - skipped, end - skipped
    if starts[-1] <= room and not skipped:
        return _Shown("".join(pieces), starts[start], starts[end] - starts[start], whole=True)
    left, right = _stretch(starts, start, end, room - 2)
    before = "…" if left or skipped else ""
    after = "…" if skipped + right < len(text) else ""
    indent = len(before) + starts[start] - starts[left]
    length = starts[min(end, right)] - starts[start]
    return _Shown(before + "".join(pieces[left:right]) + after, indent, length, whole=False)


def _stretch(starts: Sequence[int], start: int, end: int, room: int) -> tuple[int, int]:
    """The characters of a long line to show: some before the span, then as many as there is room for."""
    spare = max(0, room - (starts[end] - starts[start])) // 2
    wanted = max(0, min(starts[start] - spare, starts[-1] - room))
    left = min(start, bisect_left(starts, wanted))
    return left, bisect_right(starts, starts[left] + room) - 1


def _trimmed(span: Span) -> Span:
    """The span without line feeds at its end, which would point at a line that has nothing to see."""
    end = span.end
    while end > span.start and span.source.text[end - 1] == "\n":
        end -= 1
    return Span(span.source, span.start, end)
