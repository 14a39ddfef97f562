"""A source text and places in it; the one thing that every stage shares."""

from __future__ import annotations

from bisect import bisect_right
from collections import namedtuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple

    class _Stretch(NamedTuple):
        source: Source
        start: int
        end: int
else:  # the same, without loading `typing`
    _Stretch = namedtuple("_Stretch", ("source", "start", "end"))  # noqa: PYI024


class Source:
    """One `.spec` file: its name (relative to the policy's folder, `/` between parts) and its text.

    The text has no byte-order mark and ends its lines with a line feed alone; `newline` and `bom` remember
    what the file had, so that writing it back loses nothing.
    """

    __slots__ = ("_starts", "bom", "name", "newline", "text")

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.bom = text.startswith("\ufeff")
        self.newline = _newline(text) if "\r" in text else "\n"
        text = text.removeprefix("\ufeff")
        self.text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
        self._starts: list[int] | None = None

    def __repr__(self) -> str:
        return f"Source({self.name!r})"

    @property
    def line_starts(self) -> list[int]:
        """The offset of the first character of each line."""
        if self._starts is None:
            self._starts = starts = [0]
            position = self.text.find("\n")
            while position >= 0:
                starts.append(position + 1)
                position = self.text.find("\n", position + 1)
        return self._starts

    def locate(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1, in characters."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line (from 1), without its line feed."""
        start = self.line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]

    @property
    def whole(self) -> str:
        """The text as the file has it: with its line ends, and its byte-order mark if it had one."""
        return ("\ufeff" if self.bom else "") + self.restore(self.text)

    def restore(self, text: str) -> str:
        """A new text for this file, with the line ends that the file had."""
        return text if self.newline == "\n" else text.replace("\n", self.newline)


def _newline(text: str) -> str:
    """What ends the lines of a text that has carriage returns."""
    return "\r\n" if "\r\n" in text else "\n" if "\n" in text else "\r"


class Span(_Stretch):
    """A stretch of a source, from `start` up to but without `end`, in characters."""

    __slots__ = ()

    @property
    def file(self) -> str:
        return self.source.name

    @property
    def line(self) -> int:
        return self.source.locate(self.start)[0]

    @property
    def column(self) -> int:
        return self.source.locate(self.start)[1]

    @property
    def end_line(self) -> int:
        return self.source.locate(self.end)[0]

    @property
    def end_column(self) -> int:
        return self.source.locate(self.end)[1]

    @property
    def length(self) -> int:
        return self.end - self.start

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    def to(self, other: Span) -> Span:
        """From the start of this span to the end of the other, in the same source."""
        return Span(self.source, self.start, other.end)


NOWHERE = Span(Source("", ""), 0, 0)
"""The place of what no file says: values built by hand or read from JSON."""
