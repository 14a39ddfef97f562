"""Where to point: the header of a block, what it holds, the lines to take out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.source import Span

if TYPE_CHECKING:
    from specdsl.graph.model import Rule


def header(block: Span) -> Span:
    """The first line of a block."""
    end = block.source.text.find("\n", block.start, block.end)
    return block if end < 0 else Span(block.source, block.start, end)


def whole_lines(block: Span) -> Span:
    """What to take out for the block to be gone: its lines, and one of two blank lines around it."""
    text = block.source.text
    start = text.rfind("\n", 0, block.start) + 1
    last = text.find("\n", block.start + len(block.text.rstrip()))
    end = len(text) if last < 0 else last + 1
    between_blanks = text.startswith("\n", end) and (start == 0 or text.endswith("\n\n", 0, start))
    return Span(block.source, start, end + between_blanks)


def override(winner: Rule, loser: Rule) -> Span:
    """Where a rule names another that it overrides; a policy from no file says it nowhere."""
    places = dict(zip(winner.overrides, winner.override_spans, strict=False))
    return places.get(loser.id, winner.decision_span)


def whole_line(place: Span) -> Span:
    """The line in which something begins, without its line feed."""
    start = place.source.line_starts[place.line - 1]
    return Span(place.source, start, start + len(place.source.line(place.line)))


def holds(block: Span, inner: Span) -> bool:
    """Whether one stands within the other."""
    return block.source is inner.source and block.start <= inner.start and inner.end <= block.end
