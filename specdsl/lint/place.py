"""Where to point: the header of a block, what it holds, the lines to take out."""

from __future__ import annotations

from specdsl.source import Span


def header(block: Span) -> Span:
    """The first line of a block."""
    end = block.source.text.find("\n", block.start, block.end)
    return block if end < 0 else Span(block.source, block.start, end)


def whole_lines(block: Span) -> Span:
    """The block with its indentation and the end of its last line: what to take out for it to be gone."""
    text = block.source.text
    start = text.rfind("\n", 0, block.start) + 1
    last = block.start + len(block.text.rstrip())
    end = text.find("\n", last)
    return Span(block.source, start, len(text) if end < 0 else end + 1)


def holds(block: Span, inner: Span) -> bool:
    """Whether one stands within the other."""
    return block.source is inner.source and block.start <= inner.start and inner.end <= block.end
