"""Where everything stands: boxes in two columns.

Arcs between categories run in the channel between the columns, arcs within one on its outer side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from specdsl.graph.model import Category, Policy

MARGIN = 96
TOP = 104  # of the first box: above it stand the title and the line below it
BOX = 430
HEADER = 54
ROW = 38
GAP = 26
LEGEND = 96
PORT = 6  # between two arcs that end at one row
_NARROW, _WIDE = 170, 420  # the channel, by how much runs through it


@dataclass(frozen=True, slots=True)
class Box:
    """A category's place; `side` is 1 where the channel lies to its right, -1 where to its left."""

    category: Category
    x: float
    y: float
    side: int

    @property
    def height(self) -> float:
        return height_of(self.category)

    def point(self, y: float, side: int) -> Point:
        return Point(self.x + (BOX if side > 0 else 0), self.y + y, side)


@dataclass(frozen=True, slots=True)
class Point:
    """Where an arc touches a box; it leaves to the right where `side` is 1, to the left where it is -1."""

    x: float
    y: float
    side: int


@dataclass(frozen=True, slots=True)
class Arc:
    """What binds two rows, or two categories, and how."""

    source: str
    target: str
    label: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where arcs can touch a row: towards the channel, and on the outer side."""

    box: Box
    inner: Point
    outer: Point


@dataclass(frozen=True, slots=True)
class Layout:
    width: float
    height: float
    channel: float
    boxes: tuple[Box, ...]


def layout(policy: Policy, crossing: int) -> Layout:
    """The boxes, with a channel wide enough for so many arcs."""
    left, right = _columns(policy.categories)
    channel = min(_NARROW + crossing, _WIDE)
    boxes = (*_stack(left, MARGIN, 1), *_stack(right, MARGIN + BOX + channel, -1))
    bottom = max((box.y + box.height for box in boxes), default=TOP)
    return Layout(2 * MARGIN + 2 * BOX + channel, bottom + GAP + LEGEND, channel, boxes)


def height_of(category: Category) -> float:
    return HEADER + ROW * max(len(category.rules), 1)


def _columns(categories: Sequence[Category]) -> tuple[Sequence[Category], Sequence[Category]]:
    """Cut the list where the taller column is lowest; it is read down the left, then down the right."""
    cuts = range(len(categories), 0, -1)  # of two cuts as good as each other the one further down
    best = min(cuts, key=lambda cut: max(_tall(categories[:cut]), _tall(categories[cut:])), default=0)
    return categories[:best], categories[best:]


def _tall(categories: Iterable[Category]) -> float:
    return sum(height_of(each) + GAP for each in categories)


def _stack(categories: Iterable[Category], x: float, side: int) -> Iterator[Box]:
    y = float(TOP)
    for category in categories:
        yield Box(category, x, y, side)
        y += height_of(category) + GAP


# ── Where arcs touch ─────────────────────────────────────────────────────────


def anchors(boxes: Iterable[Box]) -> dict[str, Anchor]:
    """For each category the middle of its header, for each rule the middle of its row."""
    places = {}
    for box in boxes:
        places[box.category.id] = _anchor(box, HEADER / 2)
        for number, rule in enumerate(box.category.rules):
            places[rule.id] = _anchor(box, HEADER + ROW * (number + 0.5))
    return places


def _anchor(box: Box, y: float) -> Anchor:
    return Anchor(box, box.point(y, box.side), box.point(y, -box.side))


def ends(drawn: Sequence[Arc], places: Mapping[str, Anchor]) -> list[tuple[Point, Point]]:
    """Where each arc begins and ends: spread over the row's height, so that none hides another."""
    pairs = [_touching(places[edge.source], places[edge.target]) for edge in drawn]
    touching: dict[Point, list[tuple[int, int]]] = {}
    for number, pair in enumerate(pairs):
        for which, point in enumerate(pair):
            touching.setdefault(point, []).append((number, which))
    spread = {
        end: place for point, at in touching.items() for end, place in _spread(point, at, pairs).items()
    }
    return [(spread[number, 0], spread[number, 1]) for number in range(len(pairs))]


def _touching(source: Anchor, target: Anchor) -> tuple[Point, Point]:
    if source.box == target.box:
        return source.outer, target.outer
    return source.inner, target.inner


def _spread(
    point: Point, at: Sequence[tuple[int, int]], pairs: Sequence[tuple[Point, Point]]
) -> dict[tuple[int, int], Point]:
    ordered = sorted(at, key=lambda end: _direction(point, pairs[end[0]][1 - end[1]]))
    step = min(PORT, (ROW - 8) / len(ordered))
    first = point.y - step * (len(ordered) - 1) / 2
    return {end: Point(point.x, first + step * place, point.side) for place, end in enumerate(ordered)}


def _direction(here: Point, there: Point) -> tuple[int, float]:
    """First the arcs that turn back up, then those that cross, then those that turn down: so they nest."""
    if there.side != here.side:
        return 1, there.y
    return (2 if there.y > here.y else 0), -there.y
