"""The source map: for each sentence of compiled text the lines of the policy that say it.

`sourcemap.json` lists every place once under `origins`, and for each text (a file, and a JSON pointer into
it) its sentences as rows: from where, up to where (in characters), the first 16 digits of the sentence's
SHA-256, and the numbers of its origins in the order in which they appear in it. A sentence that mixes a
template's own words with an author's is the author's.
"""

from __future__ import annotations

import hashlib
import re
from itertools import pairwise
from json import JSONEncoder
from typing import TYPE_CHECKING, Any

from specdsl.compiler.output import Output
from specdsl.compiler.render import WORDING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specdsl.compiler.context import Context
    from specdsl.compiler.output import Mark, Origin, Piece, Stretch

PATH = "sourcemap.json"

_SENTENCE_END = re.compile(r"""(?<=[.!?…])["'”’)\]*_]*\s+|\s*\n\s*\n\s*|\n(?=\s*(?:[-*+#>|`~]|\d+[.)]))""")  # noqa: RUF001 - typographic quotes
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
    """The sentences of texts as rows. Of what many texts share they are made once for each place it has."""

    def __init__(self) -> None:
        self.origins: dict[Origin, int] = {}
        self._fingerprints: dict[str, str] = {}
        self._sentences: dict[Stretch, list[tuple[int, int, str]]] = {}
        self._placed: dict[tuple[Stretch, int], bytes] = {}

    def of(self, piece: Piece) -> list[bytes]:
        """The rows of a text in parts, since together they are the largest file of a bundle."""
        placed = (self._rows(start, stretch.body) for start, stretch in piece.placed())
        return [part for rows in placed if rows for part in (_NEXT, rows)][1:]

    def _rows(self, shift: int, stretch: Stretch) -> bytes:
        place = stretch, shift
        if place not in self._placed:
            rows = [
                f"[{start + shift}, {end + shift}, {rest}" for start, end, rest in self._found_in(stretch)
            ]
            self._placed[place] = ",\n".join(rows).encode()
        return self._placed[place]

    def _found_in(self, stretch: Stretch) -> list[tuple[int, int, str]]:
        """Each sentence of a stretch: from where, up to where, and the rest of its row."""
        if stretch not in self._sentences:
            self._sentences[stretch] = [
                (start, end, f'"{self._fingerprint(stretch.text[start:end])}", {self._numbers(said_by)}]')
                for start, end, said_by in traced_sentences(stretch)
            ]
        return self._sentences[stretch]

    def _numbers(self, said_by: list[Origin]) -> list[int]:
        return [self.origins.setdefault(each, len(self.origins)) for each in said_by]

    def _fingerprint(self, sentence: str) -> str:
        if sentence not in self._fingerprints:
            self._fingerprints[sentence] = hashlib.sha256(sentence.encode()).hexdigest()[:16]
        return self._fingerprints[sentence]


def _place(origin: Origin) -> dict[str, Any]:
    if origin.part == WORDING:
        return {"template": origin.subject}
    said = {"subject": origin.subject, "part": origin.part}
    return {"file": origin.span.file, "line": origin.span.line, **said} if origin.span.file else said


# ── Sentences ─────────────────────────────────────────────────────────────────


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence stands: headings and items of lists count as such, lines without words do not."""
    for start, end in pairwise([0, *(gap.end() for gap in _SENTENCE_END.finditer(text)), len(text)]):
        if _WORD.search(text, start, end):
            part = text[start:end]
            yield end - len(part.lstrip()), start + len(part.rstrip())


def traced_sentences(piece: Piece | Stretch) -> Iterator[tuple[int, int, list[Origin]]]:
    """Each sentence with those who say it."""
    text, marks, first = piece.text, piece.marks, 0
    for start, end in sentences(text):
        while first < len(marks) and marks[first].end <= start:
            first += 1
        yield start, end, _origins(text, marks, first, (start, end))


def _origins(text: str, marks: tuple[Mark, ...], first: int, place: tuple[int, int]) -> list[Origin]:
    start, end = place
    found: dict[Origin, None] = {}
    for number in range(first, len(marks)):
        begins, ends, origin = marks[number]
        if begins <= start and end <= ends:
            return [origin]
        if begins >= end:
            break
        if _WORD.search(text, max(begins, start), min(ends, end)):
            found[origin] = None
    authors = [origin for origin in found if origin.part != WORDING]
    return authors or list(found)


# ── The file ──────────────────────────────────────────────────────────────────


def _dump(head: dict[str, Any], origins: Iterable[dict[str, Any]], texts: list[bytes]) -> bytes:
    """JSON with a line for each origin and each sentence: small, and fit to be compared."""
    lines = ["{", *(f"{_json(key)}: {_json(value)}," for key, value in head.items())]
    lines += ['"origins": [', ",\n".join(map(_json, origins)), "],", '"texts": [', ""]
    return b"".join(["\n".join(lines).encode(), *texts, b"\n]\n}\n"])


def _text(path: str, pointer: str) -> bytes:
    return f'{{"file": {_json(path)}, "pointer": {_json(pointer)}, "sentences": [\n'.encode()


_json = JSONEncoder(ensure_ascii=False).encode
