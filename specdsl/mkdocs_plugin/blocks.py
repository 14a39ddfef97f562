"""The blocks of HTML in our pages, kept from Python-Markdown, which takes long to leave them as they are.

Each has a short block in its place while the rest is made HTML. What comes out is the same byte for byte.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PYMDOWN = ("details", "highlight", "inlinehilite", "superfences", "tabbed", "tasklist")
PLAIN_EXTENSIONS = frozenset(
    ["admonition", "attr_list", "def_list", "fenced_code", "footnotes", "meta", "sane_lists", "tables", "toc"]
    + [f"pymdownx.{name}" for name in _PYMDOWN]
)
"""Extensions that leave blocks of HTML alone; with any other, pages go through Markdown as they are."""

# Between two blocks: blank lines before a tag that opens, or before one of our headings. Within a block
# no line begins so, since what authors write is escaped.
_BETWEEN = re.compile(r"\n{2,}(?=<[a-z]|#{1,6} [^\n]*\{#[^\n]*\}\n)")
_WHOLE = re.compile(r"<(?:blockquote|details|div|dl|form|nav|ol|p|pre|table|ul)[ >]")
_CHANGED = re.compile(r"[\t\r\x02\x03]|\n +\n")  # what Markdown does not leave as it is, even in HTML
_MARK = '<div data-specdsl-block="{}"></div>'
_MARKS = re.compile(_MARK.format(r"(\d+)"))
_ID = re.compile(r' id="([^"]*)"')


def taken_out(markdown: str) -> tuple[str, list[str]]:
    """A page of ours with marks for its blocks of HTML, and these."""
    blocks: list[str] = []
    pieces = []
    for piece in _BETWEEN.split(markdown):
        if block := _block(piece):
            pieces.append(_MARK.format(len(blocks)))
            blocks.append(block)
        else:
            pieces.append(piece)
    return "\n\n".join(pieces) + "\n", blocks


def blocks_alone(markdown: str) -> list[str] | None:
    """The blocks of HTML that a text consists of; None where there is anything else in it."""
    blocks = [_block(piece) for piece in _BETWEEN.split(markdown)]
    return None if None in blocks else [block for block in blocks if block]


def _block(piece: str) -> str | None:
    """The whole block of HTML, if that is what it is."""
    block = piece.strip("\n")
    is_whole = _WHOLE.match(block) and block.endswith(">")
    return block if is_whole and not _CHANGED.search(block) else None


def put_back(content: str, blocks: list[str]) -> str:
    """The page's HTML with the blocks at their places."""
    assert [*map(int, _MARKS.findall(content))] == [*range(len(blocks))], "Markdown keeps blocks of HTML"
    return _MARKS.sub(lambda found: blocks[int(found[1])], content)


def anchors(blocks: Iterable[str]) -> Iterator[str]:
    """The places in the blocks that links can lead to."""
    return (html.unescape(found) for block in blocks for found in _ID.findall(block))
