"""Small random policies with every feature of the language that bears on decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from specdsl.graph.model import (
    And,
    Category,
    Compare,
    Condition,
    Directive,
    Element,
    Example,
    Facet,
    Flag,
    FreeText,
    Holds,
    InCategory,
    Is,
    Not,
    Or,
    Policy,
    Prose,
    Rule,
    Style,
    Value,
)

VERDICTS = ("comply", "safe-complete", "refuse")
COMPARISONS = ("at least", "at most", "above", "below")
NOTHING = Prose("")


def random_policy(random: Random) -> Policy:
    return _Maker(random).policy()


class _Maker:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.levels = tuple(["top", "middle", "low"][: random.choice([0, 0, 2, 3])])
        self.facets = [self.facet(n) for n in range(random.choice([0, 1, 1, 2, 2, 3]))]
        self.flags = [f"flag{n}" for n in range(random.choice([0, 1, 1, 2]))]
        self.texts = [f"text {n}" for n in range(random.choice([0, 0, 1, 2]))]
        self.names = [f"c{n}" for n in range(random.choice([1, 2, 2, 3]))]
        self.elements = ["x", "y"]
        self.styles = [self.style(n) for n in range(random.choice([0, 2, 3]))]
        self.rules = self.rule_names()

    def likely(self, chance: float) -> bool:
        return self.random.random() < chance

    def some(self, names: Sequence[str], most: int) -> tuple[str, ...]:
        return tuple(self.random.sample(names, min(len(names), self.random.randint(0, most))))

    def rule_names(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = {category: [] for category in self.names}
        for number in range(self.random.randint(2, 6)):
            names[self.random.choice(self.names)].append(f"r{number}")
        return names

    @property
    def every_rule(self) -> list[str]:
        return [f"{category}.{rule}" for category, rules in self.rules.items() for rule in rules]

    # ── What can be said ──────────────────────────────────────────────────────

    def facet(self, number: int) -> Facet:
        values = "abc"[: self.random.choice([1, 2, 2, 3, 3])]
        ordered = self.likely(0.5)
        return Facet(f"f{number}", f"f{number}", "?", ordered, tuple(Value(each, NOTHING) for each in values))

    def style(self, number: int) -> Style:
        directives = tuple(
            Directive(
                self.random.choice(["must", "must", "should", "may"]),
                self.likely(0.5),
                self.random.choice(self.elements),
            )
            for _ in range(self.random.randint(1, 2))
        )
        verdicts = tuple(self.random.sample(VERDICTS, self.random.randint(1, 3)))
        return Style(f"s{number}", f"s{number}", "S", None, verdicts, directives, None)

    def follow(self, chance: float) -> tuple[str, ...]:
        return self.some([style.id for style in self.styles], 2) if self.likely(chance) else ()

    def authority(self, chance: float) -> str | None:
        return self.random.choice(self.levels) if self.levels and self.likely(chance) else None

    def verdict(self, chance: float) -> str | None:
        return self.random.choice(VERDICTS) if self.likely(chance) else None

    # ── Conditions ────────────────────────────────────────────────────────────

    def condition(self, depth: int = 2) -> Condition:
        if not depth or self.likely(0.45):
            return self.atom()
        if self.likely(0.3):
            return Not(self.condition(depth - 1))
        parts = tuple(self.condition(depth - 1) for _ in range(self.random.randint(2, 3)))
        return And(parts) if self.likely(0.5) else Or(parts)

    def atom(self) -> Condition:
        made: list[Condition] = [InCategory(self.random.choice(self.names))]
        made += [Holds(self.random.choice(self.flags))] * 2 if self.flags else []
        made += [FreeText(self.random.choice(self.texts))] * 2 if self.texts else []
        made += [self.comparison(self.random.choice(self.facets)) for _ in range(3) if self.facets]
        return self.random.choice(made)

    def comparison(self, facet: Facet) -> Condition:
        values = [value.name for value in facet.values]
        if facet.ordered and self.likely(0.6):
            return Compare(facet.id, self.random.choice(COMPARISONS), self.random.choice(values))
        listed = tuple(self.random.sample(values, self.random.randint(1, min(2, len(values)))))
        return Is(facet.id, listed, self.likely(0.3))

    # ── Rules and categories ──────────────────────────────────────────────────

    def rule(self, category: str, name: str) -> Rule:
        status = self.random.choices(["active", "draft", "retired"], [17, 2, 1])[0]
        if status == "retired":
            return Rule(f"{category}.{name}", name, category, "R", "", status=status)
        others = [each for each in self.every_rule if each != f"{category}.{name}"]
        return Rule(
            f"{category}.{name}",
            name,
            category,
            "R",
            self.random.choice(VERDICTS),
            when=self.condition() if self.likely(0.85) else None,
            unless=tuple(self.condition(1) for _ in range(self.random.choice([0, 0, 0, 1, 1, 2]))),
            overrides=self.some(others, 2) if self.likely(0.4) else (),
            authority=self.authority(0.4),
            follow=self.follow(0.5),
            status=status,
            examples=tuple(self.examples(category, f"{category}.{name}")),
        )

    def examples(self, category: str, owner: str) -> Iterator[Example]:
        if self.likely(0.3):
            given = self.condition() if self.likely(0.8) else None
            rule = owner if owner != category else None
            yield Example(f"{owner}.e", "e", "E", category, rule, given, None, None, (), ())

    def category(self, number: int, name: str) -> Category:
        earlier = self.names[:number]
        within = self.some(earlier, 2) if self.likely(0.4) else ()
        apart = [each for each in earlier if each not in within]
        return Category(
            name,
            name,
            name.upper(),
            within=within,
            disjoint_from=self.some(apart, 1) if self.likely(0.4) else (),
            otherwise=self.verdict(0.2),
            follow=self.follow(0.3),
            authority=self.authority(0.3),
            rules=tuple(self.rule(name, rule) for rule in self.rules[name]),
            examples=tuple(self.examples(name, name)),
        )

    def policy(self) -> Policy:
        return Policy(
            "p",
            "P",
            authority=self.levels,
            ladder=tuple(Value(verdict, NOTHING) for verdict in VERDICTS),
            otherwise=self.verdict(0.3),
            follow=self.follow(0.5),
            facets=tuple(self.facets),
            flags=tuple(Flag(flag, flag, flag) for flag in self.flags),
            assumptions=tuple(self.condition() for _ in range(self.random.choice([0, 0, 0, 1, 2]))),
            elements=tuple(Element(element, element, element) for element in self.elements),
            styles=tuple(self.styles),
            categories=tuple(self.category(number, name) for number, name in enumerate(self.names)),
        )
