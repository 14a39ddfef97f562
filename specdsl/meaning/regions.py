"""Conditions as unions of boxes, within the world that `assume`, `within` and `disjoint from` leave."""

from __future__ import annotations

from functools import cached_property, reduce
from itertools import product
from operator import and_, or_
from typing import TYPE_CHECKING, TypeAlias

from specdsl.graph.model import And, InCategory, Not, Or
from specdsl.meaning.cases import BudgetError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from specdsl.graph.model import Condition, Rule
    from specdsl.meaning.space import Space

Region: TypeAlias = tuple[int, ...]
"""The situations in any of these boxes."""

_MOST_BOXES = 256


class Regions:
    """The regions of a policy's conditions, each worked out once.

    A region is exact for the situations that the world allows. Being in a category is one box that also says
    what follows from it: the request is in whatever that is within, and in nothing disjoint from those.
    """

    def __init__(self, space: Space) -> None:
        self.space = space
        self._of: dict[tuple[Condition, bool], Region | None] = {}
        self._of_rules: dict[str, Region | None] = {}
        self._hulls: dict[str, int] = {}
        self._inside: dict[str, int] = {}

    def forget(self, rules: Iterable[str]) -> None:
        """These rules say something else now; conditions that nobody may ask about again are let go."""
        for rule in rules:
            self._of_rules.pop(rule, None)
            self._hulls.pop(rule, None)
        self._of.clear()

    # ── Regions ───────────────────────────────────────────────────────────────

    def of(self, condition: Condition, *, holds: bool = True) -> Region:
        """Where the condition holds, or does not.

        Raises:
            BudgetError: That takes too many boxes.
        """
        key = condition, holds
        if key not in self._of:
            self._of[key] = _or_none(lambda: self._work_out(condition, holds=holds))
        return _known(self._of[key])

    def of_rule(self, rule: Rule) -> Region:
        """Where the rule applies.

        Raises:
            BudgetError: That takes too many boxes.
        """
        return _known(self.of_rule_or_none(rule))

    def of_rule_or_none(self, rule: Rule) -> Region | None:
        """The same; None where it takes too many boxes."""
        if rule.id not in self._of_rules:
            self._of_rules[rule.id] = _or_none(lambda: self._work_out_rule(rule))
        return self._of_rules[rule.id]

    def _work_out_rule(self, rule: Rule) -> Region:
        if all(_is_list_of_facts(condition, holds=holds) for condition, holds in demands(rule)):
            return self._nonempty([self.hull(rule)])
        parts = (self.of(condition, holds=holds) for condition, holds in demands(rule))
        return self._all_of([self._category(rule.category), *parts])

    def _work_out(self, condition: Condition, *, holds: bool) -> Region:
        match condition:
            case Not():
                return self.of(condition.operand, holds=not holds)
            case And() | Or():
                parts = [self.of(part, holds=holds) for part in condition.operands]
                return self._all_of(parts) if isinstance(condition, And) is holds else self._any_of(parts)
            case InCategory() if holds:
                return self._category(condition.category)
            case _:
                return self._nonempty([self.space.of_atom(condition, holds=holds)])

    def _all_of(self, parts: Iterable[Region]) -> Region:
        """Where all hold: every way to choose a box of each."""
        region: Region = (self.space.whole,)
        for part in parts:
            region = self._tidy(self._nonempty(one & other for one, other in product(region, part)))
        return region

    def _any_of(self, parts: Iterable[Region]) -> Region:
        return self._tidy(tuple(dict.fromkeys(box for part in parts for box in part)))

    def _nonempty(self, boxes: Iterable[int]) -> Region:
        return tuple(box for box in boxes if not self.space.is_empty(box))

    def _tidy(self, boxes: Region) -> Region:
        """Without the boxes that lie in another."""
        if len(boxes) > _MOST_BOXES:
            raise BudgetError
        kept: list[int] = []
        for box in sorted(dict.fromkeys(boxes), key=lambda box: -box.bit_count()):
            if not any(box & ~other == 0 for other in kept):
                kept.append(box)
        return tuple(kept)

    # ── Hulls ─────────────────────────────────────────────────────────────────

    def hull(self, rule: Rule) -> int:
        """One box around all situations in which the rule applies: quick, and always to be had."""
        if rule.id not in self._hulls:
            parts = [self._hull(condition, holds=holds) for condition, holds in demands(rule)]
            self._hulls[rule.id] = reduce(and_, parts, self.inside(rule.category))
        return self._hulls[rule.id]

    def _hull(self, condition: Condition, *, holds: bool) -> int:
        match condition:
            case Not():
                return self._hull(condition.operand, holds=not holds)
            case And() | Or():
                parts = [self._hull(part, holds=holds) for part in condition.operands]
                return reduce(and_ if isinstance(condition, And) is holds else or_, parts)
            case _:
                return self.space.of_atom(condition, holds=holds)

    # ── The world ─────────────────────────────────────────────────────────────

    def inside(self, category: str) -> int:
        """The box of a category, with what follows from being in it; it is empty where that cannot be."""
        if category not in self._inside:
            self._inside[category] = reduce(and_, self._following(category), self.space.whole)
        return self._inside[category]

    def _category(self, category: str) -> Region:
        return self._nonempty([self.inside(category)])

    def _following(self, category: str) -> Iterator[int]:
        for above in self.space.index.ancestors[category]:
            yield self.space.of_atom(InCategory(above))
            yield from (self.space.of_atom(InCategory(other), holds=False) for other in self._apart[above])

    @cached_property
    def _apart(self) -> dict[str, list[str]]:
        """For each category those disjoint from it, whichever of the two says so."""
        apart: dict[str, list[str]] = {category: [] for category in self.space.index.categories}
        for category in self.space.index.categories.values():
            for other in category.disjoint_from:
                apart[category.id].append(other)
                apart[other].append(category.id)
        return apart

    @cached_property
    def _assumed_away(self) -> Region | None:
        assumptions = self.space.index.policy.assumptions
        return _or_none(lambda: tuple(box for each in assumptions for box in self.of(each, holds=False)))

    def assumed_away(self) -> Region:
        """The situations that some `assume` rules out.

        Raises:
            BudgetError: That takes too many boxes.
        """
        return _known(self._assumed_away)

    @cached_property
    def torn(self) -> Region:
        """The situations that some `within` or `disjoint from` rules out."""
        return tuple(box for category in self.space.index.categories for box in self._torn(category))

    def _torn(self, category: str) -> Iterator[int]:
        here = self.space.of_atom(InCategory(category))
        for parent in self.space.index.categories[category].within:
            yield here & self.space.of_atom(InCategory(parent), holds=False)
        for other in self.space.index.categories[category].disjoint_from:
            yield here & self.space.of_atom(InCategory(other))


def demands(rule: Rule) -> Iterator[tuple[Condition, bool]]:
    """The conditions of a rule, and whether each must hold or must not."""
    if rule.when is not None:
        yield rule.when, True
    yield from ((exception, False) for exception in rule.unless)


def _is_list_of_facts(condition: Condition, *, holds: bool) -> bool:
    """Whether its hull is its region. To be in a category has consequences, which a hull leaves out."""
    match condition:
        case Not():
            return _is_list_of_facts(condition.operand, holds=not holds)
        case And() | Or():
            parts = (_is_list_of_facts(part, holds=holds) for part in condition.operands)
            return isinstance(condition, And) is holds and all(parts)
        case _:
            return not (holds and isinstance(condition, InCategory))


def _or_none(work: Callable[[], Region]) -> Region | None:
    """What is too much is remembered too, and not tried again."""
    try:
        return work()
    except BudgetError:
        return None


def _known(region: Region | None) -> Region:
    if region is None:
        raise BudgetError
    return region
