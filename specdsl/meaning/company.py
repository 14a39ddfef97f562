"""The rules that a request may meet, numbered among themselves: sets of few rules are small numbers."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from specdsl.meaning.ranks import bits
from specdsl.meaning.truths import told_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specdsl.graph.model import Rule
    from specdsl.meaning.decide import Decision
    from specdsl.meaning.ranks import Ranks
    from specdsl.meaning.truths import Test, Truths


class Company:
    """Some active rules, in the policy's order; a set of them has one bit a rule."""

    def __init__(self, rules: Sequence[Rule], ranks: Ranks, truths: Truths) -> None:
        self.rules = tuple(rules)
        self.everyone = (1 << len(self.rules)) - 1
        self._bits = {rule.id: 1 << number for number, rule in enumerate(self.rules)}
        self._tests = [(1 << number, truths.of_rule(rule)) for number, rule in enumerate(self.rules)]
        self._defeaters = [self._among(ranks.defeaters(rule), ranks) for rule in self.rules]
        self._space = truths.space
        self.decisions: dict[tuple[int, str | None], Decision] = {}
        self._verdicts: dict[int, frozenset[str]] = {}
        self._standing: dict[int, int] = {}
        self._chosen: dict[int, list[tuple[int, Test]]] = {}
        self._told_apart: dict[int, frozenset[int]] = {}
        self._contested = sum(1 << number for number, by in enumerate(self._defeaters) if by)

    def _among(self, rules: int, ranks: Ranks) -> int:
        """A set of the policy's rules as one of these."""
        if not rules:
            return 0
        return sum(bit for name, bit in self._bits.items() if rules >> ranks.numbers[name] & 1)

    def set_of(self, rules: Iterable[Rule]) -> int:
        """Those of the rules that are among these, as a set."""
        return sum(self._bits.get(rule.id, 0) for rule in rules)

    def among(self, rules: int) -> Iterator[Rule]:
        """The rules of a set, in order."""
        return (self.rules[number] for number in bits(rules))

    def names(self, rules: int) -> tuple[str, ...]:
        """The same, by identifier."""
        return tuple(rule.id for rule in self.among(rules))

    def seen(self, box: int, rules: int) -> tuple[int, int]:
        """Those of a set that may apply somewhere in a box, and those that apply throughout it.

        This is the innermost work of every search, and so it is written out.
        """
        carry, guards = self._space.carry, self._space.guards
        possible = sure = 0
        for bit, test in self._tests:
            if rules & bit and (box & test.around) + carry & guards == guards:
                holds = not box & test.outside if test.is_one_box else test.truth(box)
                if holds:
                    sure |= bit
                if holds or test.is_one_box or holds is None:
                    possible |= bit
        return possible, sure

    def applying(self, box: int, rules: int) -> int:
        """Those of a set that apply throughout a box (not an empty one)."""
        applying = 0
        for bit, test in self._tests_of(rules):
            if not box & test.outside if test.is_one_box else test.truth(box):
                applying |= bit
        return applying

    def _tests_of(self, rules: int) -> list[tuple[int, Test]]:
        """The cases of one box are seen one after the other, for the same few rules."""
        if rules not in self._chosen:
            self._chosen[rules] = [each for each in self._tests if rules & each[0]]
        return self._chosen[rules]

    def possible(self, box: int, rules: int) -> int:
        """Those of a set that may apply somewhere in a box."""
        return self.seen(box, rules)[0]

    def undefeated(self, rules: int, others: int) -> int:
        """Those of a set of rules that none of the others defeats where it applies too."""
        for number in bits(rules & self._contested):
            if self._defeaters[number] & others:
                rules &= ~(1 << number)
        return rules

    def standing(self, applicable: int) -> int:
        """Those of a set of rules that stand where just these apply."""
        if applicable not in self._standing:
            self._standing[applicable] = self.undefeated(applicable, applicable)
        return self._standing[applicable]

    def defeaters(self, rule: int) -> int:
        """Those that keep the rule of a number from standing where they apply too."""
        return self._defeaters[rule]

    def defeaters_of(self, rules: int) -> int:
        """Those that keep one of a set from standing where they apply too."""
        return reduce(or_, (self._defeaters[number] for number in bits(rules & self._contested)), 0)

    def verdicts(self, rules: int) -> frozenset[str]:
        """What the rules of a set say; searches ask of the same sets again and again."""
        if rules not in self._verdicts:
            self._verdicts[rules] = frozenset(rule.verdict for rule in self.among(rules))
        return self._verdicts[rules]

    def told_apart(self, question: int) -> frozenset[int]:
        """The sets of answers to a question that the rules' conditions tell from the others."""
        if question not in self._told_apart:
            self._told_apart[question] = told_apart((test for _, test in self._tests), question)
        return self._told_apart[question]

    def first_test(self, rules: int) -> Test:
        """Whether the first rule of a set applies."""
        return self._tests[next(bits(rules))][1]
