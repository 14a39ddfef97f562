"""Prose of the graph: the `[[links]]` in it looked up, lists cut into their items."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from specdsl.diagnostics import Diagnostic, Label
from specdsl.graph.lookup import LINKED
from specdsl.graph.model import Link, Prose
from specdsl.record import replace
from specdsl.source import Span
from specdsl.syntax import ast

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specdsl.graph.lookup import Lookup, Scope

# What stands between backticks is quoted, in Markdown: a link in it is none.
_QUOTED = r"(?<!`)(?P<ticks>`+)(?!`)[\s\S]*?(?<!`)(?P=ticks)(?!`)"
_LINK = re.compile(_QUOTED + r"|\[\[(?P<target>[^\[\]\n]*)\]\]")
_NAME = re.compile(r"\w[\w-]*(?:\.\w[\w-]*)?")
_MARKER = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?:[ ]+|$)")


def prose(written: ast.Prose, lookup: Lookup, scope: Scope) -> Prose:
    """The same text, with whatever its `[[links]]` lead to."""
    links = (_link(match, written, lookup, scope) for match in _links(written.text))
    return Prose(written.text, tuple(link for link in links if link), lines=written.lines, span=written.span)


def conversation(written: ast.Prose, lookup: Lookup, scope: Scope) -> Prose:
    """Prose that somebody said: there, brackets around what cannot be a name are only brackets."""
    links = (
        _link(match, written, lookup, scope)
        for match in _links(written.text)
        if _NAME.fullmatch(match["target"])
    )
    return Prose(written.text, tuple(link for link in links if link), lines=written.lines, span=written.span)


def _links(text: str) -> Iterator[re.Match[str]]:
    if "[[" in text:
        yield from (match for match in _LINK.finditer(text) if match["target"] is not None)


def _link(match: re.Match[str], written: ast.Prose, lookup: Lookup, scope: Scope) -> Link | None:
    target = match["target"].strip()
    start = match.start("target") + match["target"].index(target)
    name = ast.Name(target, written.place(start, start + len(target)))
    entry = lookup.find(name, LINKED, scope)
    return Link(match.start(), match.end(), entry.id, entry.kind) if entry else None


def joined(one: Prose, other: Prose) -> Prose:
    """Two proses as two paragraphs of one."""
    text = f"{one.text}\n\n"
    links = (replace(link, start=link.start + len(text), end=link.end + len(text)) for link in other.links)
    lines = (*one.lines, one.span.end, *other.lines)
    return Prose(text + other.text, (*one.links, *links), lines=lines, span=one.span.to(other.span))


# ── Lists ─────────────────────────────────────────────────────────────────────


def items(written: ast.Prose, key: str, lookup: Lookup, scope: Scope) -> tuple[Prose, ...]:
    """The items of a Markdown list, without their markers; what is no list is reported."""
    rows = list(zip(written.text.split("\n"), written.lines, strict=True))
    starts = [row for row, (line, _) in enumerate(rows) if _MARKER.match(line)]
    if starts[:1] != [0]:
        lookup.found.append(_no_list(written, key, scope))
        return ()
    cut = (_item(rows[start:end], written) for start, end in pairwise([*starts, len(rows)]))
    return tuple(prose(item, lookup, scope) for item in cut if item.text)


def _item(rows: Sequence[tuple[str, int]], written: ast.Prose) -> ast.Prose:
    marker = _MARKER.match(rows[0][0])
    assert marker is not None
    kept = [_indented_less(line, offset, marker.end()) for line, offset in rows[1:]]
    first = (rows[0][0][marker.end() :], rows[0][1] + marker.end())
    lines, offsets = zip(*_without_blank_end([first, *kept]), strict=True)
    span = Span(written.span.source, offsets[0], offsets[-1] + len(lines[-1]))
    return ast.Prose("\n".join(lines), span)


def _indented_less(line: str, offset: int, width: int) -> tuple[str, int]:
    less = min(width, len(line) - len(line.lstrip(" ")))
    return line[less:], offset + less


def _without_blank_end(rows: list[tuple[str, int]]) -> list[tuple[str, int]]:
    while len(rows) > 1 and not rows[-1][0].strip():
        rows.pop()
    return rows


def _no_list(written: ast.Prose, key: str, scope: Scope) -> Diagnostic:
    return Diagnostic(
        "syntax-error",
        "error",
        f"`{key}:` takes a list, one criterion an item",
        (Label(written.span, "no list"),),
        subjects=scope.subjects,
        help=("begin each criterion on a line of its own with `- `",),
    )
