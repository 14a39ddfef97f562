"""Provenance that survives a template: text travels between noncharacters that name its origin.

A template sees strings only. Each string that an author wrote, or that stands for what an author stated, goes
into it between two Unicode noncharacters with the number of its origin; after rendering they are taken out
again and become marks. Noncharacters have no use in text; the syntax stage refuses a source that holds one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specdsl.compiler.output import Mark, Piece

if TYPE_CHECKING:
    from specdsl.compiler.output import Origin

_OPEN, _CLOSE, _EMBED, _STOP = "\ufdd0", "\ufdd1", "\ufde3", "\ufde2"
_DIGITS = [chr(0xFDD2 + digit) for digit in range(16)]
_TOKEN = re.compile(f"([{_OPEN}{_EMBED}])([{_DIGITS[0]}-{_DIGITS[-1]}]+){_STOP}|{_CLOSE}")
_RESERVED = re.compile("[\ufdd0-\ufdef]")


def bare(traced: str) -> str:
    """The text alone, without its marks (and without embedded pieces)."""
    return _TOKEN.sub("", traced)


def _number(digits: str) -> int:
    value = 0
    for digit in digits:
        value = value * 16 + ord(digit) - 0xFDD2
    return value


def _digits(number: int) -> str:
    return "".join(_DIGITS[int(digit, 16)] for digit in f"{number:x}")


class Tracer:
    """Gives out the numbers of one compilation and turns traced strings back into pieces."""

    def __init__(self) -> None:
        self._origins: list[Origin] = []
        self._pieces: list[Piece] = []
        self._open: dict[Origin, str] = {}

    def wrap(self, text: str, origin: Origin) -> str:
        """The text as coming from `origin`; where origins nest, the innermost counts."""
        if origin not in self._open:
            self._open[origin] = _OPEN + _digits(len(self._origins)) + _STOP
            self._origins.append(origin)
        return f"{self._open[origin]}{text}{_CLOSE}" if text else ""

    def author(self, text: str, origin: Origin) -> str:
        """`wrap` for what an author wrote: it must not hold the noncharacters that carry origins."""
        assert not _RESERVED.search(text), "a noncharacter came through the syntax stage"
        return self.wrap(text, origin)

    def embed(self, piece: Piece) -> str:
        """A finished piece as one token, which `piece` replaces by its text and marks."""
        self._pieces.append(piece)
        return _EMBED + _digits(len(self._pieces) - 1) + _STOP

    def piece(self, traced: str) -> Piece:
        """The text without the tokens, and a mark for each stretch between them that has an origin."""
        return _Unwrapping(self._origins, self._pieces).run(traced)


class _Unwrapping:
    """One pass over a traced string."""

    def __init__(self, origins: list[Origin], pieces: list[Piece]) -> None:
        self.origins = origins
        self.pieces = pieces
        self.texts: list[str] = []
        self.marks: list[Mark] = []
        self.stack: list[Origin] = []
        self.length = 0

    def run(self, traced: str) -> Piece:
        position = 0
        for token in _TOKEN.finditer(traced):
            self.add(traced[position : token.start()])
            self.step(token[1], token[2])
            position = token.end()
        self.add(traced[position:])
        assert not self.stack, "a template cut a traced text in two"
        return Piece("".join(self.texts), tuple(self.marks))

    def step(self, kind: str | None, digits: str) -> None:
        if kind is None:
            self.stack.pop()
        elif kind == _OPEN:
            self.stack.append(self.origins[_number(digits)])
        else:
            self.splice(self.pieces[_number(digits)])

    def add(self, text: str) -> None:
        if not text:
            return
        if self.stack:
            self.marks.append(Mark(self.length, self.length + len(text), self.stack[-1]))
        self.texts.append(text)
        self.length += len(text)

    def splice(self, piece: Piece) -> None:
        shift = self.length
        self.marks += [Mark(mark.start + shift, mark.end + shift, mark.origin) for mark in piece.marks]
        self.texts.append(piece.text)
        self.length += len(piece.text)
