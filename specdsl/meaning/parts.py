"""What a box leaves open of some rules, in parts that share no question: each is settled by itself.

The cases of the box are every combination of the cases of its parts, and need not be gone through one by one:
how many there are is a product, and which rules apply in one of them is a union.
"""

from __future__ import annotations

from functools import reduce
from itertools import product
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from specdsl.meaning.cases import BudgetError, cases
from specdsl.meaning.ranks import bits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specdsl.graph.model import Condition, Rule
    from specdsl.meaning.company import Company
    from specdsl.meaning.truths import Truths


class Part(NamedTuple):
    """How many cases a part has, and each set of its rules that applies in one, that of the first case first.

    No set at all: it has as many cases or more.
    """

    cases: int
    applicable: tuple[int, ...]


class Parts:
    """The parts of a company's conditions. What is found of one holds in all boxes alike in its questions."""

    def __init__(self, company: Company, truths: Truths) -> None:
        self._company = company
        self._truths = truths
        self._conditions = [conditions(rule) for rule in company.rules]
        self._tests = [[*map(truths.test, each)] for each in self._conditions]
        self._about = [reduce(or_, map(truths.about, each), 0) for each in self._conditions]
        self._known: dict[tuple[int, int], Part] = {}

    def of(self, box: int, rules: int, budget: int) -> list[Part]:
        """The parts of what a box leaves open of these rules, which may all apply somewhere in it.

        Raises:
            BudgetError: To go through their cases one by one takes more splits.
        """
        left, found = budget + 1, []
        for group in self._groups(box, rules):
            part = self._part(box, group, budget)
            left //= part.cases
            if not left:
                raise BudgetError
            found.append(part)
        return found

    def _groups(self, box: int, rules: int) -> list[int]:
        """Sets of rules that have open questions in common, each as much of the whole as can be."""
        is_open = box & ~self._truths.space.usual(box)
        groups: list[tuple[int, int]] = []
        for number in bits(rules):
            if self._truths.open_in(box, self._tests[number]):
                group, asked = 1 << number, self._about[number] & is_open
                for other in [each for each in groups if each[1] & asked]:
                    groups.remove(other)
                    group, asked = group | other[0], asked | other[1]
                groups.append((group, asked))
        return [group for group, _ in groups]

    def _part(self, box: int, rules: int, budget: int) -> Part:
        key = rules, box & reduce(or_, (self._about[number] for number in bits(rules)))
        part = self._known.get(key)
        if part is None or (part.cases <= budget + 1 and not part.applicable):
            part = self._known[key] = self._settled(box, rules, budget)
        return part

    def _settled(self, box: int, rules: int, budget: int) -> Part:
        asked = [condition for number in bits(rules) for condition in self._conditions[number]]
        try:
            found = [
                self._company.applying(case, rules) for case in cases(box, [], asked, self._truths, budget)
            ]
        except BudgetError:
            return Part(budget + 2, ())
        return Part(len(found), tuple(dict.fromkeys(found)))


def combined(parts: Iterable[Part]) -> Iterator[int]:
    """Every set of rules that applies in some case, that of the first case first."""
    return (reduce(or_, sets, 0) for sets in product(*(part.applicable for part in parts)))


def conditions(rule: Rule) -> tuple[Condition, ...]:
    """All that a rule says of when it applies and when it does not."""
    return (*([rule.when] if rule.when else []), *rule.unless)
