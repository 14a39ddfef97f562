"""Which rules might apply together: all at once, by the answers that the box around each allows."""

from __future__ import annotations

from collections import defaultdict
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING

from specdsl.meaning.ranks import as_set, bits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specdsl.meaning.space import Space


class Overlaps:
    """Sets of some boxes, which are known by their place in the list.

    Two boxes are apart where each answer to some question is ruled out by one of them. So a question of which
    no box rules out one answer keeps none apart, and is not looked at: that of a category, mostly.
    """

    def __init__(self, space: Space, boxes: Sequence[int]) -> None:
        self._space = space
        self._everyone = (1 << len(boxes)) - 1
        self._rows: list[list[int]] = []
        self._groups: dict[int, dict[int, list[int]]] = {}
        """For each question by its guard, and what boxes allow of it, the boxes that do."""
        self._allowing: dict[int, int] = {}
        """For each thing that boxes allow, with its guard, all boxes that allow a part of it."""
        self._note(boxes)
        for guard, groups in self._groups.items():
            self._allowing.update(self._allowing_each(guard, groups))

    def meeting(self, number: int, among: int) -> int:
        """Those of a set that have a point in common with the box of that number, itself among them."""
        for allowed in self._rows[number]:
            among &= self._allowing[allowed]
            if not among:
                break
        return among

    def _note(self, boxes: Sequence[int]) -> None:
        whole, carry, guards = self._space.whole, self._space.carry, self._dividing(boxes)
        self._groups = {1 << place: defaultdict(list) for place in bits(guards)}
        answers = {guard: self._space.answers_before(guard) for guard in self._groups}
        for number, box in enumerate(boxes):
            row = []
            asked = (whole & ~box) + carry & guards
            while asked:
                guard = asked & -asked
                allowed = box & answers[guard] | guard
                self._groups[guard][allowed].append(number)
                row.append(allowed)
                asked ^= guard
            self._rows.append(row)

    def _dividing(self, boxes: Iterable[int]) -> int:
        """The guards of the questions of which each answer is ruled out by some box."""
        allowed_by_all = reduce(and_, boxes, self._space.whole)
        return self._space.guards & ~(allowed_by_all + self._space.carry)

    def _allowing_each(self, guard: int, groups: dict[int, list[int]]) -> Iterator[tuple[int, int]]:
        """For each thing that boxes allow of one question, those that allow a part of it, or do not ask."""
        by_answer: defaultdict[int, list[int]] = defaultdict(list)
        for allowed, numbers in groups.items():
            for answer in bits(allowed ^ guard):
                by_answer[answer] += numbers
        sets = {answer: as_set(numbers) for answer, numbers in by_answer.items()}
        free = self._everyone & ~as_set([number for numbers in groups.values() for number in numbers])
        for allowed in groups:
            found = free
            for answer in bits(allowed ^ guard):
                found |= sets[answer]
            yield allowed, found
