"""Writes big policies as folders of `.spec` files, to see how the linter bears size.

    python -m tests.meaning.big_policy FOLDER --rules 10000 --seed 1
    python -m tests.meaning.big_policy FOLDER --rules 1000 --dense

Sparse policies are like real ones: each rule is about its category's topic, a kind of intent and one or two
other things; some contradictions are planted. In dense ones conditions are few and wide, so that most rules
meet most others.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from random import Random

VERDICTS = ("comply", "safe-complete", "refuse")
INTENTS = ("benign", "unclear", "harmful", "professional")
ELEMENTS = 6


@dataclass(frozen=True)
class Size:
    rules: int = 10_000
    categories: int = 500
    facets: int = 40
    planted: float = 0.01
    dense: bool = False
    seed: int = 1

    @property
    def topics(self) -> list[str]:
        return [f"t{number}" for number in range(self.categories)]


def files(size: Size) -> Iterator[tuple[str, str]]:
    """The files of the policy, by name."""
    random = Random(size.seed)
    yield "policy.spec", _header(size)
    planted = set(random.sample(range(size.rules), round(size.rules * size.planted)))
    for category in range(size.categories):
        yield f"c{category}.spec", _category(size, random, category, planted)


def _header(size: Size) -> str:
    topics = _facet("topic", size.topics)
    intents = _facet("intent", INTENTS)
    others = [_facet(f"g{number}", [f"v{value}" for value in range(6)]) for number in range(size.facets - 2)]
    flags = [f'flag f{number} "Statement {number}"\n' for number in range(8)]
    elements = [f'element e{number} "Element {number}"\n' for number in range(ELEMENTS)]
    styles = [_style(number) for number in range(2 * ELEMENTS)]
    header = 'policy big "Big"\n  authority root > guideline\n'
    return "".join([header, topics, intents, *others, *flags, "assume not (f0 and f1)\n", *elements, *styles])


def _facet(name: str, values: Sequence[str]) -> str:
    return f'facet {name} "{name}?"\n' + "".join(f"  {value}: {value}.\n" for value in values)


def _style(number: int) -> str:
    """Two styles for each element: one wants it, the other does not."""
    element, bars = divmod(number, 2)
    says = f"must {'not ' if bars else ''}include e{element}"
    return f'style s{number} "Style {number}" for {", ".join(VERDICTS)}\n  {says}\n  text: Style {number}.\n'


def _category(size: Size, random: Random, number: int, planted: AbstractSet[int]) -> str:
    within = f"  within c{number - 1}\n" if number % 5 == 4 else ""
    default = "" if number % 10 == 7 else "  otherwise comply\n"
    follow = f"  follow s{2 * random.randrange(ELEMENTS)}\n"
    numbers = range(number, size.rules, size.categories)
    rules = (_rule(size, random, number, each, each in planted) for each in numbers)
    return f'category c{number} "Category {number}"\n{within}{default}{follow}  summary: S.\n{"".join(rules)}'


def _rule(size: Size, random: Random, category: int, number: int, planted: bool) -> str:
    condition = _wide(size, random) if size.dense else _narrow(size, random, category)
    verdict = random.choice(VERDICTS) if size.dense else VERDICTS[(category + planted) % 3]
    lines = [
        f'  rule r{number} "Rule {number}"\n    {verdict} when {condition}\n',
        f"    unless f{random.randrange(8)}\n" if random.random() < 0.2 else "",
        f"    overrides r{number - size.categories}\n" if _overrides(size, random, number) else "",
        "    authority guideline\n" if random.random() < 0.1 else "",
        f"    follow s{random.randrange(2 * ELEMENTS)}\n" if random.random() < 0.05 else "",
        f"    text: Text {number}.\n",
        _example(number, condition) if random.random() < 0.2 else "",
    ]
    return "".join(lines)


def _overrides(size: Size, random: Random, number: int) -> bool:
    return number >= size.categories and random.random() < 0.05


def _example(number: int, condition: str) -> str:
    return (
        f'    example e{number} "Example {number}"\n      given {condition}\n      user: Request {number}.\n'
    )


def _narrow(size: Size, random: Random, category: int) -> str:
    topic = f"topic is {size.topics[category]}"
    others = " and ".join(_answer(random, facet) for facet in random.sample(range(size.facets - 2), 2))
    return f"{topic} and intent is {random.choice(INTENTS)} and {others}"


def _answer(random: Random, facet: int) -> str:
    values = sorted(random.sample(range(6), random.choice([1, 1, 2])))
    listed = ", ".join(f"v{value}" for value in values)
    return f"g{facet} is {'one of ' if len(values) > 1 else ''}{listed}"


def _wide(size: Size, random: Random) -> str:
    facets = random.sample(range(size.facets - 2), 3)
    return " and ".join(f"g{facet} is not v{random.randrange(6)}" for facet in facets)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rules", type=int, default=10_000)
    parser.add_argument("--categories", type=int)
    parser.add_argument("--dense", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    categories = options.categories or max(1, options.rules // 20)
    options.folder.mkdir(parents=True)
    for name, text in files(Size(options.rules, categories, dense=options.dense, seed=options.seed)):
        (options.folder / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
