"""The goals as a picture: for each row how far its figure is from the goal, as SVG."""

from __future__ import annotations

from html import escape
from math import log10
from typing import TYPE_CHECKING

from benchmarks.report import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.report import Row

LEFT, WIDTH, RIGHT, STEP, TOP = 460, 400, 90, 22, 46
REACH = 2
"""Powers of ten that are shown on either side of the goal."""

STYLE = (
    "text{font:12px sans-serif;fill:#1a1a1a}.axis{stroke:#767676}.goal{stroke:#1a1a1a;stroke-width:2}"
    ".holds{fill:#1b6e3c}.missed{fill:#b3261e}"
    "@media(prefers-color-scheme:dark){text{fill:#eee}.goal{stroke:#eee}.holds{fill:#6fcf97}.missed{fill:#ff8a80}}"
)


def svg(rows: Sequence[Row]) -> str:
    """Rows with a goal and a figure, one line each; what reaches to the right is better than the goal."""
    shown = [row for row in rows if row.goal is not None and row.ratio is not None]
    height, width = TOP + STEP * len(shown) + 12, LEFT + WIDTH + RIGHT
    body = "".join([*_frame(height), *(_line(row, place) for place, row in enumerate(shown))])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="How far each figure is from its goal"><style>{STYLE}</style>{body}</svg>\n'
    )


def _frame(height: int) -> Iterator[str]:
    for power in range(-REACH, REACH + 1):
        x = _x(10.0**-power)
        name = "goal" if power == 0 else f"{10 ** abs(power)}x {'better' if power > 0 else 'worse'}"
        kind = "axis" if power else "goal"
        yield f'<line class="{kind}" x1="{x}" x2="{x}" y1="{TOP - 16}" y2="{height - 8}"/>'
        yield f'<text x="{x}" y="{TOP - 24}" text-anchor="middle">{name}</text>'


def _line(row: Row, place: int) -> str:
    assert row.goal is not None
    assert row.ratio is not None
    y = TOP + STEP * place
    missed = row.goal.missed_by(row.ratio)
    start, end = sorted((_x(1), _x(missed)))
    kind, word = ("holds", "holds") if missed <= 1 else ("missed", "missed")
    return (
        f'<text x="{LEFT - 10}" y="{y + 12}" text-anchor="end">{escape(_name(row))}</text>'
        f'<rect class="{kind}" x="{start}" y="{y + 3}" width="{max(2, round(end - start, 1))}" height="12"/>'
        f'<text x="{LEFT + WIDTH + 8}" y="{y + 12}">{word}</text>'
    )


def _name(row: Row) -> str:
    beside = row.peer.partition(":")[0]
    return row.work if beside == NOTHING else f"{row.work} / {beside}"


def _x(missed: float) -> float:
    """Better is further right; beyond the frame is its edge."""
    power = log10(min(10.0**REACH, max(10.0**-REACH, missed)))
    return round(LEFT + WIDTH * (REACH - power) / (2 * REACH), 1)
