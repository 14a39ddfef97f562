"""The truth of conditions in boxes: yes throughout, no throughout, or open."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, TypeAlias

from specdsl.graph.model import And, InCategory, Not, Or
from specdsl.meaning.condition import atoms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from specdsl.graph.model import Condition, Rule
    from specdsl.meaning.space import Space

Truth: TypeAlias = "Callable[[int], bool | None]"
"""Of a box: True or False where all its situations agree; None where they are not seen to."""


class Truths:
    """The conditions of a policy as tests of boxes, each made once; what settles its facts settles it.

    Where a condition or its negation is one box, as most are, its test is a few operations on numbers.
    """

    def __init__(self, space: Space) -> None:
        self.space = space
        self._of: dict[int, tuple[Condition, Truth]] = {}
        self._facts: dict[int, tuple[Condition, list[tuple[int, int]]]] = {}
        self._of_rules: dict[str, Truth] = {}

    def of(self, condition: Condition) -> Truth:
        """Its test. Conditions are known by identity: to compare long ones would cost more than the test."""
        if id(condition) not in self._of:
            self._of[id(condition)] = condition, self._make(condition)
        return self._of[id(condition)][1]

    def facts(self, condition: Condition) -> list[tuple[int, int]]:
        """Of each fact that it asks about, in the order written, the box without it and the box with it."""
        if id(condition) not in self._facts:
            of = self.space.of_atom
            boxes = [(of(atom, holds=False), of(atom)) for atom in atoms(condition)]
            self._facts[id(condition)] = condition, boxes
        return self._facts[id(condition)][1]

    def of_rule(self, rule: Rule) -> Truth:
        """Whether it applies."""
        if rule.id not in self._of_rules:
            parts = [InCategory(rule.category), *([rule.when] if rule.when else []), *map(Not, rule.unless)]
            self._of_rules[rule.id] = self._make(And(tuple(parts)))
        return self._of_rules[rule.id]

    def _make(self, condition: Condition) -> Truth:
        holds = self._box(condition, holds=True)
        if holds is not None:
            return self._inside(holds)
        fails = self._box(condition, holds=False)
        if fails is not None:
            return _opposite(self._inside(fails))
        match condition:
            case Not():
                return _opposite(self._make(condition.operand))
            case And():
                return _all([self._make(part) for part in condition.operands])
            case Or():
                return _opposite(_all([_opposite(self._make(part)) for part in condition.operands]))
            case _:
                raise AssertionError("one fact is one box")

    def _box(self, condition: Condition, *, holds: bool) -> int | None:
        """The one box in which it holds, or does not; None where that may take more than one."""
        match condition:
            case Not():
                return self._box(condition.operand, holds=not holds)
            case And() | Or():
                if isinstance(condition, And) is not holds:
                    return None
                return _met(self._box(part, holds=holds) for part in condition.operands)
            case _:
                return self.space.of_atom(condition, holds=holds)

    def _inside(self, around: int) -> Truth:
        outside, is_empty = ~around, self.space.is_empty

        def test(box: int) -> bool | None:
            if not box & outside:
                return True
            return False if is_empty(box & around) else None

        return test


def _met(boxes: Iterable[int | None]) -> int | None:
    known = [*boxes]
    return None if None in known else reduce(and_, (box for box in known if box is not None))


def _opposite(test: Truth) -> Truth:
    def opposite(box: int) -> bool | None:
        found = test(box)
        return None if found is None else not found

    return opposite


def _all(tests: list[Truth]) -> Truth:
    def test(box: int) -> bool | None:
        found: bool | None = True
        for each in tests:
            holds = each(box)
            if holds is False:
                return False
            if holds is None:
                found = None
        return found

    return test
