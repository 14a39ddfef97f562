"""Which rules keep which others from standing, as sets of rules: numbers with one bit a rule."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING, TypeVar

from specdsl.graph.query import reach

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from specdsl.graph.model import Rule
    from specdsl.graph.query import Index

T = TypeVar("T")


class Ranks:
    """Who defeats whom among the active rules, which are numbered in the policy's order.

    `without` is a rule that is deleted from the policy, and with it what it links between others.
    """

    def __init__(self, index: Index, without: Rule | None = None) -> None:
        self._index = index
        self._without = without
        self.rules = index.active_rules
        self._alike: dict[tuple[int, str], int] = {}
        self.numbers = {rule.id: number for number, rule in enumerate(self.rules)}

    def defeaters(self, rule: Rule) -> int:
        """The rules of which each, where it applies too, keeps this one from standing (`decide.defeats`)."""
        stronger = self._higher[self._index.level_of(rule)] & ~self.agreeing(rule) & ~self._under[rule.id]
        return (self._over[rule.id] | stronger) & ~self._left_out(rule)

    def defeated(self, rule: Rule) -> int:
        """The rules that this one keeps from standing where both apply."""
        weaker = self._lower[self._index.level_of(rule)] & ~self.agreeing(rule) & ~self._over[rule.id]
        return (self._under[rule.id] | weaker) & ~self._left_out(rule)

    def unranked(self, rule: Rule) -> int:
        """The rules of which none keeps this one from standing, nor this one it; itself among them."""
        key = self._index.level_of(rule), rule.verdict
        if key not in self._alike:
            self._alike[key] = self._of_level[key[0]] | self.agreeing(rule)
        linked = self.linked(rule)
        return self._alike[key] & ~linked if linked else self._alike[key]

    def agreeing(self, rule: Rule) -> int:
        """The rules of the same verdict, itself among them."""
        return self._of_verdict[rule.verdict]

    def disagreeing(self, rule: Rule) -> int:
        """The rules of other verdicts."""
        return self._of_other_verdict[rule.verdict]

    @cached_property
    def everyone(self) -> int:
        return (1 << len(self.rules)) - 1

    @cached_property
    def contested(self) -> int:
        """The rules that some rule may keep from standing."""
        lower = (rules for level, rules in self._of_level.items() if level)
        return reduce(or_, (*lower, *self._under.values()), 0)

    def linked(self, rule: Rule) -> int:
        """The rules that it overrides and those that override it, however many steps away."""
        return self._over[rule.id] | self._under[rule.id]

    def among(self, rules: int) -> Iterator[Rule]:
        """The rules of a set, in the policy's order."""
        return (self.rules[number] for number in bits(rules))

    @cached_property
    def may_circle(self) -> bool:
        """Whether rules might defeat each other in a circle; elsewhere one stands wherever one applies.

        Levels alone cannot: that takes a rule that overrides itself or one of a higher level.
        """
        return any(self._under[rule.id] & self._at_least(rule) for rule in self.rules if rule.overrides)

    def _at_least(self, rule: Rule) -> int:
        return self._higher[self._index.level_of(rule)] | 1 << self.numbers[rule.id]

    def _left_out(self, rule: Rule) -> int:
        gone = 0 if self._without is None else 1 << self.numbers[self._without.id]
        return gone | 1 << self.numbers[rule.id]

    # ── By verdict and level ──────────────────────────────────────────────────

    @cached_property
    def _of_verdict(self) -> Mapping[str, int]:
        return _sets((rule.verdict, number) for number, rule in enumerate(self.rules))

    @cached_property
    def _of_other_verdict(self) -> Mapping[str, int]:
        return {verdict: self.everyone & ~rules for verdict, rules in self._of_verdict.items()}

    @cached_property
    def _of_level(self) -> Mapping[int, int]:
        return _sets((self._index.level_of(rule), number) for number, rule in enumerate(self.rules))

    @cached_property
    def _higher(self) -> Mapping[int, int]:
        """For each level the rules of all that are higher."""
        return {
            level: sum(rules for other, rules in self._of_level.items() if other < level)
            for level in self._of_level
        }

    @cached_property
    def _lower(self) -> Mapping[int, int]:
        return {
            level: sum(rules for other, rules in self._of_level.items() if other > level)
            for level in self._of_level
        }

    # ── By `overrides` ────────────────────────────────────────────────────────

    @cached_property
    def _over(self) -> Mapping[str, int]:
        """For each rule those that override it, however many steps away."""
        return _sets((below, self.numbers[above]) for above, below in self._overridings)

    @cached_property
    def _under(self) -> Mapping[str, int]:
        """For each rule those that it overrides."""
        return _sets(
            (above, self.numbers[below]) for above, below in self._overridings if below in self.numbers
        )

    @cached_property
    def _overridings(self) -> list[tuple[str, str]]:
        return [
            (rule.id, below)
            for rule in self.rules
            if rule.overrides and rule is not self._without
            for below in self._overridden_by(rule.id)
        ]

    def _overridden_by(self, rule: str) -> Iterator[str]:
        firsts = self._next(rule)
        yield from dict.fromkeys(below for first in firsts for below in reach(first, self._next))

    def _next(self, rule: str) -> tuple[str, ...]:
        gone = None if self._without is None else self._without.id
        return tuple(below for below in self._index.rules[rule].overrides if below != gone)


def _sets(members: Iterable[tuple[T, int]]) -> Mapping[T, int]:
    found: dict[T, list[int]] = defaultdict(list)
    for key, number in members:
        found[key].append(number)
    return defaultdict(int, {key: as_set(numbers) for key, numbers in found.items()})


def as_set(numbers: Sequence[int]) -> int:
    """Numbers as a set: one bit each."""
    members = bytearray((max(numbers, default=0) >> 3) + 1)
    for number in numbers:
        members[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(members, "little")


def bits(numbers: int) -> Iterator[int]:
    """The members of a set, lowest first."""
    while numbers:
        lowest = numbers & -numbers
        yield lowest.bit_length() - 1
        numbers ^= lowest
