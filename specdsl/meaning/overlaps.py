"""Which rules might apply in a situation of a box: all at once, by the answers that each rule allows."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

from specdsl.meaning.ranks import bits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specdsl.meaning.space import Space, Variable


class Overlaps:
    """For every answer the set of boxes that allow it; boxes are known by their place in the list."""

    def __init__(self, space: Space, boxes: Sequence[int]) -> None:
        self._space = space
        self._everyone = (1 << len(boxes)) - 1
        self._free: dict[Variable, int] = {}
        self._allowing: dict[int, int] = {}
        self._note(boxes)

    def _note(self, boxes: Sequence[int]) -> None:
        members: dict[int, list[int]] = {}
        bound: dict[Variable, list[int]] = {}
        for number, box in enumerate(boxes):
            for variable in self._space.constrained(box):
                bound.setdefault(variable, []).append(number)
                for bit in bits(box & variable.bits):
                    members.setdefault(bit, []).append(number)
        self._free = {variable: self._everyone & ~as_set(numbers) for variable, numbers in bound.items()}
        self._allowing = {bit: as_set(numbers) for bit, numbers in members.items()}

    def meeting(self, box: int) -> int:
        """The boxes that have a point in common with this one."""
        asked = (variable for variable in self._space.constrained(box) if variable in self._free)
        return reduce(and_, (self._allowed(variable, box) for variable in asked), self._everyone)

    def _allowed(self, variable: Variable, box: int) -> int:
        sets = (self._allowing.get(bit, 0) for bit in bits(box & variable.bits))
        return reduce(or_, sets, self._free[variable])


def as_set(numbers: Sequence[int]) -> int:
    """Numbers as a set: one bit each."""
    members = bytearray((max(numbers) >> 3) + 1)
    for number in numbers:
        members[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(members, "little")
