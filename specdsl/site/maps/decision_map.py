"""The decision map of a category: a picture of its cells, a legend, and the same as a table."""

from __future__ import annotations

import textwrap
from itertools import accumulate
from typing import TYPE_CHECKING

from specdsl.answers.names import listed
from specdsl.graph.palette import NO_VERDICT, palette
from specdsl.record import dataclass
from specdsl.site.maps.cells import grid_of
from specdsl.site.maps.marks import badge, legend, look_class, patterns
from specdsl.site.maps.words import Words
from specdsl.site.prose import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from specdsl.graph.model import Category
    from specdsl.graph.palette import Look
    from specdsl.graph.query import Index
    from specdsl.site.links import Links
    from specdsl.site.maps.cells import Axis, Band, Grid, Outcome

_SIDE, _WIDE, _GAP = 124, 178, 6
_STRIP = 28  # the patterned strip at the left of a band
_HEAD, _LINE = 24, 13.5  # the height of a band's first line, and of each further one
_LETTERS, _LINES = 26, 3  # of a band's further lines
_TOP = 46  # the titles of the columns


def decision_map(index: Index, category: Category, links: Links) -> str:
    """What is decided where, as a block of HTML; empty for a category without active rules."""
    if not any(rule.status == "active" for rule in category.rules):
        return ""
    grid = grid_of(index, category)
    if grid is None:
        return _none("There is no map of this category, as too much is open in it.")
    if not any(grid.bands):
        return _none("No request can be in this category: what the policy assumes leaves none.")
    return _Map(index, grid, links).html()


def _none(why: str) -> str:
    return f'<p class="specdsl-map-none">{why}</p>\n'


@dataclass(frozen=True, slots=True)
class _Box:
    """A band with its lines, and how tall it is."""

    band: Band
    head: str
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        return _HEAD + _LINE * len(self.lines) + (4 if self.lines else 0)


class _Map:
    def __init__(self, index: Index, grid: Grid, links: Links) -> None:
        self._index = index
        self._grid = grid
        self._links = links
        self._words = Words(index, grid.category.id)
        self._looks: Mapping[str, Look] = palette(index.policy)
        self._boxes = [[[self._boxed(band) for band in cell] for cell in row] for row in grid.cells]
        self._heights = [max(map(_stacked, row)) for row in self._boxes]

    def html(self) -> str:
        name = escape(self._grid.category.title)
        return "\n".join(
            [
                '<div class="specdsl-map">',
                f"<p>{self._reading()}</p>",
                legend(self._index.policy, self._kinds()),
                _scroll(f"Decision map: {name}"),
                *self._svg(),
                "</div>",
                *self._table(),
                "</div>\n",
            ]
        )

    def _kinds(self) -> set[str]:
        """What the legend has to explain beside verdicts."""
        outcomes = {band.outcome for band in self._grid.bands}
        gaps = {"gap" for outcome in outcomes if outcome.gap}
        return gaps | {each.status for each in outcomes if each.status != "decided"}

    def _reading(self) -> str:
        """How to read the map."""
        said = (
            "What is decided about a request in this category and in no other. A cell shows first what holds "
            "while no flag is raised, then, in outline, what flags change; a flag that is not named is no."
        )
        others = [escape(self._words.question(*each)) for each in self._grid.others]
        return f"{said} Beside the axes these facts can matter: {listed(others)}." if others else said

    # ── Words ─────────────────────────────────────────────────────────────────

    def _boxed(self, band: Band) -> _Box:
        lines = [part for line in self._words.lines(band) for part in _wrapped(line, _LETTERS)]
        if len(lines) > _LINES:
            lines = [*lines[: _LINES - 1], "and more: see the table"]
        gap = " · no rule" if band.outcome.gap else ""
        return _Box(band, f"{self._words.outcome(band.outcome)}{gap}", tuple(lines))

    def _look(self, outcome: Outcome) -> Look:
        if outcome.verdict is None:
            return NO_VERDICT
        return self._looks[outcome.verdict]

    def _told(self, band: Band) -> str:
        """A band in one sentence."""
        when = self._words.ways(band)
        rules = listed([self._words.near(rule.id) for rule in band.rules])
        by = f"by {rules}" if rules else "as no rule stands"
        return " ".join(filter(None, [self._words.outcome(band.outcome), f"({by})", when and f"when {when}"]))

    # ── The picture ───────────────────────────────────────────────────────────

    def _svg(self) -> Iterator[str]:
        columns = len(self._grid.cells[0])
        width = _SIDE + columns * (_WIDE + _GAP)
        height = self._top + sum(each + _GAP for each in self._heights) + 1
        name, about = f"specdsl-map-{self._grid.category.id}", escape(self._about())
        yield (
            f'<svg class="specdsl-map-picture" role="img" aria-labelledby="{name}-title {name}-about" '
            f'width="{width}" height="{height:g}" viewBox="0 0 {width} {height:g}" font-family="sans-serif">'
        )
        yield f'<title id="{name}-title">Decision map: {escape(self._grid.category.title)}</title>'
        yield f'<desc id="{name}-about">{about}</desc>'
        yield patterns(name, [*self._looks.values(), NO_VERDICT])
        yield from self._column_titles()
        yield from self._rows(name)
        yield "</svg>"

    def _about(self) -> str:
        axes = [a.question for a in (self._grid.rows, self._grid.columns) if a]
        asked = listed([self._words.question(each.kind, each.name) for each in axes])
        return f"What is decided by {asked or 'nothing'}. The table below the picture says the same in words."

    @property
    def _top(self) -> int:
        return _TOP if self._grid.columns else _TOP // 2

    def _column_titles(self) -> Iterator[str]:
        rows, columns = self._grid.rows, self._grid.columns
        if rows:
            yield _text(0, self._top - 10, self._axis_name(rows), "specdsl-axis")
        if columns is None:
            return
        yield _text(_SIDE, 14, self._axis_name(columns), "specdsl-axis")
        for number, group in enumerate(columns.groups):
            yield _text(_SIDE + number * (_WIDE + _GAP), self._top - 10, _group(group), "specdsl-answer")

    def _axis_name(self, axis: Axis) -> str:
        return self._words.question(axis.question.kind, axis.question.name)

    def _rows(self, name: str) -> Iterator[str]:
        tops = accumulate([each + _GAP for each in self._heights], initial=float(self._top))
        groups = self._grid.rows.groups if self._grid.rows else ((),)
        for group, row, top, tall in zip(groups, self._boxes, tops, self._heights, strict=False):
            for number, line in enumerate(_wrapped(_group(group), 18)[:3]):
                yield _text(0, top + 16 + number * 14, line, "specdsl-answer")
            for column, cell in enumerate(row):
                yield from self._cell(cell, _SIDE + column * (_WIDE + _GAP), top, tall, name)

    def _cell(self, cell: Sequence[_Box], x: float, y: float, tall: float, name: str) -> Iterator[str]:
        if not cell:
            yield f'<rect class="specdsl-nobody" x="{x}" y="{y:g}" width="{_WIDE}" height="{tall:g}" rx="4"/>'
            yield _text(x + 10, y + 16, "no request is like this", "specdsl-line")
        spare = tall - _stacked(cell)
        for number, box in enumerate(cell):
            height = box.height + (0 if number else spare)
            yield from self._band(box, x, y, height, name)
            y += height

    def _band(self, box: _Box, x: float, y: float, tall: float, name: str) -> Iterator[str]:
        look, outcome = self._look(box.band.outcome), box.band.outcome
        kinds = ["specdsl-band", look_class(look), *(["specdsl-raised"] if not box.band.usual else [])]
        kinds += ["specdsl-gap"] if outcome.gap else [f"specdsl-{outcome.status}"]
        yield f'<g class="{" ".join(kinds)}"><title>{escape(self._told(box.band))}</title>'
        place = f'y="{y + 0.5:g}" height="{tall - 1:g}"'
        yield f'<rect class="specdsl-pale" x="{x}" {place} width="{_WIDE}" rx="4" fill="{look.fill}"/>'
        yield f'<rect x="{x}" {place} width="{_STRIP}" rx="4" fill="url(#{name}-{look.shape})"/>'
        yield badge(x + _STRIP / 2, y + 13, look, "!" if outcome.status == "contradiction" else look.letters)
        yield _text(x + _STRIP + 8, y + 17, box.head, "specdsl-verdict-name")
        for number, line in enumerate(box.lines):
            yield _text(x + _STRIP + 8, y + _HEAD + 7 + number * _LINE, line, "specdsl-line")
        yield f'<rect class="specdsl-edge" x="{x + 0.5:g}" {place} width="{_WIDE - 1}" rx="4" fill="none"/>'
        yield "</g>"

    # ── The table ─────────────────────────────────────────────────────────────

    def _table(self) -> Iterator[str]:
        rows, columns = self._grid.rows, self._grid.columns
        name = escape(self._grid.category.title)
        yield '<details class="specdsl-fold"><summary>The same as a table</summary>'
        yield _scroll(f"Table: {name}")
        yield f'<table class="specdsl-map-table"><caption>Decisions: {name}</caption>'
        yield f"<thead><tr><th>{escape(self._axis_name(rows)) if rows else ''}</th>"
        above = self._axis_name(columns) if columns else ""
        for group in columns.groups if columns else ((),):
            yield f'<th scope="col">{escape(f"{above}: {_group(group)}" if columns else "decision")}</th>'
        yield "</tr></thead><tbody>"
        for group, row in zip(rows.groups if rows else ((),), self._grid.cells, strict=True):
            yield f'<tr><th scope="row">{escape(_group(group) or "any request")}</th>'
            yield from (f"<td>{self._said(cell)}</td>" for cell in row)
            yield "</tr>"
        yield "</tbody></table></div></details>"

    def _said(self, cell: Sequence[Band]) -> str:
        if not cell:
            return "no request is like this"
        return f"<ul>{''.join(f'<li>{self._item(band)}</li>' for band in cell)}</ul>"

    def _item(self, band: Band) -> str:
        when = escape(self._words.ways(band))
        rules = [
            f'<a href="{escape(self._links.rule(rule.id))}">{escape(self._words.near(rule.id))}</a>'
            for rule in band.rules
        ]
        verdict = f"<strong>{escape(self._words.outcome(band.outcome))}</strong>"
        by = f"by {listed(rules)}" if rules else "as no rule stands"
        return f"{verdict}{f' when {when}' if when else ''}, {by}"


def _stacked(cell: Sequence[_Box]) -> float:
    return sum(box.height for box in cell)


def _group(answers: Sequence[str]) -> str:
    return ", ".join(answers) if len(answers) <= 3 else f"{answers[0]} and {len(answers) - 1} more"  # noqa: PLR2004 - a line


def _scroll(label: str) -> str:
    """The opening of a box that scrolls by itself, also by keyboard."""
    return f'<div class="specdsl-map-scroll" tabindex="0" role="region" aria-label="{label}">'


def _wrapped(text: str, letters: int) -> list[str]:
    return textwrap.wrap(text, letters, break_on_hyphens=False)


def _text(x: float, y: float, text: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x:g}" y="{y:g}">{escape(text)}</text>'
