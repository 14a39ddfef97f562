"""Provenance that survives a template: text travels between noncharacters that name its origin.

A template sees strings only. Each string that an author wrote, or that stands for what an author stated, goes
into it between two Unicode noncharacters with the number of its origin; after rendering they are taken out
again and become marks. Noncharacters have no use in text; the syntax stage refuses a source that holds one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specdsl.compiler.output import Mark, Piece, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specdsl.compiler.output import Origin

_OPEN, _CLOSE, _EMBED, _STOP = "\ufdd0", "\ufdd1", "\ufde3", "\ufde2"
_DIGITS = str.maketrans("0123456789abcdef", "".join(chr(0xFDD2 + digit) for digit in range(16)))
_NUMBER = f"[\ufdd2-\ufde1]+{_STOP}"
_TOKEN = re.compile(f"([{_OPEN}{_EMBED}]{_NUMBER}|{_CLOSE})")
# An embedded piece, and the white space behind it, which belongs to it.
_EMBEDDED = re.compile(rf"({_EMBED}{_NUMBER})((?:{_OPEN}{_NUMBER}|{_CLOSE}|\s)*)")
_RESERVED = re.compile("[\ufdd0-\ufdef]")
_TOKENS = re.compile(f"[{_OPEN}-{_EMBED}]+")


def bare(traced: str) -> str:
    """The text alone, without its marks (and without embedded pieces)."""
    return "".join(_TOKENS.split(traced))  # twice as quick as to replace them by nothing


def _token(kind: str, number: int) -> str:
    return f"{kind}{f'{number:x}'.translate(_DIGITS)}{_STOP}"


class Tracer:
    """Gives out the numbers of one compilation and turns traced strings back into pieces."""

    def __init__(self) -> None:
        self._openings: dict[Origin, str] = {}
        self._origins: dict[str, Origin] = {}
        self._embedded: dict[str, Piece] = {}
        self._unwrapped: dict[str, Piece] = {}

    def wrap(self, text: str, origin: Origin) -> str:
        """The text as coming from `origin`; where origins nest, the innermost counts."""
        opening = self._openings.get(origin)
        if opening is None:
            opening = self._openings[origin] = _token(_OPEN, len(self._openings))
            self._origins[opening] = origin
        return f"{opening}{text}{_CLOSE}" if text else ""

    def author(self, text: str, origin: Origin) -> str:
        """`wrap` for what an author wrote: it must not hold the noncharacters that carry origins."""
        assert not _RESERVED.search(text), "a noncharacter came through the syntax stage"
        return self.wrap(text, origin)

    def embed(self, piece: Piece) -> str:
        """A finished piece as one token, which `piece` replaces by its text and marks."""
        token = _token(_EMBED, len(self._embedded))
        self._embedded[token] = piece
        return token

    def piece(self, traced: str) -> Piece:
        """The text without the tokens, and a mark for each run between them that has an origin."""
        if traced not in self._unwrapped:  # the rows of several datasets hold the same texts
            self._unwrapped[traced] = Piece.of(_settled(self._stretches(traced)))
        return self._unwrapped[traced]

    def _stretches(self, traced: str) -> Iterator[Stretch]:
        """What stands between embedded pieces, and what those are made of."""
        open_origins: list[Origin] = []
        first, *rest = _EMBEDDED.split(traced)
        yield self._run(first, open_origins)
        for token, gap, behind in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
            yield from self._embedded[token].stretches
            yield self._run(gap, open_origins)
            yield self._run(behind, open_origins)
        assert not open_origins, "a template cut a traced text in two"

    def _run(self, traced: str, open_origins: list[Origin]) -> Stretch:
        """What comes before, between and behind embedded pieces; origins may stay open beyond them."""
        first, *rest = _TOKEN.split(traced)
        marks = [Mark(0, len(first), open_origins[-1])] if first and open_origins else []
        end = len(first)
        for token, text in zip(rest[::2], rest[1::2], strict=True):
            if token == _CLOSE:
                open_origins.pop()
            else:
                open_origins.append(self._origins[token])
            if text:
                start, end = end, end + len(text)
                if open_origins:
                    marks.append(Mark(start, end, open_origins[-1]))
        return Stretch(first + "".join(rest[1::2]), tuple(marks))


# ── Where a text may be cut ───────────────────────────────────────────────────


def _settled(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same text, cut only before headings that follow an empty line.

    There a sentence ends, a line begins, and no tokenizer that we count with has a token on both sides: what
    is found out of the stretches one by one is what would be found out of the whole.
    """
    settled: list[Stretch] = []
    for each in stretches:
        stretch = each
        while stretch.text and settled and not _may_cut(settled[-1].text, stretch.text):
            stretch = settled.pop().before(stretch)
        if stretch.text:
            settled.append(stretch)
    return settled or [Stretch("")]


def _may_cut(before: str, after: str) -> bool:
    return before.endswith("\n\n") and after.startswith("#")
