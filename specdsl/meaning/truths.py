"""The truth of conditions in boxes: yes throughout, no throughout, or open."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, TypeAlias

from specdsl.graph.model import And, InCategory, Not, Or
from specdsl.meaning.condition import atoms
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from specdsl.graph.model import Condition, Rule
    from specdsl.meaning.situation import Atom
    from specdsl.meaning.space import Space

Truth: TypeAlias = "Callable[[int], bool | None]"
"""Of a box: True or False where all its situations agree; None where they are not seen to."""


@dataclass(slots=True)
class Test:
    """A condition as a test of boxes; what settles its facts settles it.

    Most conditions are one box or all but one, `around` it and `outside` it: whether such a one is open in
    some box takes a few operations on numbers. Of others both are all situations.
    """

    truth: Truth
    around: int
    outside: int
    is_one_box: bool
    facts: list[tuple[int, int]]
    """Of each fact that it asks about, in the order written, the box without it and the box with it."""


def told_apart(tests: Iterable[Test], question: int) -> frozenset[int]:
    """The sets of answers to a question (given as its bits) that facts of some conditions are about."""
    facts = (fact for test in tests for fact in test.facts)
    return frozenset(within & question for without, within in facts if not without & within & question)


class Truths:
    """The conditions of a policy as tests of boxes, each made once."""

    def __init__(self, space: Space) -> None:
        self.space = space
        self._tests: dict[int, tuple[Condition, Test]] = {}
        self._of_rules: dict[str, Test] = {}
        self._facts: dict[int, tuple[Atom, tuple[int, int]]] = {}

    def of(self, condition: Condition) -> Truth:
        """Whether it holds."""
        return self.test(condition).truth

    def test(self, condition: Condition) -> Test:
        """Its test. Conditions are known by identity: to compare long ones would cost more than the test."""
        if id(condition) not in self._tests:
            self._tests[id(condition)] = condition, self.make(condition)
        return self._tests[id(condition)][1]

    def of_rule(self, rule: Rule) -> Test:
        """Whether it applies."""
        if rule.id not in self._of_rules:
            parts = [InCategory(rule.category), *([rule.when] if rule.when else []), *map(Not, rule.unless)]
            self._of_rules[rule.id] = self.make(And(tuple(parts)))
        return self._of_rules[rule.id]

    def forget(self, rules: Iterable[str]) -> None:
        """These rules say something else now; conditions that nobody may ask about again are let go."""
        for rule in rules:
            self._of_rules.pop(rule, None)
        self._tests.clear()
        self._facts.clear()

    def open_in(self, box: int, tests: Iterable[Test]) -> list[Test]:
        """Those that a box leaves open: of the innermost work, so it is written out."""
        carry, guards = self.space.carry, self.space.guards
        return [
            test
            for test in tests
            if box & test.outside
            and (box & test.around) + carry & guards == guards
            and (test.is_one_box or test.truth(box) is None)
        ]

    def make(self, condition: Condition) -> Test:
        """Its test, made anew: for a condition that will not come again."""
        whole = self.space.whole
        facts = self.facts(condition)
        one, holds = self._one_box(condition)
        if one is None:
            return Test(self._of_parts(condition), whole, whole, is_one_box=False, facts=facts)
        truth = self._inside(one) if holds else _opposite(self._inside(one))
        return Test(truth, one, whole & ~one, is_one_box=True, facts=facts)

    def about(self, condition: Condition) -> int:
        """The bits of the questions that it asks."""
        others = (without & within for without, within in map(self._fact, atoms(condition)))
        return self.space.whole & ~reduce(and_, others)

    def box_of(self, condition: Condition) -> int | None:
        """The one box in which it holds; None where that may take more than one."""
        return self._box(condition, holds=True)

    def of_one_box(self, box: int, facts: list[tuple[int, int]]) -> Test:
        """The test of what holds in just this box, and asks about these facts."""
        return Test(self._inside(box), box, self.space.whole & ~box, is_one_box=True, facts=facts)

    def facts(self, condition: Condition) -> list[tuple[int, int]]:
        """Of each fact that it asks about the box without it and the box with it."""
        return [self._fact(atom) for atom in atoms(condition)]

    def _fact(self, atom: Atom) -> tuple[int, int]:
        """The box in which it does not hold and the one in which it does; known by identity too."""
        if id(atom) not in self._facts:
            of = self.space.of_atom
            self._facts[id(atom)] = atom, (of(atom, holds=False), of(atom, holds=True))
        return self._facts[id(atom)][1]

    def _make(self, condition: Condition) -> Truth:
        one, holds = self._one_box(condition)
        if one is None:
            return self._of_parts(condition)
        return self._inside(one) if holds else _opposite(self._inside(one))

    def _of_parts(self, condition: Condition) -> Truth:
        match condition:
            case Not():
                return _opposite(self._make(condition.operand))
            case And():
                return self._all(condition.operands, holds=True)
            case Or():
                return _opposite(self._all(condition.operands, holds=False))
            case _:
                raise AssertionError("one fact is one box")

    def _all(self, parts: Iterable[Condition], *, holds: bool) -> Truth:
        """Whether all hold, or none does; those that are one box and share no question are one test."""
        together, asked = self.space.whole, 0
        tests: list[Truth] = []
        for part in parts:
            box, about = self._box(part, holds=holds), self.about(part)
            if box is None or about & asked:
                tests.append(self._make(part) if holds else _opposite(self._make(part)))
            else:
                together, asked = together & box, asked | about
        return _all([self._inside(together), *tests] if asked else tests)

    def _one_box(self, condition: Condition) -> tuple[int | None, bool]:
        """The one box in which it holds, or in which it does not; and which of the two."""
        holding = self._box(condition, holds=True)
        return (holding, True) if holding is not None else (self._box(condition, holds=False), False)

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
                return self._fact(condition)[holds]

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
