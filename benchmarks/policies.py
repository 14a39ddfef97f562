"""Made-up policies of any size, the same for the same seed, before they are written in any language.

Sparse ones are like real ones: each rule is about its category's topic, a kind of intent and two other
things; some contradictions are planted. In dense ones conditions are few and wide, so that most rules meet
most others.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

VERDICTS = ("comply", "safe-complete", "refuse")
INTENTS = ("benign", "unclear", "harmful", "professional")
VALUES = tuple(f"v{number}" for number in range(6))
ELEMENTS = 6
STYLES = 2 * ELEMENTS
RULES_IN_A_CATEGORY = 20

_WORDS = (
    "a account advice answer asks bank before book calm carries case child clear clerk come cost "
    "course detail doctor each early evening every field first follows found gives garden ground hand "
    "help home house idea keeps kind known late lawyer leads letter light list long matter means "
    "money month morning name near notes office open order other page paper parcel part people person "
    "place plain plan point price question reader reason reply request road same says season shop "
    "short shows side simple sort source speaks stays step story street study table takes teacher "
    "tells text the thing time topic town trade train turns under user visit voice wait walk water "
    "week whole word work writes year"
)
_VOCABULARY = _WORDS.split()


@dataclass(frozen=True, slots=True)
class Size:
    """What a policy is like; `words` is how many a passage of its prose has, 0 for the shortest there is."""

    rules: int = 10_000
    categories: int = 500
    facets: int = 40
    flags: int = 8
    planted: float = 0.01
    dense: bool = False
    words: int = 0
    seed: int = 1

    @property
    def topics(self) -> list[str]:
        return [f"t{number}" for number in range(self.categories)]


def sized(rules: int, *, dense: bool = False, words: int = 40, seed: int = 1) -> Size:
    """A policy as the benchmark uses it: twenty rules a category, and as much prose as people write."""
    categories = max(1, rules // RULES_IN_A_CATEGORY)
    return Size(rules, categories, dense=dense, words=words, seed=seed)


@dataclass(frozen=True, slots=True)
class Answer:
    """A facet is one of these values, or is none of them."""

    facet: str
    values: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """What a rule says to people; every passage but `text` is empty in a policy without words."""

    text: str
    because: str
    includes: str
    request: str
    good: str
    bad: str


@dataclass(frozen=True, slots=True)
class Rule:
    number: int
    verdict: str
    when: tuple[Answer, ...]
    unless: str | None
    overrides: int | None
    lowered: bool
    style: int | None
    example: bool
    prose: Prose

    @property
    def name(self) -> str:
        return f"r{self.number}"

    @property
    def title(self) -> str:
        return f"Rule {self.number}"


@dataclass(frozen=True, slots=True)
class Category:
    number: int
    within: int | None
    otherwise: str | None
    style: int
    summary: str
    rules: tuple[Rule, ...]

    @property
    def name(self) -> str:
        return f"c{self.number}"

    @property
    def title(self) -> str:
        return f"Category {self.number}"


@dataclass(frozen=True, slots=True)
class Policy:
    size: Size
    categories: tuple[Category, ...]

    @property
    def facets(self) -> dict[str, tuple[str, ...]]:
        others = {f"g{number}": VALUES for number in range(self.size.facets - 2)}
        return {"topic": tuple(self.size.topics), "intent": INTENTS, **others}

    @property
    def flags(self) -> tuple[str, ...]:
        return tuple(f"f{number}" for number in range(self.size.flags))

    @property
    def rules(self) -> Iterator[tuple[Category, Rule]]:
        return ((category, rule) for category in self.categories for rule in category.rules)


def policy(size: Size) -> Policy:
    """The policy of this size and seed."""
    random = Random(size.seed)
    planted = set(random.sample(range(size.rules), round(size.rules * size.planted)))
    return Policy(size, tuple(_category(size, random, number, planted) for number in range(size.categories)))


def _category(size: Size, random: Random, number: int, planted: AbstractSet[int]) -> Category:
    style = 2 * random.randrange(ELEMENTS)
    numbers = range(number, size.rules, size.categories)
    return Category(
        number,
        within=number - 1 if number % 5 == 4 else None,
        otherwise=None if number % 10 == 7 else "comply",
        style=style,
        summary=_passage(_prose_of(size, -number - 1), size.words) if size.words else "S.",
        rules=tuple(_rule(size, random, number, each, planted=each in planted) for each in numbers),
    )


def _rule(size: Size, random: Random, category: int, number: int, *, planted: bool) -> Rule:
    when = _wide(size, random) if size.dense else _narrow(size, random, category)
    return Rule(
        number,
        verdict=random.choice(VERDICTS) if size.dense else VERDICTS[(category + planted) % 3],
        when=when,
        unless=f"f{random.randrange(size.flags)}" if random.random() < 0.2 else None,
        overrides=number - size.categories if _overrides(size, random, number) else None,
        lowered=random.random() < 0.1,
        style=random.randrange(STYLES) if random.random() < 0.05 else None,
        example=random.random() < 0.2,
        prose=_prose(size, number),
    )


def _overrides(size: Size, random: Random, number: int) -> bool:
    return number >= size.categories and random.random() < 0.05


def _narrow(size: Size, random: Random, category: int) -> tuple[Answer, ...]:
    others = [_answer(random, facet) for facet in random.sample(range(size.facets - 2), 2)]
    return (
        Answer("topic", (size.topics[category],)),
        Answer("intent", (random.choice(INTENTS),)),
        *others,
    )


def _answer(random: Random, facet: int) -> Answer:
    values = sorted(random.sample(range(len(VALUES)), random.choice([1, 1, 2])))
    return Answer(f"g{facet}", tuple(VALUES[value] for value in values))


def _wide(size: Size, random: Random) -> tuple[Answer, ...]:
    facets = random.sample(range(size.facets - 2), 3)
    return tuple(Answer(f"g{facet}", (random.choice(VALUES),), negated=True) for facet in facets)


# ── Prose ─────────────────────────────────────────────────────────────────────


def _prose(size: Size, number: int) -> Prose:
    """Drawn apart from the rest, so that its length changes nothing else."""
    if not size.words:
        return Prose(f"Text {number}.", "", "", f"Request {number}.", "", "")
    random = _prose_of(size, number)
    lengths = (2, 1, 0.5, 0.5, 1, 0.5)
    return Prose(*(_passage(random, round(size.words * length)) for length in lengths))


def _prose_of(size: Size, number: int) -> Random:
    return Random(f"{size.seed} {number}")


def _passage(random: Random, words: int) -> str:
    """Sentences of no meaning."""
    sentences = []
    while words > 0:
        length = min(words, random.randrange(7, 14))
        sentence = " ".join(random.choices(_VOCABULARY, k=length))
        sentences.append(f"{sentence.capitalize()}.")
        words -= length
    return " ".join(sentences)
