"""Searching boxes for a situation that no other box contains."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Generic, TypeVar

from specdsl.meaning.ranks import bits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from specdsl.meaning.budget import Meter
    from specdsl.meaning.space import Space

T = TypeVar("T")


def find(
    space: Space,
    starts: Iterable[int],
    blocks: Callable[[int], Iterable[int]],
    meter: Meter,
    met: list[int] | None = None,
) -> int | None:
    """A point of the boxes that `blocks` gives no box for; None where there is none, which is then proved.

    `blocks` gives, for a point, boxes around it that hold nothing of interest. Each point that is blocked
    splits its box at the block, so that only what matters is ever looked at; usual answers are tried first.
    The blocks are noted in `met`.

    Raises:
        BudgetError: The meter ran out.
    """
    waiting = list(starts)[::-1]
    while waiting:
        box = waiting.pop()
        point = space.usual(box)
        block = _nearest(space, box, blocks(point))
        meter.spend()
        if block is None:
            return point
        if met is not None:
            met.append(block)
        waiting.extend(reversed(space.outside(box, block)))
    return None


def _nearest(space: Space, box: int, blocks: Iterable[int]) -> int | None:
    """The block that leaves the fewest pieces of the box."""
    return min(blocks, key=lambda block: space.width(box & ~block), default=None)


class Pile(Generic[T]):
    """Boxes, each with a label, of which those that meet a box are found without looking at them all.

    Most boxes ask for something unusual: to be in a category, say. Each lies in a drawer for one such answer;
    only the drawers of the answers that a box allows are opened.
    """

    def __init__(self, space: Space, boxes: Iterable[tuple[int, T]]) -> None:
        self._space = space
        self._drawers: dict[int, list[tuple[int, T]]] = defaultdict(list)
        self._open: list[tuple[int, T]] = []
        self._labelled = 0
        for box, label in boxes:
            self._file(box, label)

    def _file(self, box: int, label: T) -> None:
        unusual = self._space.variables_in(self._space.usual_point & ~box)
        demands = ((each.kind == "facet", list(bits(box & each.bits))) for each in unusual)
        _, answers = min(demands, key=lambda each: (each[0], self._fullness(each[1])), default=(None, None))
        if answers is None:
            self._open.append((box, label))
            return
        for answer in answers:
            self._drawers[answer].append((box, label))
            self._labelled |= 1 << answer

    def _fullness(self, answers: list[int]) -> int:
        return sum(len(self._drawers[answer]) if answer in self._drawers else 0 for answer in answers)

    def meeting(self, box: int) -> Iterator[tuple[int, T]]:
        """Those that have a point in common with the box; some more than once."""
        is_empty = self._space.is_empty
        for drawer in self._drawers_for(box):
            for pair in drawer:
                if not is_empty(box & pair[0]):
                    yield pair

    def around(self, point: int) -> Iterator[tuple[int, T]]:
        """Those that hold the point, each once."""
        for drawer in self._drawers_for(point):
            for pair in drawer:
                if point & pair[0] == point:
                    yield pair

    def _drawers_for(self, box: int) -> Iterator[list[tuple[int, T]]]:
        if self._open:
            yield self._open
        for answer in bits(box & self._labelled):
            yield self._drawers[answer]
