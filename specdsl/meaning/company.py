"""The rules that a request may meet, numbered among themselves: sets of few rules are small numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.meaning.ranks import bits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specdsl.graph.model import Rule
    from specdsl.meaning.ranks import Ranks
    from specdsl.meaning.truths import Truths


class Company:
    """Some active rules, in the policy's order; a set of them has one bit a rule."""

    def __init__(self, rules: Sequence[Rule], ranks: Ranks, truths: Truths) -> None:
        self.rules = tuple(rules)
        self.everyone = (1 << len(self.rules)) - 1
        self._bits = {rule.id: 1 << number for number, rule in enumerate(self.rules)}
        self._tests = [(1 << number, truths.of_rule(rule)) for number, rule in enumerate(self.rules)]
        self._defeaters = [self._among(ranks.defeaters(rule), ranks) for rule in self.rules]
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

    def applying(self, box: int, rules: int) -> int:
        """Those of a set that apply throughout a box."""
        applying = 0
        for bit, test in self._tests:
            if rules & bit and test(box):
                applying |= bit
        return applying

    def possible(self, box: int, rules: int) -> int:
        """Those of a set that may apply somewhere in a box."""
        possible = 0
        for bit, test in self._tests:
            if rules & bit and test(box) is not False:
                possible |= bit
        return possible

    def standing(self, applicable: int) -> int:
        """Those of a set of rules that stand where just these apply."""
        defeated = 0
        for number in bits(applicable & self._contested):
            if self._defeaters[number] & applicable:
                defeated |= 1 << number
        return applicable & ~defeated

    def defeaters(self, rule: int) -> int:
        """Those that keep the rule of a number from standing where they apply too."""
        return self._defeaters[rule]
