"""Pages that differ only in title, description and blocks of HTML, as those of rules do: MkDocs makes two.

A third, made of marks, shows where each part of a page's source ends up. Only if the first two come out of
that the same byte for byte are all the others put together from their parts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from specdsl.mkdocs_plugin.blocks import blocks_alone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

_FEW = 6  # pages that are quicker made than learnt from
_SOURCE = re.compile(
    r'---\ntitle: "(?P<title>[^"\\\n]+)"\n(?:description: "(?P<about>[^"\\\n]+)"\n)?'
    r"(?P<settings>(?:[^\n-][^\n]*\n)*)"
    r"---\n\n# (?P<top>[^\n]+) \{#_top\}\n\n(?P<body>.+)\Z",
    re.DOTALL,
)
_MARK = re.compile(r"<div>specdslblock(\d+)</div>|specdsl(title|about|top)&#34;")
_TRACES = re.compile(r"specdsl(?:block\d|title|about|top)")


@dataclass(frozen=True, slots=True)
class Kind:
    """What pages that are alike have in common. From the same `place` others have the same relative URLs."""

    place: tuple[int, str]
    settings: str
    is_described: bool
    blocks: int

    @property
    def marked(self) -> str:
        """The source of such a page, with a mark for each of its parts."""
        about = 'description: "specdslabout&#34;"\n' if self.is_described else ""
        head = f'---\ntitle: "specdsltitle&#34;"\n{about}{self.settings}---\n\n# specdsltop&#34; {{#_top}}'
        return "\n\n".join([head, *(f"<div>specdslblock{n}</div>" for n in range(self.blocks))]) + "\n"


@dataclass(frozen=True, slots=True)
class Parts:
    """What is a page's own: by the name or number of its mark."""

    kind: Kind
    by_mark: Mapping[str, str]

    @property
    def blocks(self) -> list[str]:
        return [self.by_mark[str(number)] for number in range(self.kind.blocks)]


def places(linked: Iterable[str]) -> Callable[[str], tuple[int, str]]:
    """For a page's path how deep it is, and the nearest folder around it in which something linked lies."""
    folders = {folder for path in linked for folder in _above(path)} | {""}
    return lambda path: (path.count("/"), next(folder for folder in _above(path) if folder in folders))


def _above(path: str) -> Iterator[str]:
    """The folders around it, the nearest first."""
    while path:
        path = path.rpartition("/")[0]
        yield path


def parts_of(source: str, place: tuple[int, str]) -> Parts | None:
    """A page's parts; None for one that may come to something else than these, or that is searched."""
    found = _SOURCE.match(source)
    if not found or "search:\n  exclude: true\n" not in found["settings"]:
        return None
    names = {name: found[name] or "" for name in ("title", "about", "top")}
    blocks = blocks_alone(found["body"])
    if blocks is None or not all(value.isprintable() for value in names.values()):
        return None
    kind = Kind(place, found["settings"], bool(names["about"]), len(blocks))
    return Parts(kind, names | {str(number): block for number, block in enumerate(blocks)})


def groups(pages: Mapping[str, Parts]) -> Iterable[list[str]]:
    """The pages that are alike, where there are enough."""
    found: defaultdict[Kind, list[str]] = defaultdict(list)
    for path, parts in pages.items():
        found[parts.kind].append(path)
    return (group for group in found.values() if len(group) > _FEW)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A finished page, cut at its marks: what stands everywhere, and between that the marks."""

    pieces: Sequence[str]

    def page(self, parts: Parts) -> str:
        """The page of these parts."""
        return "".join(
            parts.by_mark[piece] if number % 2 else piece for number, piece in enumerate(self.pieces)
        )


def pattern(finished: str) -> Pattern | None:
    """How pages like this one of marks are put together; None where a mark came out as something else."""
    pieces, last = [], 0
    for found in _MARK.finditer(finished):
        pieces += [finished[last : found.start()], found[1] or found[2]]
        last = found.end()
    pieces.append(finished[last:])
    return None if any(map(_TRACES.search, pieces[::2])) else Pattern(pieces)
