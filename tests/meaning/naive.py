"""What a policy means, by looking at every situation: slow, and as plain as the definition.

It shares no code with the engines that it checks beyond the model of the graph. A set of situations is a set
of their numbers in the list of all that the world allows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from itertools import combinations, product

from specdsl.graph.model import (
    And,
    Category,
    Compare,
    Condition,
    Example,
    FreeText,
    Holds,
    InCategory,
    Is,
    Not,
    Or,
    Policy,
    Rule,
)

Situation = dict[tuple[str, str], str]
Found = set[tuple]


# ── Situations ────────────────────────────────────────────────────────────────


def holds(condition: Condition, situation: Situation, facets: dict) -> bool:
    match condition:
        case Is():
            return (situation["facet", condition.facet] in condition.values) is not condition.negated
        case Compare():
            order = [value.name for value in facets[condition.scale].values]
            here, border = order.index(situation["facet", condition.scale]), order.index(condition.value)
            ways = {"at least": here >= border, "at most": here <= border, "above": here > border}
            return ways.get(condition.comparison, here < border)
        case Holds():
            return situation["flag", condition.flag] == "yes"
        case InCategory():
            return situation["category", condition.category] == "yes"
        case FreeText():
            return situation["text", condition.text] == "yes"
        case Not():
            return not holds(condition.operand, situation, facets)
        case And():
            return all(holds(part, situation, facets) for part in condition.operands)
        case Or():
            return any(holds(part, situation, facets) for part in condition.operands)


def mentioned(condition: Condition) -> Iterator[tuple[str, str]]:
    """The yes/no questions in a condition."""
    match condition:
        case Holds():
            yield "flag", condition.flag
        case InCategory():
            yield "category", condition.category
        case FreeText():
            yield "text", condition.text
        case Not():
            yield from mentioned(condition.operand)
        case And() | Or():
            for part in condition.operands:
                yield from mentioned(part)


class Naive:
    """All situations of one policy, and the findings that follow by looking."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.rules = [rule for category in policy.categories for rule in category.rules]
        self.written = [rule for rule in self.rules if rule.status != "retired"]
        self.active = [rule for rule in self.rules if rule.status == "active"]
        self.categories = {category.id: category for category in policy.categories}
        self.facets = {each.id: each for place in (policy, *policy.categories) for each in place.facets}

    @cached_property
    def questions(self) -> dict[tuple[str, str], list[str]]:
        asked: dict[tuple[str, str], list[str]] = {}
        for facet in self.facets.values():
            asked["facet", facet.id] = [value.name for value in facet.values]
        for place in (self.policy, *self.policy.categories):
            asked.update({("flag", flag.id): ["no", "yes"] for flag in place.flags})
        asked.update({("category", category): ["no", "yes"] for category in self.categories})
        for condition in self.conditions():
            asked.update({key: ["no", "yes"] for key in mentioned(condition) if key[0] == "text"})
        return asked

    def conditions(self) -> Iterator[Condition]:
        yield from self.policy.assumptions
        for rule in self.written:
            yield from ([rule.when] if rule.when else [])
            yield from rule.unless
        for category in self.policy.categories:
            for example in [*category.examples, *(e for rule in category.rules for e in rule.examples)]:
                yield from ([example.given] if example.given else [])

    @cached_property
    def situations(self) -> list[Situation]:
        every = (
            dict(zip(self.questions, answers, strict=True)) for answers in product(*self.questions.values())
        )
        return [situation for situation in every if self.is_possible(situation)]

    def is_possible(self, situation: Situation) -> bool:
        for category in self.policy.categories:
            if situation["category", category.id] == "yes":
                if any(situation["category", parent] == "no" for parent in category.within):
                    return False
                if any(situation["category", other] == "yes" for other in category.disjoint_from):
                    return False
        return all(holds(each, situation, self.facets) for each in self.policy.assumptions)

    def where(self, condition: Condition) -> set[int]:
        return {n for n, situation in enumerate(self.situations) if holds(condition, situation, self.facets)}

    def inside(self, category: str) -> set[int]:
        return self.where(InCategory(category))

    # ── Rules ─────────────────────────────────────────────────────────────────

    @cached_property
    def applying(self) -> dict[str, set[int]]:
        return {rule.id: self.applies(rule) for rule in self.written}

    def applies(self, rule: Rule) -> set[int]:
        found = self.inside(rule.category)
        if rule.when is not None:
            found &= self.where(rule.when)
        for exception in rule.unless:
            found -= self.where(exception)
        return found

    @cached_property
    def overridden(self) -> dict[str, set[str]]:
        """Everything that a rule overrides, step by step until nothing new comes."""
        below = {rule.id: set(rule.overrides) for rule in self.rules}
        changed = True
        while changed:
            changed = False
            for rule, under in below.items():
                more = {further for each in under for further in below[each]} - under
                if more:
                    below[rule] = under | more
                    changed = True
        return below

    def level(self, rule: Rule) -> int:
        named = rule.authority or self.categories[rule.category].authority
        return self.policy.authority.index(named) if named else 0

    def defeats(self, winner: Rule, loser: Rule) -> bool:
        if loser.id in self.overridden[winner.id]:
            return True
        if winner.id in self.overridden[loser.id]:
            return False
        return winner.verdict != loser.verdict and self.level(winner) < self.level(loser)

    @cached_property
    def standing(self) -> dict[str, set[int]]:
        found = {rule.id: set(self.applying[rule.id]) for rule in self.active}
        for loser in self.active:
            for winner in self.active:
                if winner is not loser and self.defeats(winner, loser):
                    found[loser.id] -= self.applying[winner.id]
        return found

    def styles(self, rule: Rule) -> list:
        category = self.categories[rule.category]
        every = {
            style.id: style for place in (self.policy, *self.policy.categories) for style in place.styles
        }
        names = rule.follow or category.follow or self.policy.follow
        return [every[name] for name in names if rule.verdict in every[name].verdicts]

    # ── Findings ──────────────────────────────────────────────────────────────

    def findings(self) -> dict[str, Found]:
        return self._findings

    @cached_property
    def _findings(self) -> dict[str, Found]:
        return {
            "contradictions": set(self.contradictions()),
            "style_contradictions": set(self.style_contradictions()),
            "impossible_rules": {(rule.id,) for rule in self.written if not self.applying[rule.id]},
            "impossible_exceptions": set(self.impossible_exceptions()),
            "impossible_examples": set(self.impossible_examples()),
            "shadowed_rules": set(self.shadowed_rules()),
            "redundant_rules": {(rule.id,) for rule in self.active if self.is_redundant(rule)},
            "vacuous_exceptions": set(self.vacuous_exceptions()),
            "always_true_conditions": set(self.always_true_conditions()),
            "uncovered": set(self.uncovered()),
            "dangling_overrides": set(self.dangling_overrides()),
            "lifted_overrides": set(self.lifted_overrides()),
            "broad_overrides": set(self.broad_overrides()),
        }

    def contradictions(self) -> Iterator[tuple]:
        for first, second in combinations(self.active, 2):
            if first.verdict != second.verdict and self.standing[first.id] & self.standing[second.id]:
                yield first.id, second.id

    def style_contradictions(self) -> Iterator[tuple]:
        for rule in self.active:
            if self.standing[rule.id]:
                yield from ((rule.id, rule.id, *clash) for clash in self.clashes(rule, rule))
        for first, second in combinations(self.active, 2):
            if first.verdict == second.verdict and self.standing[first.id] & self.standing[second.id]:
                own = {*self.clashes(first, first), *self.clashes(second, second)}
                for element, level in self.clashes(first, second):
                    if (element, "error") not in own and (element, level) not in own:
                        yield first.id, second.id, element, level

    def clashes(self, first: Rule, second: Rule) -> set[tuple[str, str]]:
        """The elements over which two rules' styles clash, with the worst level of each."""
        found = {}
        for wanting, barring in ((first, second), (second, first)):
            for wants, bars in product(self.directives(wanting), self.directives(barring)):
                if wants.element == bars.element and bars.negated and not wants.negated:
                    error = wants.modality == bars.modality == "must"
                    found[wants.element] = "error" if error else found.get(wants.element, "warning")
        return set(found.items())

    def directives(self, rule: Rule) -> list:
        return [each for style in self.styles(rule) for each in style.directives if each.modality != "may"]

    def impossible_exceptions(self) -> Iterator[tuple]:
        for rule in self.written:
            for number, exception in enumerate(rule.unless):
                if not self.where(exception):
                    yield rule.id, number

    def impossible_examples(self) -> Iterator[tuple]:
        for category in self.policy.categories:
            for example in [*category.examples, *(e for rule in category.rules for e in rule.examples)]:
                if not any(self.fits(example, situation) for situation in self.situations):
                    yield (example.id,)

    def fits(self, example: Example, situation: Situation) -> bool:
        """Inside its category; what is not mentioned is no, but for what the mentioned categories imply."""
        said = set(mentioned(example.given)) if example.given else set()
        free = said | {
            ("category", above) for kind, name in said if kind == "category" for above in self.above(name)
        }
        inside = {("category", above) for above in self.above(example.category)}
        for key, answer in situation.items():
            if key in inside and answer == "no":
                return False
            if key[0] != "facet" and key not in inside | free and answer == "yes":
                return False
        return example.given is None or holds(example.given, situation, self.facets)

    def above(self, category: str) -> set[str]:
        found, more = set(), {category}
        while more:
            found |= more
            more = {parent for each in more for parent in self.categories[each].within} - found
        return found

    def shadowed_rules(self) -> Iterator[tuple]:
        for rule in self.active:
            circular = rule.id in self.overridden[rule.id]
            if self.applying[rule.id] and not self.standing[rule.id] and not circular:
                yield (rule.id,)

    def is_redundant(self, rule: Rule) -> bool:
        if not self.standing[rule.id]:
            return False
        others = [self.standing[other.id] for other in self.active if other is not rule]
        if not self.standing[rule.id] <= set().union(*others):
            return False
        return self.brought() == Naive(without(self.policy, rule)).brought(self.situations)

    def brought(self, situations: list[Situation] | None = None) -> list[tuple[set, set]]:
        """For every situation the verdicts and the styles of the rules that stand."""
        if situations is not None:
            self.situations = situations
        return [
            (
                {rule.verdict for rule in self.active if number in self.standing[rule.id]},
                {s.id for rule in self.active if number in self.standing[rule.id] for s in self.styles(rule)},
            )
            for number in range(len(self.situations))
        ]

    def vacuous_exceptions(self) -> Iterator[tuple]:
        for rule in self.written:
            for number, exception in enumerate(rule.unless):
                rest = rule.unless[:number] + rule.unless[number + 1 :]
                same = self.applies(replace(rule, unless=rest)) == self.applying[rule.id]
                if same and self.applying[rule.id] and self.where(exception):
                    yield rule.id, number

    def always_true_conditions(self) -> Iterator[tuple]:
        for rule in self.written:
            inside = self.inside(rule.category)
            if rule.when is not None and inside and inside <= self.where(rule.when):
                yield (rule.id,)

    def uncovered(self) -> Iterator[tuple]:
        for category in self.policy.categories:
            if not self.policy.otherwise and self.inside(category.id) - self.decided():
                yield (category.id,)

    def decided(self) -> set[int]:
        """Where a rule stands, or a category says `otherwise`."""
        saying = (self.inside(category.id) for category in self.policy.categories if category.otherwise)
        return set().union(*self.standing.values(), *saying)

    def overridings(self) -> Iterator[tuple[Rule, Rule]]:
        rules = {rule.id: rule for rule in self.written}
        for winner in self.written:
            yield from ((winner, rules[n]) for n in winner.overrides if n in rules and n != winner.id)

    def dangling_overrides(self) -> Iterator[tuple]:
        for winner, loser in self.overridings():
            mine, other = self.applying[winner.id], self.applying[loser.id]
            if mine and other and not mine & other:
                yield winner.id, loser.id

    def lifted_overrides(self) -> Iterator[tuple]:
        for winner, loser in self.overridings():
            meet = self.applying[winner.id] & self.applying[loser.id]
            if meet and self.level(winner) > self.level(loser):
                yield winner.id, loser.id

    def broad_overrides(self) -> Iterator[tuple]:
        for winner, loser in self.overridings():
            mine, other = self.applying[winner.id], self.applying[loser.id]
            if other and other < mine:
                yield winner.id, loser.id

    # ── Witnesses ─────────────────────────────────────────────────────────────

    def fewest_facts(self, goal: set[int]) -> int:
        """How many facts it takes at least to make sure of a goal, all other yes/no questions being no."""
        for count in range(len(self.questions) + 1):
            for keys in combinations(self.questions, count):
                if any(
                    self.makes_sure(dict(zip(keys, facts, strict=True)), goal) for facts in self.ways(keys)
                ):
                    return count
        raise AssertionError("no facts show it")

    def ways(self, keys: Iterable[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
        return product(*(self.questions[key] if key[0] == "facet" else ["yes"] for key in keys))

    def makes_sure(self, facts: Situation, goal: set[int]) -> bool:
        left = {
            number
            for number, situation in enumerate(self.situations)
            if all(
                facts.get(key, answer if key[0] == "facet" else "no") == answer
                for key, answer in situation.items()
            )
        }
        return bool(left) and left <= goal


def without(policy: Policy, gone: Rule) -> Policy:
    """The policy from which a rule is deleted, and its name wherever another overrides it."""

    def kept(category: Category) -> Category:
        rules = (rule for rule in category.rules if rule.id != gone.id)
        cleared = (
            replace(r, overrides=tuple(name for name in r.overrides if name != gone.id)) for r in rules
        )
        return replace(category, rules=tuple(cleared))

    return replace(policy, categories=tuple(kept(category) for category in policy.categories))
