"""A decision table for the terminal, for Markdown and for spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from specdsl.answers.names import listed
from specdsl.diagnostics.render.cells import visible, width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specdsl.answers.sheet import Sheet
    from specdsl.answers.table import Entry, Row, Spot, Table
    from specdsl.meaning.space import Variable

_GUTTER = 10  # cells for `when` and the like
_GAP = 2
_LAST_DIGIT = 9
_WIDEST = 18  # of a column
_REST = 26  # cells that the last column has at least

# ── Cells ─────────────────────────────────────────────────────────────────────


def _cell(answers: Sequence[str], question: Variable) -> str:
    """The answers that are meant, or those that are not where these are fewer."""
    others = [each for each in question.answers if each not in answers]
    if question.kind == "facet" and len(others) < len(answers):
        return f"not {', '.join(others)}" if answers else ""
    return ", ".join(answers)


def _fact(answers: Sequence[str], question: Variable, sheet: Sheet) -> str:
    return f"{sheet.question(question.kind, question.name)}: {_cell(answers, question)}"


def _over(entry: Entry) -> str:
    """`over 1, 2; by authority over 3`."""
    ways = {
        "overrides": [str(number) for number, rank in entry.over if rank.way == "overrides"],
        "by authority over": [str(number) for number, rank in entry.over if rank.way == "authority"],
    }
    return "; ".join(f"{way} {', '.join(numbers)}" for way, numbers in ways.items() if numbers)


def _spot(spot: Spot, table: Table) -> str:
    match spot.kind:
        case "gap":
            return ""
        case "overlap":
            verdict = table.entries[spot.numbers[0] - 1].rule.verdict
            return f"{listed([*map(str, spot.numbers)])} both say {verdict}"
        case "contradiction":
            said = [f"{number} says {table.entries[number - 1].rule.verdict}" for number in spot.numbers]
            return listed(said, "but")


def _besides(spot: Spot) -> str:
    """What the rows alone do not say."""
    parts = [] if spot.rows else ["wherever both apply" if spot.numbers else "everywhere"]
    parts += [f"but not where {listed([*map(str, spot.besides)], 'or')} applies"] if spot.besides else []
    return ", ".join(parts)


# ── Terminal ──────────────────────────────────────────────────────────────────


def table_text(table: Table, sheet: Sheet) -> str:
    """As many columns as fit, what most rules ask first; what else they ask stands in the last one."""
    return "\n".join([*_Grid(table, sheet).lines()]) + "\n"


class _Grid:
    def __init__(self, table: Table, sheet: Sheet) -> None:
        self._table = table
        self._sheet = sheet
        self._widths = list(self._fitting())
        self._rest = sheet.room - _GUTTER - sum(each + _GAP for each in self._widths)

    # ── Columns ───────────────────────────────────────────────────────────────

    def _fitting(self) -> Iterator[int]:
        """The widths of the first questions, as many as leave room for the rest."""
        columns = [self._width(place) for place in range(len(self._table.questions))]
        room = self._sheet.room - _GUTTER
        if any(w is None for w in columns) or sum(w + _GAP for w in columns if w) > room:
            room -= _REST
        for wide in columns:
            if wide is None or wide + _GAP > room:
                return
            room -= wide + _GAP
            yield wide

    def _width(self, place: int) -> int | None:
        """What the longest word needs; None for a free text, which is no name for a column."""
        question = self._table.questions[place]
        if question.kind == "text":
            return None
        texts = [self._name(question), *(_cell(row[place], question) for row in self._rows())]
        return max(width(piece) for text in texts for piece in _wrapped(text, _WIDEST))

    def _rows(self) -> Iterator[Row]:
        for entry in self._table.entries:
            yield from (*entry.when, *entry.unless)
        for spot in self._table.spots:
            yield from spot.rows

    def _name(self, question: Variable) -> str:
        return self._sheet.question(question.kind, question.name)

    # ── Lines ─────────────────────────────────────────────────────────────────

    def lines(self) -> Iterator[str]:
        table, sheet = self._table, self._sheet
        yield from sheet.lines(f'{table.category.id} "{table.category.title}": {_default(table)}', ink="bold")
        legend = _LEGEND + (_OTHERS if _asks_categories(table) else "")
        yield from (sheet.paint("quiet", line) for line in wrap(legend, sheet.room))
        yield ""
        if table.questions:
            names = [self._name(each) for each in table.questions[: len(self._widths)]]
            yield from self._line("", names, "and" if len(names) < len(table.questions) else "")
        yield sheet.paint("quiet", "─" * sheet.room)
        for entry in table.entries:
            yield from self._entry(entry)
        for kind, title in _TITLES.items():
            spots = [spot for spot in table.spots if spot.kind == kind]
            yield from self._spots(title if kind != "gap" else f"{title}: {_default(table)}", spots)

    def _entry(self, entry: Entry) -> Iterator[str]:
        over = f" · {_over(entry)}" if entry.over else ""
        head = f"{entry.number} {self._sheet.near(entry.rule.id)} · {entry.rule.verdict}{over}"
        place = entry.rule.decision_span
        aside = visible(f"  {place.file}:{place.line}" if place.file else "")
        indent = 1 if entry.number <= _LAST_DIGIT else 0
        if indent + width(head) + width(aside) <= self._sheet.room:
            yield " " * indent + self._sheet.paint("bold", head) + self._sheet.paint("quiet", aside)
        else:
            yield from self._sheet.lines(head, indent, ink="bold")
        yield from self._all(entry.when, "when", "or")
        yield from self._all(entry.unless, "unless", "unless")

    def _spots(self, title: str, spots: Sequence[Spot]) -> Iterator[str]:
        if not spots:
            return
        yield ""
        yield from self._sheet.lines(title, ink="bold")
        yield self._sheet.paint("quiet", "─" * self._sheet.room)
        for spot in spots:
            if said := _spot(spot, self._table):
                yield from self._sheet.lines(said, 3, ink="bold")
            yield from self._all(spot.rows, "when", "or")
            if besides := _besides(spot):
                yield from self._sheet.lines(besides, 3)

    def _all(self, rows: Iterable[Row], first: str, others: str) -> Iterator[str]:
        for number, row in enumerate(rows):
            yield from self._row(others if number else first, row)

    def _row(self, word: str, row: Row) -> Iterator[str]:
        shown = len(self._widths)
        pairs = list(zip(row, self._table.questions, strict=True))
        rest = "; ".join(
            _fact(answers, question, self._sheet) for answers, question in pairs[shown:] if answers
        )
        cells = [_cell(answers, question) for answers, question in pairs[:shown]]
        if not any(row):
            rest = "always"
        yield from self._line(word, cells, rest)

    def _line(self, word: str, cells: Sequence[str], rest: str) -> Iterator[str]:
        columns = [_wrapped(cell, wide) for cell, wide in zip(cells, self._widths, strict=True)]
        columns.append(_wrapped(rest, self._rest))
        for number, pieces in enumerate(zip_longest(*columns, fillvalue="")):
            padded = (
                piece + " " * (wide - width(piece) + _GAP)
                for piece, wide in zip(pieces, [*self._widths, self._rest], strict=True)
            )
            yield f"   {'' if number else word:<{_GUTTER - 3}}{''.join(padded)}".rstrip()


def _default(table: Table) -> str:
    return f"otherwise {table.otherwise}" if table.otherwise else "nothing says otherwise"


def _asks_categories(table: Table) -> bool:
    return any(question.kind == "category" for question in table.questions)


_LEGEND = (
    "A rule applies where a `when` holds and no `unless` does. Where a cell is empty, any answer will do."
)
_OTHERS = " The rules of other categories have no say here."
_TITLES = {
    "contradiction": "contradictions: both rules stand",
    "gap": "gaps, where no rule stands",
    "overlap": "overlaps: both rules stand",
}


def _wrapped(text: str, room: int) -> list[str]:
    """The text in pieces of at most `room` cells, broken at spaces and, where it must be, behind hyphens."""
    pieces = [""]
    for part in re.findall(r"\S+\s*", visible(text)):
        for word in [part] if width(part.rstrip()) <= room else re.findall(r"[^-]+-?", part):
            if pieces[-1] and width(pieces[-1]) + width(word.rstrip()) > room:
                pieces.append("")
            pieces[-1] += word
    return [piece.rstrip() for piece in pieces]


# ── Markdown and CSV ──────────────────────────────────────────────────────────


def table_markdown(table: Table, sheet: Sheet) -> str:
    head, *body = _records(table, sheet)
    lines = [head, ["---"] * len(head), *body]
    return "".join(f"| {' | '.join(map(_escaped, line))} |\n" for line in lines)


def _escaped(text: str) -> str:
    return re.sub(r"([\\|`*_<\[])", r"\\\1", visible(text))


def table_csv(table: Table, sheet: Sheet) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(_records(table, sheet))
    return written.getvalue()


def _records(table: Table, sheet: Sheet) -> Iterator[list[str]]:
    """Every row of the table with all that belongs to it, each question a column of its own."""
    questions = [sheet.question(each.kind, each.name) for each in table.questions]
    yield ["number", "rule", "verdict", "row", *questions, "ranks"]
    for entry in table.entries:
        name = [str(entry.number), sheet.near(entry.rule.id), entry.rule.verdict]
        yield from ([*name, "when", *_cells(row, table), _over(entry)] for row in entry.when)
        yield from ([*name, "unless", *_cells(row, table), ""] for row in entry.unless)
    for spot in table.spots:
        name = [" ".join(map(str, spot.numbers)), "", _decided(spot, table), spot.kind]
        rows = spot.rows or [tuple(() for _ in questions)]
        yield from ([*name, *_cells(row, table), _besides(spot)] for row in rows)


def _decided(spot: Spot, table: Table) -> str:
    match spot.kind:
        case "gap":
            return table.otherwise or ""
        case "overlap":
            return table.entries[spot.numbers[0] - 1].rule.verdict
        case "contradiction":
            return ""


def _cells(row: Row, table: Table) -> list[str]:
    return [_cell(answers, question) for answers, question in zip(row, table.questions, strict=True)]
