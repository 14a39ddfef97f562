"""Text measured in the cells of a terminal, with everything that hides made visible."""

from __future__ import annotations

import unicodedata

TAB = 4
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"


def visible(text: str) -> str:
    """The text with control, format and direction characters spelt out, as `<U+202E>`: safe to print."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_spelt(text, at) for at in range(len(text)))


def cells(line: str) -> tuple[list[str], list[int]]:
    """What to print for each character of a line, and the cell at which each begins (one more: the end)."""
    if line.isascii() and line.isprintable():
        return list(line), list(range(len(line) + 1))
    shown: list[str] = []
    starts = [0]
    for at, char in enumerate(line):
        piece = " " * (TAB - starts[-1] % TAB) if char == "\t" else _spelt(line, at)
        shown.append(piece)
        starts.append(starts[-1] + width(piece))
    return shown, starts


def width(text: str) -> int:
    """How many cells a printable text takes: East Asian wide characters two, combining marks none."""
    return len(text) if text.isascii() else sum(map(_cell, text))


def wrap(text: str, room: int) -> list[str]:
    """The text in lines of at most `room` cells, broken at spaces; a longer word stands alone, whole."""
    measure = len if text.isascii() else width
    if measure(text) <= room:
        return [text]
    lines: list[str] = []
    line, taken = "", 0
    for word in text.split(" "):
        needed = measure(word)
        if line and taken + 1 + needed > room:
            lines.append(line)
            line, taken = word, needed
        else:
            line, taken = (f"{line} {word}", taken + 1 + needed) if line else (word, needed)
    return [*lines, line]


def _spelt(text: str, at: int) -> str:
    char = text[at]
    hidden = unicodedata.category(char) in _HIDDEN and not (char in _JOINERS and _joins(text, at))
    return f"<U+{ord(char):04X}>" if hidden else char


def _joins(text: str, at: int) -> bool:
    """Whether a joiner does its work, as within an emoji or a Persian word."""
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    return len(around) == 2 and not any(char.isascii() or char.isspace() for char in around)  # noqa: PLR2004


def _cell(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
