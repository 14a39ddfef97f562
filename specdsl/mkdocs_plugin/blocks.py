"""The blocks of HTML in our pages, kept from Python-Markdown: it leaves them as they are, and takes long over it.

Each has a short block in its place while the rest is made HTML. What comes out is the same byte for byte.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PLAIN_EXTENSIONS = frozenset(
    [
        "abbr",
        "admonition",
        "attr_list",
        "def_list",
        "fenced_code",
        "footnotes",
        "md_in_html",
        "meta",
        "sane_lists",
    ]
    + ["smarty", "tables", "toc"]
    + [f"pymdownx.{name}" for name in ("betterem", "caret", "details", "emoji", "highlight", "inlinehilite")]
    + [
        f"pymdownx.{name}"
        for name in ("keys", "mark", "smartsymbols", "superfences", "tabbed", "tasklist", "tilde")
    ]
)
"""Extensions that leave blocks of HTML alone; with any other, pages go through Markdown as they are."""

# Between two blocks: blank lines before a tag that opens, or before one of our headings. Within a block no such
# line can begin so, since what authors write is escaped.
_BETWEEN = re.compile(r"\n{2,}(?=<[a-z]|#{1,6} [^\n]*\{#[^\n]*\}\n)")
_WHOLE = re.compile(r"<(?:blockquote|details|div|dl|form|nav|ol|p|pre|table|ul)[ >]")
_CHANGED = re.compile(r"[\t\r\x02\x03]|\n +\n")  # what Markdown does not leave as it is, even in HTML
_MARK = '<div data-specdsl-block="{}"></div>'
_MARKS = re.compile(_MARK.format(r"(\d+)"))
_ID = re.compile(r' id="([^"]*)"')


def taken_out(markdown: str) -> tuple[str, list[str]]:
    """A page of ours with marks for its blocks of HTML, and these."""
    blocks: list[str] = []

    def mark(piece: str) -> str:
        block = piece.strip("\n")
        if not _WHOLE.match(block) or not block.endswith(">") or _CHANGED.search(block):
            return piece
        blocks.append(block)
        return _MARK.format(len(blocks) - 1)

    return "\n\n".join([mark(piece) for piece in _BETWEEN.split(markdown)]) + "\n", blocks


def put_back(content: str, blocks: list[str]) -> str:
    """The page's HTML with the blocks at their places."""
    assert [*map(int, _MARKS.findall(content))] == [*range(len(blocks))], "Markdown keeps blocks of HTML"
    return _MARKS.sub(lambda found: blocks[int(found[1])], content)


def anchors(blocks: Iterable[str]) -> Iterator[str]:
    """The places in the blocks that links can lead to."""
    return (html.unescape(found) for block in blocks for found in _ID.findall(block))
