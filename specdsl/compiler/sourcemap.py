"""The source map: for each sentence of compiled text the lines of the policy that say it.

`sourcemap.json` lists every place once under `origins`, and for each text (a file, and a JSON pointer into
it) its sentences as rows: from where, up to where (in characters), the first 16 digits of the sentence's
SHA-256, and the numbers of its origins in the order in which they appear in it. A sentence that mixes a
template's own words with an author's is the author's.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from specdsl.compiler.output import Output
from specdsl.compiler.render import WORDING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specdsl.compiler.context import Context
    from specdsl.compiler.output import Mark, Origin, Piece

PATH = "sourcemap.json"

_SENTENCE_END = re.compile(r"""(?<=[.!?…])["'”’)\]*_]*\s+|\s*\n\s*\n\s*|\n(?=\s*(?:[-*+#>|`~]|\d+[.)]))""")  # noqa: RUF001 - typographic quotes
_WORD = re.compile(r"\w")
_COLUMNS = ["start", "end", "sha256", "origins"]


def source_map(context: Context, outputs: Iterable[Output]) -> Output:
    """The map of all texts in these outputs, as a file of the bundle."""
    origins: dict[Origin, int] = {}
    texts = [
        {"file": output.path, "pointer": pointer, "sentences": _rows(piece, origins)}
        for output in outputs
        for pointer, piece in output.pieces
    ]
    return Output(PATH, _dump({**context.stamp, "columns": _COLUMNS}, [*map(_place, origins)], texts))


def _rows(piece: Piece, origins: dict[Origin, int]) -> list[list[Any]]:
    return [
        [
            start,
            end,
            _fingerprint(piece.text[start:end]),
            [origins.setdefault(each, len(origins)) for each in said_by],
        ]
        for start, end, said_by in traced_sentences(piece)
    ]


def _place(origin: Origin) -> dict[str, Any]:
    if origin.part == WORDING:
        return {"template": origin.subject}
    said = {"subject": origin.subject, "part": origin.part}
    return {"file": origin.span.file, "line": origin.span.line, **said} if origin.span.file else said


@cache
def _fingerprint(sentence: str) -> str:
    return hashlib.sha256(sentence.encode()).hexdigest()[:16]


# ── Sentences ─────────────────────────────────────────────────────────────────


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence stands: headings and items of lists count as such, lines without words do not."""
    start = 0
    for gap in _SENTENCE_END.finditer(text):
        yield from _trimmed(text, start, gap.end())
        start = gap.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part = text[start:end]
    if _WORD.search(part):
        yield start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def traced_sentences(piece: Piece) -> Iterator[tuple[int, int, list[Origin]]]:
    """Each sentence with those who say it."""
    marks, first = piece.marks, 0
    for start, end in sentences(piece.text):
        while first < len(marks) and marks[first].end <= start:
            first += 1
        yield start, end, _origins(piece.text, marks, first, (start, end))


def _origins(text: str, marks: tuple[Mark, ...], first: int, place: tuple[int, int]) -> list[Origin]:
    start, end = place
    found: dict[Origin, None] = {}
    for number in range(first, len(marks)):
        mark = marks[number]
        if mark.start >= end:
            break
        if _WORD.search(text[max(mark.start, start) : min(mark.end, end)]):
            found[mark.origin] = None
    authors = [origin for origin in found if origin.part != WORDING]
    return authors or list(found)


# ── The file ──────────────────────────────────────────────────────────────────


def _dump(head: dict[str, Any], origins: list[dict[str, Any]], texts: list[dict[str, Any]]) -> bytes:
    """JSON with a line for each origin and each sentence: small, and fit to be compared."""
    lines = ["{"]
    lines += [f"{_json(key)}: {_json(value)}," for key, value in head.items()]
    lines += ['"origins": [', ",\n".join(map(_json, origins)), "],", '"texts": [']
    lines += [",\n".join(map(_text, texts)), "]", "}"]
    return ("\n".join(lines) + "\n").encode()


def _text(text: dict[str, Any]) -> str:
    rows = ",\n".join(map(_json, text["sentences"]))
    return (
        f'{{"file": {_json(text["file"])}, "pointer": {_json(text["pointer"])}, "sentences": [\n{rows}\n]}}'
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
