"""What can be done with regions, counted: unions of boxes, as `meaning.space` has them."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from specdsl.meaning.budget import Meter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from specdsl.meaning.regions import Region
    from specdsl.meaning.space import Space, Variable

LIMIT = 200_000
"""Boxes that may be made before a question is given up."""


class Boxes:
    """Every method raises BudgetError where the budget runs out."""

    def __init__(self, space: Space, limit: int = LIMIT) -> None:
        self.space = space
        self.meter = Meter(limit)

    def meet(self, one: Iterable[int], other: Sequence[int]) -> Region:
        """Where both are."""
        met = [box & each for box in one for each in other]
        self.meter.spend(len(met))
        return tuple(box for box in met if not self.space.is_empty(box))

    def without(self, region: Iterable[int], holes: Iterable[int]) -> Region:
        """What is left of a region; each hole costs as much as it leaves, also one that takes nothing."""
        left, holes, done = list(region), tuple(holes), 0
        for number in self.space.numbers_meeting(reduce(or_, left, 0), holes):
            self.meter.spend((number - done) * len(left))
            left, done = self.space.without(left, holes[number]), number + 1
            self.meter.spend(len(left))
            if not left:
                return ()
        self.meter.spend((len(holes) - done) * len(left))
        return tuple(left)

    # ── Large boxes ───────────────────────────────────────────────────────────

    def widest(self, box: int, within: Callable[[int], bool], asked: int) -> int:
        """The box, with each question opened as far as that keeps it within something.

        Questions that are not asked go first, so that nothing is said of them where it need not be.
        """
        constrained = reversed(list(self.space.constrained(box)))
        for variable in sorted(constrained, key=lambda each: bool(each.bits & asked)):
            if within(box | variable.bits):
                box |= variable.bits
                continue
            for answer in variable.answers:
                if within(box | variable.bit(answer)):
                    box |= variable.bit(answer)
        return box

    def lies_in(self, region: Region, box: int) -> bool:
        """Whether a region holds all of a box; it costs what taking the region away does."""
        holds, work = self.space.is_held(box, region, self.meter.limit - self.meter.spent)
        self.meter.spend(work)
        return holds

    def order(self, box: int) -> tuple[int, int]:
        """Few facts first, and what is written first before what is written later."""
        return self.space.width(self.space.whole & ~box), -box

    def points(self, box: int, variables: Iterable[Variable]) -> Iterator[int]:
        """The box for each way to answer some questions."""
        boxes = [box]
        for variable in variables:
            boxes = [
                each & ~variable.bits | variable.bit(answer)
                for each in boxes
                for answer in variable.answers_in(box)
            ]
        yield from boxes

    def merged(self, region: Iterable[int]) -> Region:
        """The same boxes, those that differ in one question made one."""
        boxes = list(region)
        at = 0
        while at < len(boxes):
            found = next((other for other in boxes[at + 1 :] if self._differ_in_one(boxes[at], other)), None)
            if found is None:
                at += 1
                continue
            boxes.remove(found)
            boxes[at], at = boxes[at] | found, 0
        return tuple(boxes)

    def _differ_in_one(self, one: int, other: int) -> bool:
        return self.space.width(one ^ other) == 1
