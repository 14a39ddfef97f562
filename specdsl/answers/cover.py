"""Saying where something is so in few words: large boxes, and what is to be taken out of them."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from specdsl.answers.boxes import Boxes
from specdsl.meaning.cases import BudgetError
from specdsl.meaning.search import find
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from specdsl.meaning.regions import Region
    from specdsl.meaning.space import Space

_LIMIT = 15_000  # boxes that may be made to find large ones
_FEW = 6  # boxes that somebody reads


@dataclass(frozen=True, slots=True)
class Cover:
    """A region: what lies in the boxes, but not where one of some rules (by number) applies.

    Where that would still take too many boxes there are none: it is wherever those rules do not apply.
    """

    boxes: Region
    besides: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """What lies `inside` and where none of `rules` applies, whatever is said of what is `idle`.

    `asked` are the bits of the questions that are of interest.
    """

    space: Space
    inside: Region
    rules: Mapping[int, Region]
    idle: Region
    asked: int


def cover(field: Field, few: int = _FEW, limit: int = _LIMIT) -> Cover | None:
    """The region of a field; None where there is none.

    Where that takes more than a few boxes, or more work than the limit, the rules that ask the most are named
    instead.

    Raises:
        BudgetError: It takes too much work to find out whether there is anything.
    """
    if _Search(Boxes(field.space), field, frozenset()).is_empty():
        return None
    asking = sorted(field.rules, key=lambda number: -_asked(field.space, field.rules[number]))
    for left in range(len(asking) + 1):
        found = _covering(_Search(Boxes(field.space, limit), field, frozenset(asking[:left])), few)
        if found is not None:
            return found
    return Cover((), tuple(sorted(field.rules)))


def _asked(space: Space, region: Region) -> int:
    """How many questions it takes to say where a region is."""
    return space.width(reduce(or_, (space.whole & ~box for box in region), 0))


def _covering(search: _Search, few: int) -> Cover | None:
    if not search.run(few):
        return None
    return Cover(tuple(search.found), tuple(search.besides()))


class _Search:
    """Finds boxes one by one, each as large as it can be around a point that the others leave out.

    They may hold what the rules that are named instead take out of them.
    """

    def __init__(self, boxes: Boxes, field: Field, named: frozenset[int]) -> None:
        self.boxes = boxes
        self.found: list[int] = []
        self._field = field
        self._besides = sorted(named)
        self._whole = (*field.inside, *field.idle)
        self._around = reduce(or_, self._whole, 0)
        self._clear = [box for n, region in field.rules.items() if n not in named for box in region]
        self._named = [box for number in named for box in field.rules[number]]
        self._asked: dict[int, tuple[bool, int]] = {}

    def run(self, few: int) -> bool:
        """Find them; whether they are few enough."""
        try:
            for box in self._large():
                self.found.append(box)
                if len(self.found) > 2 * few:
                    return False
            self.found = self._needed()
        except BudgetError:
            return False
        return len(self.found) <= few

    def besides(self) -> Iterator[int]:
        """The rules, by number, that take something out of what was found."""
        found = tuple(self.found)
        return (number for number in self._besides if self.boxes.meet(self._field.rules[number], found))

    def is_empty(self) -> bool:
        return self._uncovered(self._field.inside, []) is None

    def _large(self) -> Iterator[int]:
        while (point := self._uncovered(self._field.inside, self.found)) is not None:
            yield self.boxes.widest(point, self._within, self._field.asked)

    def _within(self, box: int) -> bool:
        """Whether a box may be one of those; asked again about the same box, it costs what it did."""
        if box & ~self._around:
            return False
        if box in self._asked:
            holds, work = self._asked[box]
            self.boxes.meter.spend(work)
            return holds
        before = self.boxes.meter.spent
        holds = self._is_within(box)
        self._asked[box] = holds, self.boxes.meter.spent - before
        return holds

    def _is_within(self, box: int) -> bool:
        met = self.boxes.meet((box,), self._clear) if self._clear else ()
        return self.boxes.lies_in(self._whole, box) and not (
            met and self.boxes.without(met, self._field.idle)
        )

    def _uncovered(self, starts: Region, found: list[int]) -> int | None:
        blocks = (*self._clear, *self._named, *self._field.idle, *found)
        return find(
            self.boxes.space,
            starts,
            lambda point: [box for box in blocks if point & box == point],
            self.boxes.meter,
        )

    def _needed(self) -> list[int]:
        """Those that hold something which the others do not, those of few facts first."""
        kept = sorted(self.found, key=self.boxes.order)
        for box in kept[::-1]:
            others = [other for other in kept if other != box]
            if self._uncovered(self.boxes.meet(self._field.inside, (box,)), others) is None:
                kept = others
        return kept
