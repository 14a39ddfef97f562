"""Questions about a policy that more than one stage asks: lookups, and every default that the language gives.

An `Index` belongs to one policy and works out each answer once, when it is first asked for.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from specdsl.memory import Memory
from specdsl.record import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from specdsl.graph.model import (
        Category,
        Element,
        Example,
        Facet,
        Flag,
        Policy,
        Prose,
        Rule,
        Style,
        Term,
        Value,
    )

T = TypeVar("T")


class Index:
    """What a policy says, by identifier; collections keep the policy's order.

    `memory` is for those who look at one version of a policy after the other.
    """

    def __init__(self, policy: Policy, memory: Memory | None = None) -> None:
        self.policy = policy
        self.memory = memory or Memory(lasting=False)

    # ── By identifier ─────────────────────────────────────────────────────────

    @cached_property
    def categories(self) -> Mapping[str, Category]:
        return {category.id: category for category in self.policy.categories}

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """Every rule, drafts and retired ones too."""
        return {rule.id: rule for category in self.policy.categories for rule in category.rules}

    @cached_property
    def active_rules(self) -> tuple[Rule, ...]:
        """The rules that decide: neither draft nor retired."""
        return tuple(rule for rule in self.rules.values() if rule.status == "active")

    @cached_property
    def facets(self) -> Mapping[str, Facet]:
        """Facets and scales, the policy's before the categories'."""
        return {facet.id: facet for facet in self._everywhere(lambda place: place.facets)}

    @cached_property
    def flags(self) -> Mapping[str, Flag]:
        return {flag.id: flag for flag in self._everywhere(lambda place: place.flags)}

    @cached_property
    def elements(self) -> Mapping[str, Element]:
        return {element.id: element for element in self._everywhere(lambda place: place.elements)}

    @cached_property
    def styles(self) -> Mapping[str, Style]:
        return {style.id: style for style in self._everywhere(lambda place: place.styles)}

    @cached_property
    def terms(self) -> Mapping[str, Term]:
        return {term.id: term for term in self._everywhere(lambda place: place.terms)}

    @cached_property
    def examples(self) -> Mapping[str, Example]:
        """Every example: in each category those of its rules, then its own."""
        return {each.id: each for category in self.policy.categories for each in examples(category)}

    def _everywhere(self, part: Callable[[Policy | Category], Iterable[T]]) -> Iterator[T]:
        yield from part(self.policy)
        for category in self.policy.categories:
            yield from part(category)

    def title(self, identifier: str) -> str:
        """What a reader calls it: its title, question or statement; a term's name in plain words."""
        return self._titles[identifier]

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        titled = (self.styles, self.categories, self.rules, self.examples)
        return {
            **{each.id: each.question for each in self.facets.values()},
            **{each.id: each.statement for each in self.flags.values()},
            **{each.id: each.description for each in self.elements.values()},
            **{each.id: each.name.replace("-", " ") for each in self.terms.values()},
            **{each.id: each.title for group in titled for each in group.values()},
        }

    # ── Categories ────────────────────────────────────────────────────────────

    def category_of(self, rule: Rule) -> Category:
        return self.categories[rule.category]

    @cached_property
    def ancestors(self) -> Mapping[str, tuple[str, ...]]:
        """For each category, itself and whatever it is within, however far up: the nearest first."""
        return {each: tuple(reach(each, self._within)) for each in self.categories}

    @cached_property
    def descendants(self) -> Mapping[str, tuple[str, ...]]:
        """For each category, itself and whatever is within it, in the policy's order."""
        return {
            each: tuple(other for other, above in self.ancestors.items() if each in above)
            for each in self.categories
        }

    def _within(self, category: str) -> tuple[str, ...]:
        return self.categories[category].within

    def terms_in_scope(self, category: str | None) -> tuple[Term, ...]:
        """The terms that a name can mean there: a nearer one hides one of the same name further up."""
        above = () if category is None else self.ancestors[category]
        own = (term for each in above for term in self.categories[each].terms)
        nearest: dict[str, Term] = {}
        for term in (*own, *self.policy.terms):
            nearest.setdefault(term.name, term)
        return tuple(nearest.values())

    # ── Rules ─────────────────────────────────────────────────────────────────

    @cached_property
    def overrides(self) -> Mapping[str, frozenset[str]]:
        """All that each rule overrides, however many steps away; in a circle a rule overrides itself."""
        return {each: self._beyond(each) for each in self.rules}

    def _beyond(self, rule: str) -> frozenset[str]:
        return frozenset(
            below for first in self.rules[rule].overrides for below in reach(first, self._overrides)
        )

    def _overrides(self, rule: str) -> tuple[str, ...]:
        return self.rules[rule].overrides

    @cached_property
    def overridden_by(self) -> Mapping[str, tuple[str, ...]]:
        """For each rule those that name it in their `overrides`."""
        above: dict[str, list[str]] = {each: [] for each in self.rules}
        for rule in self.rules.values():
            for below in rule.overrides:
                above[below].append(rule.id)
        return {each: tuple(rules) for each, rules in above.items()}

    @cached_property
    def idle(self) -> Mapping[str, Category]:
        """Each category as it is where none of its rules decides."""
        return {
            each.id: replace(each, rules=tuple(map(_idle, each.rules))) for each in self.categories.values()
        }

    def level_of(self, rule: Rule) -> int:
        """The rule's level, 0 the highest: its own, else its category's, else the highest."""
        level = rule.authority or self.category_of(rule).authority
        return self.policy.authority.index(level) if level else 0

    def followed_styles(self, rule: Rule) -> tuple[Style, ...]:
        """What the rule, else its category, else the policy follows, if it is for the rule's verdict."""
        asked = rule.follow or self.category_of(rule).follow or self.policy.follow, rule.verdict
        if asked not in self._followed:
            styles = (self.styles[each] for each in dict.fromkeys(asked[0]))
            self._followed[asked] = tuple(style for style in styles if rule.verdict in style.verdicts)
        return self._followed[asked]

    @cached_property
    def _followed(self) -> dict[tuple[tuple[str, ...], str], tuple[Style, ...]]:
        """What many rules follow alike."""
        return {}

    def expectation(self, example: Example) -> tuple[str | None, str | None]:
        """The verdict that the example expects, and the rule that gives it; None where nothing says it.

        Without `expect` that is the enclosing rule's. With a verdict and no rule it is the enclosing rule
        where that gives this verdict.
        """
        rule = self.rules[example.rule] if example.rule else None
        expect = example.expect or (rule.verdict if rule else None)
        own = rule.id if rule and rule.verdict == expect else None
        return expect, example.by or own

    # ── Verdicts ──────────────────────────────────────────────────────────────

    @cached_property
    def verdicts(self) -> Mapping[str, Value]:
        """The ladder by name, most permissive first."""
        return {verdict.name: verdict for verdict in self.policy.ladder}

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        return {verdict: rank for rank, verdict in enumerate(self.verdicts)}

    def rank(self, verdict: str) -> int:
        """The verdict's place on the ladder, 0 the most permissive."""
        return self._ranks[verdict]

    def meaning(self, verdict: str) -> Prose:
        return self.verdicts[verdict].meaning

    def strictest(self, verdicts: Iterable[str]) -> str:
        """The one furthest up the ladder; there must be at least one."""
        return max(verdicts, key=self.rank)


def _idle(rule: Rule) -> Rule:
    return replace(rule, status="draft") if rule.status == "active" else rule


def examples(category: Category) -> Iterator[Example]:
    """Those of its rules, then its own."""
    for rule in category.rules:
        yield from rule.examples
    yield from category.examples


def reach(start: str, step: Callable[[str], Iterable[str]]) -> Iterator[str]:
    """Whatever can be reached from `start`, itself first, the nearest before the farther."""
    for ring in rings(start, step):
        yield from ring


def rings(start: str, step: Callable[[str], Iterable[str]]) -> Iterator[tuple[str, ...]]:
    """`start`, then all that one more step reaches, and so on; each once, so that circles end."""
    ring: tuple[str, ...] = (start,)
    seen = {start}
    while ring:
        yield ring
        beyond = dict.fromkeys(after for here in ring for after in step(here))
        ring = tuple(each for each in beyond if each not in seen)
        seen.update(ring)
