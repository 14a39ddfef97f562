"""Which rules might apply together: all at once, by the answers that the box around each allows."""

from __future__ import annotations

from collections import defaultdict
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

from specdsl.meaning.ranks import as_set, bits
from specdsl.record import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specdsl.meaning.space import Space


@dataclass(slots=True)
class _Group:
    """The boxes that allow the same answers to one question; `meeting` has all that allow one of these."""

    place: int
    numbers: list[int] = field(default_factory=list)
    meeting: int = 0


class Overlaps:
    """Sets of some boxes, which are known by their place in the list.

    Two boxes are apart where each answer to some question is ruled out by one of them. So a question of which
    no box rules out one answer keeps none apart, and is not looked at: that of a category, mostly.
    """

    def __init__(self, space: Space, boxes: Sequence[int]) -> None:
        self._space = space
        self._boxes = [*boxes]
        self._everyone = (1 << len(boxes)) - 1
        self._dividing = _dividing(space, boxes)
        self._groups: dict[int, dict[int, _Group]] = {place: {} for place in bits(self._dividing)}
        """For each dividing question, by the place of its guard, the groups by what they allow."""
        self._rows: list[list[_Group]] = [[] for _ in boxes]
        """The groups of each box."""
        self._note(range(len(boxes)))
        for place in self._groups:
            self._sum_up(place)

    def turned(self, boxes: Sequence[int]) -> Overlaps:
        """Those of other boxes, most of which are the same: this object, where it can be."""
        if len(boxes) != len(self._boxes) or _dividing(self._space, boxes) & ~self._dividing:
            return Overlaps(self._space, boxes)
        different = [number for number, box in enumerate(boxes) if box != self._boxes[number]]
        touched = {group.place for number in different for group in self._rows[number]}
        for number in different:
            for group in self._rows[number]:
                group.numbers.remove(number)
        self._boxes = [*boxes]
        self._note(different)
        touched |= {group.place for number in different for group in self._rows[number]}
        for place in touched:
            self._sum_up(place)
        return self

    def meeting(self, number: int, among: int) -> int:
        """Those of a set that have a point in common with the box of that number, itself among them."""
        for group in self._rows[number]:
            among &= group.meeting
            if not among:
                break
        return among

    def _note(self, numbers: Iterable[int]) -> None:
        """Put boxes into their groups: at first all, and so it is written out."""
        whole, carry, dividing, groups = self._space.whole, self._space.carry, self._dividing, self._groups
        questions = {place: (1 << place, self._space.answers_before(1 << place)) for place in groups}
        for number in numbers:
            box, row = self._boxes[number], []
            asked = (whole & ~box) + carry & dividing
            while asked:
                place = asked.bit_length() - 1
                guard, answers = questions[place]
                allowed = box & answers
                group = groups[place].get(allowed)
                if group is None:
                    groups[place][allowed] = group = _Group(place)
                group.numbers.append(number)
                row.append(group)
                asked ^= guard
            self._rows[number] = row[::-1]

    def _sum_up(self, place: int) -> None:
        """Who meets whom in one question: those that share an answer, and all that do not ask."""
        sets = {allowed: as_set(group.numbers) for allowed, group in self._groups[place].items()}
        allowing: defaultdict[int, int] = defaultdict(int)
        for allowed, members in sets.items():
            for answer in bits(allowed):
                allowing[answer] |= members
        free = self._everyone & ~reduce(or_, sets.values(), 0)
        for allowed, group in self._groups[place].items():
            group.meeting = reduce(or_, (allowing[answer] for answer in bits(allowed)), free)


def _dividing(space: Space, boxes: Sequence[int]) -> int:
    """The guards of the questions of which each answer is ruled out by some box."""
    allowed_by_all = reduce(and_, boxes, space.whole)
    return space.guards & ~(allowed_by_all + space.carry)
