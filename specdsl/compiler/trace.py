"""Provenance that survives a template: text travels between noncharacters that name its origin.

A template sees strings only. Each string that an author wrote, or that stands for what an author stated, goes
into it between two Unicode noncharacters with the number of its origin; after rendering they are taken out
again and become marks. Noncharacters have no use in text; the syntax stage refuses a source that holds one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import reduce
from itertools import accumulate
from typing import TYPE_CHECKING

from specdsl.compiler.output import EMPTY_LINE, Paragraph, Piece, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specdsl.compiler.output import Origin

_OPEN, _CLOSE, _EMBED, _STOP = "\ufdd0", "\ufdd1", "\ufde3", "\ufde2"
_DIGITS = str.maketrans("0123456789abcdef", "".join(chr(0xFDD2 + digit) for digit in range(16)))
_NUMBER = f"[\ufdd2-\ufde1]+{_STOP}"
_TOKEN = re.compile(f"([{_OPEN}{_EMBED}]{_NUMBER}|{_CLOSE})")
# An embedded piece, and the white space behind it, which belongs to it.
_EMBEDDED = re.compile(rf"({_EMBED}{_NUMBER})((?:{_OPEN}{_NUMBER}|{_CLOSE}|\s)*)")
MARKS = "".join(map(chr, range(0xFDD0, 0xFDF0)))
"""The noncharacters between which provenance travels."""

_RESERVED = re.compile("[\ufdd0-\ufdef]")
_TOKENS = re.compile(f"[{_OPEN}-{_EMBED}]+")


def bare(traced: str) -> str:
    """The text alone, without its marks (and without embedded pieces)."""
    # To split is twice as quick as to replace them by nothing.
    return "".join(_TOKENS.split(traced)) if is_traced(traced) else traced


def is_traced(text: str) -> bool:
    """Whether some of it carries its origin."""
    return _OPEN in text or _EMBED in text


def _token(kind: str, number: int) -> str:
    return f"{kind}{f'{number:x}'.translate(_DIGITS)}{_STOP}"


class _Inside:
    """Where a text stands: inside of which origins, the innermost first. What is said there is read once.

    `whole` are paragraphs that leave it as they find it: of those only the innermost origin matters.
    """

    def __init__(self, origin: Origin | None, outer: _Inside | None, whole: dict[str, Paragraph]) -> None:
        self.origin = origin
        self.outer = outer
        self.whole = whole

    def left(self) -> _Inside:
        assert self.outer, "a template cut a traced text in two"
        return self.outer


class Tracer:
    """Gives out the numbers of one compilation and turns traced strings back into pieces."""

    def __init__(self) -> None:
        self._openings: dict[Origin, str] = {}
        self._origins: dict[str, Origin] = {}
        self._embedded: dict[str, Piece] = {}
        self._known: dict[str, Piece] = {}
        self._outside = _Inside(None, None, {})
        self._inner: dict[tuple[_Inside, str], _Inside] = {}
        self._others: dict[tuple[_Inside, str], tuple[Paragraph, _Inside]] = {}
        self._whole: defaultdict[str, dict[str, Paragraph]] = defaultdict(dict)

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

    def known_piece(self, traced: str) -> Piece:
        """`piece` for texts that come again and again, as those of datasets do: for the same the same."""
        if traced not in self._known:
            self._known[traced] = self.piece(traced)
        return self._known[traced]

    def piece(self, traced: str) -> Piece:
        """The text without the tokens, and a mark for each run between them that has an origin."""
        return Piece.of(_settled(self._stretches(traced)))

    def _stretches(self, traced: str) -> Iterator[Stretch]:
        """What stands between embedded pieces, and what those are made of."""
        first, *rest = _EMBEDDED.split(traced)
        stretch, inside = self._run(first, self._outside)
        yield stretch
        for token, gap, behind in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
            yield from self._embedded[token].stretches
            for each in (gap, behind):
                stretch, inside = self._run(each, inside)
                yield stretch
        assert inside is self._outside, "a template cut a traced text in two"

    def _run(self, traced: str, inside: _Inside) -> tuple[Stretch, _Inside]:
        """What comes before, between and behind embedded pieces; origins may stay open beyond them."""
        paragraphs = []
        for text in traced.split(EMPTY_LINE):
            paragraph = inside.whole.get(text)
            if paragraph is None:
                paragraph, inside = self._others.get((inside, text)) or self._paragraph(text, inside)
            paragraphs.append(paragraph)
        return Stretch(paragraphs), inside

    def _paragraph(self, traced: str, inside: _Inside) -> tuple[Paragraph, _Inside]:
        """The paragraph, and where its end stands."""
        first, *rest = _TOKEN.split(traced)
        origins, here, opened = [inside.origin], inside, list[str]()
        for token in rest[::2]:
            if token != _CLOSE:
                opened.append(token)
            elif opened:
                opened.pop()
            else:
                here = here.left()
            origins.append(self._origins[opened[-1]] if opened else here.origin)
        texts = [first, *rest[1::2]]
        paragraph = Paragraph("".join(texts), accumulate(map(len, texts)), origins)
        if here is inside and not opened:
            inside.whole[traced] = paragraph
            return paragraph, inside
        self._others[inside, traced] = found = paragraph, reduce(self._within, opened, here)
        return found

    def _within(self, outer: _Inside, token: str) -> _Inside:
        if (outer, token) not in self._inner:
            self._inner[outer, token] = _Inside(self._origins[token], outer, self._whole[token])
        return self._inner[outer, token]


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
    return settled or [Stretch.of("")]


def _may_cut(before: str, after: str) -> bool:
    return before.endswith("\n\n") and after.startswith("#")
