"""Where the rules of a policy apply: their boxes by category, worked out when somebody first looks there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from specdsl.meaning.ranks import bits
from specdsl.meaning.space import YES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specdsl.graph.model import Rule
    from specdsl.meaning.notebook import Notebook
    from specdsl.meaning.regions import Regions

Place = tuple[int, int]
"""A box, and the number of the rule."""


class _Drawer(NamedTuple):
    """The rules of one category: the boxes in which they apply, and one around each that takes too many.

    Each with the number of its rule; the former with the set of this rule alone, too.
    """

    boxes: list[tuple[int, int, int]]
    unclear: list[Place]


class Places:
    """The boxes of some rules, which are known by their place in the list.

    They come in the policy's order, whatever rules there are elsewhere: answers do not depend on those.
    """

    def __init__(self, regions: Regions, rules: Sequence[Rule], notebook: Notebook) -> None:
        self._regions = regions
        self._notebook = notebook
        self._is_empty = regions.space.is_empty
        self._rules: dict[int, list[tuple[int, Rule]]] = {}
        self._drawers: dict[int, _Drawer] = {}
        for number, rule in enumerate(rules):
            answer = regions.space.variable("category", rule.category).bit(YES).bit_length() - 1
            self._rules.setdefault(answer, []).append((number, rule))
        self._inside = sum(1 << answer for answer in self._rules)

    def around(self, point: int, among: int) -> list[Place]:
        """Those of a set of rules that hold the point."""
        return [
            (box, number)
            for drawer in self._open(point)
            for box, number, itself in drawer.boxes
            if point & box == point and among & itself
        ]

    def meeting(self, box: int, among: int) -> list[int]:
        """The boxes of a set of rules that have a point in common with a box: of the innermost work."""
        carry, guards = self._regions.space.carry, self._regions.space.guards
        return [
            each
            for drawer in self._open(box)
            for each, _, itself in drawer.boxes
            if among & itself and (box & each) + carry & guards == guards
        ]

    def unclear(self, box: int) -> Iterator[Place]:
        """Boxes around the rules that take too many boxes, where these meet the box."""
        is_empty = self._is_empty
        return (
            place for drawer in self._open(box) for place in drawer.unclear if not is_empty(box & place[0])
        )

    def _open(self, box: int) -> Iterator[_Drawer]:
        """The drawers of all categories that a request of the box may be in."""
        self._notebook.reach(box)
        for answer in bits(box & self._inside):
            if answer not in self._drawers:
                self._drawers[answer] = self._fill(answer)
            yield self._drawers[answer]

    def _fill(self, answer: int) -> _Drawer:
        drawer = _Drawer([], [])
        for number, rule in self._rules[answer]:
            region = self._regions.of_rule_or_none(rule)
            if region is None:
                drawer.unclear.append((self._regions.hull(rule), number))
            drawer.boxes.extend((box, number, 1 << number) for box in region or ())
        return drawer
