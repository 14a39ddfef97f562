"""The source map: for each sentence of compiled text the lines of the policy that say it.

`sourcemap.json` lists every place once under `origins`, and for each text (a file, and a JSON pointer into
it) its sentences as rows: from where, up to where (in characters), the first 16 digits of the sentence's
SHA-256, and the numbers of its origins in the order in which they appear in it. A sentence that mixes a
template's own words with an author's is the author's.
"""

from __future__ import annotations

import re
from hashlib import sha256
from json import JSONEncoder
from typing import TYPE_CHECKING, Any

from specdsl.compiler.output import EMPTY_LINE, Output
from specdsl.compiler.render import WORDING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specdsl.compiler.context import Context
    from specdsl.compiler.output import Origin, Paragraph, Piece, Stretch

PATH = "sourcemap.json"

# Where it ends; each alternative begins with one of few characters, so that most are passed over at once.
_SENTENCE_END = re.compile(
    r"""[.!?…]["'”’)\]*_]*\s+|\n(?:\s*\n\s*|(?=\s*(?:[-*+#>|`~]|\d+[.)])))"""  # noqa: RUF001 - typographic quotes
)
_WORD = re.compile(r"\w")
_COLUMNS = ["start", "end", "sha256", "origins"]
_NEXT = b",\n"


def source_map(context: Context, outputs: Iterable[Output]) -> Output:
    """The map of all texts in these outputs, as a file of the bundle."""
    rows = _Rows()
    texts = [
        part
        for output in outputs
        for pointer, piece in output.pieces
        for part in (_NEXT, _text(output.path, pointer), *rows.of(piece), b"\n]}")
    ]
    head = {**context.stamp, "columns": _COLUMNS}
    return Output(PATH, _dump(head, map(_place, rows.origins), texts[1:]))


class _Rows:
    """The sentences of texts as rows: read once in each paragraph, made once for each place of a stretch."""

    def __init__(self) -> None:
        self.origins: dict[Origin, int] = {}
        self._sentences: dict[Paragraph, list[tuple[int, int, str]]] = {}
        self._placed: dict[tuple[Stretch, int], bytes] = {}

    def of(self, piece: Piece) -> list[bytes]:
        """The rows of a text in parts, since together they are the largest file of a bundle."""
        placed = (self._rows(start, stretch.body) for start, stretch in piece.placed())
        return [part for rows in placed if rows for part in (_NEXT, rows)][1:]

    def _rows(self, start: int, stretch: Stretch) -> bytes:
        place = stretch, start
        if place not in self._placed:
            self._placed[place] = ",\n".join(self._found_in(stretch, start)).encode()
        return self._placed[place]

    def _found_in(self, stretch: Stretch, shift: int) -> Iterator[str]:
        for paragraph in stretch.paragraphs:
            if paragraph not in self._sentences:
                self._sentences[paragraph] = [*self._read(paragraph)]
            for start, end, rest in self._sentences[paragraph]:
                yield f"[{start + shift}, {end + shift}, {rest}"
            shift += len(paragraph.text) + len(EMPTY_LINE)

    def _read(self, paragraph: Paragraph) -> Iterator[tuple[int, int, str]]:
        """Each sentence of a paragraph: from where, up to where, and the rest of its row."""
        text = paragraph.text
        for start, end, said_by in traced_sentences(text, paragraph.marks):
            fingerprint = sha256(text[start:end].encode()).hexdigest()[:16]
            numbers = [self.origins.setdefault(each, len(self.origins)) for each in said_by]
            yield start, end, f'"{fingerprint}", {numbers}]'


def _place(origin: Origin) -> str:
    if origin.part == WORDING:
        return f'{{"template": {_json(origin.subject)}}}'
    said = f'"subject": {_json(origin.subject)}, "part": {_json(origin.part)}}}'
    place = origin.span
    return f'{{"file": {_json(place.file)}, "line": {place.line}, {said}' if place.file else f"{{{said}"


# ── Sentences ─────────────────────────────────────────────────────────────────


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence stands: headings and items of lists count as such, lines without words do not."""
    start = 0
    for end in (*[gap.end() for gap in _SENTENCE_END.finditer(text)], len(text)):
        if _WORD.search(text, start, end):
            part = text[start:end]
            yield end - len(part.lstrip()), start + len(part.rstrip())
        start = end


def traced_sentences(
    text: str, marks: Iterable[tuple[int, int, Origin]]
) -> Iterator[tuple[int, int, Sequence[Origin]]]:
    """Each sentence of a text with those who say it."""
    words = [mark for mark in marks if _WORD.search(text, mark[0], mark[1])]
    first = 0
    for start, end in sentences(text):
        while first < len(words) and words[first][1] <= start:
            first += 1
        whole = first < len(words) and words[first][0] <= start and end <= words[first][1]
        yield start, end, (words[first][2],) if whole else _origins(text, words[first:], start, end)


def _origins(text: str, words: Iterable[tuple[int, int, Origin]], start: int, end: int) -> Sequence[Origin]:
    """Those who say a word of a sentence: its authors, or else its templates."""
    found: dict[Origin, None] = {}
    for begins, ends, origin in words:
        if begins >= end:
            break
        within = start <= begins and ends <= end
        if within or _WORD.search(text, max(begins, start), min(ends, end)):
            found[origin] = None
    authors = [origin for origin in found if origin.part != WORDING]
    return authors or [*found]


# ── The file ──────────────────────────────────────────────────────────────────


def _dump(head: dict[str, Any], origins: Iterable[str], texts: list[bytes]) -> bytes:
    """JSON with a line for each origin and each sentence: small, and fit to be compared."""
    lines = ["{", *(f"{_json(key)}: {_json(value)}," for key, value in head.items())]
    lines += ['"origins": [', ",\n".join(origins), "],", '"texts": [', ""]
    return b"".join(["\n".join(lines).encode(), *texts, b"\n]\n}\n"])


def _text(path: str, pointer: str) -> bytes:
    return f'{{"file": {_json(path)}, "pointer": {_json(pointer)}, "sentences": [\n'.encode()


_json = JSONEncoder(ensure_ascii=False).encode
