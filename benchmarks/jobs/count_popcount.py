"""The same count from bare bitmaps: for each answer the rules that allow it, and bits counted.

It begins with finished lists of values and does nothing but count: as fast as that can be in Python.
"""

from __future__ import annotations

from collections import defaultdict
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

from benchmarks.jobs.work import Work
from benchmarks.policies import policy, sized

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.policies import Answer, Policy, Rule

    Row = tuple[int, dict[str, tuple[str, ...]]]


def prepare(rules: str, seed: str) -> Work:
    made = policy(sized(int(rules), dense=True, seed=int(seed)))
    each = [rule for _, rule in made.rules]
    allowed = [{answer.facet: tuple(_allowed(made, answer)) for answer in rule.when} for rule in each]
    ranked = _linked(each)
    return Work(
        lambda: count(each, allowed, ranked, made.facets), lambda found: (str(found), {"pairs": found})
    )


def count(
    rules: Sequence[Rule],
    allowed: Sequence[dict[str, tuple[str, ...]]],
    linked: Sequence[int],
    facets: dict[str, tuple[str, ...]],
) -> int:
    """Pairs of different verdicts and one level that can apply together and do not override each other."""
    maps = _maps(allowed, facets)
    verdicts, levels = _groups([rule.verdict for rule in rules]), _groups([rule.lowered for rule in rules])
    total = 0
    for number, rule in enumerate(rules):
        others = levels[rule.lowered] & ~verdicts[rule.verdict] & ~linked[number]
        meeting = (
            reduce(or_, (maps[facet, value] for value in values)) for facet, values in allowed[number].items()
        )
        total += (reduce(and_, meeting, others) >> number).bit_count()
    return total


def _maps(
    allowed: Sequence[dict[str, tuple[str, ...]]], facets: dict[str, tuple[str, ...]]
) -> dict[tuple[str, str], int]:
    """For each answer the rules that allow it: those that say so, and those that do not ask."""
    everyone = (1 << len(allowed)) - 1
    asking: dict[str, list[int]] = defaultdict(list)
    saying: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, row in enumerate(allowed):
        for facet, values in row.items():
            asking[facet].append(number)
            for value in values:
                saying[facet, value].append(number)
    free = {facet: everyone & ~_set(asking[facet]) for facet in facets}
    return {
        (facet, value): free[facet] | _set(saying[facet, value])
        for facet in facets
        for value in facets[facet]
    }


def _groups(keys: Sequence[object]) -> dict[object, int]:
    members: dict[object, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        members[key].append(number)
    return {key: _set(numbers) for key, numbers in members.items()}


def _set(numbers: Sequence[int]) -> int:
    if not numbers:
        return 0
    members = bytearray((max(numbers) >> 3) + 1)
    for number in numbers:
        members[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(members, "little")


def _allowed(made: Policy, answer: Answer) -> Iterator[str]:
    values = made.facets[answer.facet]
    return (value for value in values if (value in answer.values) is not answer.negated)


def _linked(rules: Sequence[Rule]) -> list[int]:
    """For each rule those that it overrides or is overridden by, however many steps away, as a set."""
    below = {rule.number: rule.overrides for rule in rules}
    place = {rule.number: place for place, rule in enumerate(rules)}
    linked = [0] * len(rules)
    for rule in rules:
        lower = below[rule.number]
        while lower is not None:
            linked[place[rule.number]] |= 1 << place[lower]
            linked[place[lower]] |= 1 << place[rule.number]
            lower = below[lower]
    return linked
