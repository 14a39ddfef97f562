"""The results as a Markdown table, for the terminal and for a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.report import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from benchmarks.report import Check, Row

BEGIN = "<!-- benchmark: what stands from here to the end mark is written by `python -m benchmarks` -->"
END = "<!-- benchmark: end -->"

HEAD = ("work", "specdsl", "beside", "ratio", "goal", "holds")


def markdown(
    rows: Sequence[Row], checks: Sequence[Check], machine: Mapping[str, object], reasons: Mapping[str, str]
) -> str:
    """The table, why goals are missed, what was compared, and where and when."""
    parts = [_table(HEAD, map(_cells, rows)), *_why(rows, reasons), _checks(checks), _machine(machine)]
    return "\n\n".join(part for part in parts if part)


def _cells(row: Row) -> Sequence[str]:
    return row.work, row.ours, row.peer, row.said, str(row.goal or NOTHING), row.verdict


def _why(rows: Iterable[Row], reasons: Mapping[str, str]) -> Iterator[str]:
    """The reasons of the rows whose goal does not hold, in their order."""
    missed = [row for row in rows if row.verdict not in ("yes", NOTHING) and row.key in reasons]
    if missed:
        lines = "\n".join(f"- *{row.work}*: {reasons[row.key]}" for row in missed)
        yield f"Why not:\n\n{lines}"


def _checks(checks: Iterable[Check]) -> str:
    words = {True: "the same", False: "**different**", None: "not compared"}
    return _table(
        ("results compared in this run", "outcome", "of"), ((c.what, words[c.same], c.note) for c in checks)
    )


def _machine(machine: Mapping[str, object]) -> str:
    return "\n".join(f"- {name}: {value}" for name, value in machine.items())


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def put(page: str, table: str) -> str:
    """The page with the table between its marks; the prose around them stays."""
    head, begin, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page lacks the marks `{BEGIN}` and `{END}`")
    return f"{head}{BEGIN}\n\n{table}\n\n{END}{tail}"
