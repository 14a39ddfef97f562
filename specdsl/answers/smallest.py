"""The fewest facts that lead from the usual situation to somewhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.answers.facts import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specdsl.answers.ground import Ground
    from specdsl.graph.model import Rule
    from specdsl.meaning.regions import Region
    from specdsl.meaning.space import Variable


class Smallest:
    """Facts that differ from what is usual; a set of them is a box that leaves all other questions open."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._space = ground.space
        self._boxes = ground.boxes

    def into(self, region: Region) -> dict[int, tuple[Rule, ...]]:
        """The sets of facts, none of which can be dropped, that lead into a region, and what stands there."""
        found: list[int] = []
        for facts in sorted(map(self._facts_of, region), key=lambda box: (self._number(box), -box)):
            fewer = [other for other in found if self._touches(other) & ~self._touches(facts) == 0]
            found += self._boxes.without([facts], fewer)
        return self._by_rules(self._points(found))

    def facts(self, box: int) -> tuple[Fact, ...]:
        """A set of facts, in the policy's order."""
        return facts_of(self._space.constrained(box), box)

    # ── Sets of facts ─────────────────────────────────────────────────────────

    def _facts_of(self, box: int) -> int:
        """What a situation must have, beside what is usual, to lie in the box."""
        unusual = sum(variable.bits for variable in self._space.variables_in(self._ground.usual & ~box))
        return self._space.whole & ~unusual | box & unusual

    def _touches(self, facts: int) -> int:
        return sum(variable.bits for variable in self._space.constrained(facts))

    def _number(self, facts: int) -> int:
        return self._space.width(self._space.whole & ~facts)

    def _points(self, found: Iterable[int]) -> Iterator[int]:
        """Each set of facts once for each way in which its facets and scales can be."""
        for facts in found:
            yield from self._boxes.points(facts, list(self._space.constrained(facts)))

    def _by_rules(self, points: Iterable[int]) -> dict[int, tuple[Rule, ...]]:
        """Where the same rules stand, sets that differ in one fact are made one."""
        groups: dict[tuple[int, tuple[Rule, ...]], list[int]] = {}
        for facts in points:
            key = self._touches(facts), self._ground.standing_at(self._situation(facts))
            groups.setdefault(key, []).append(facts)
        merged = [(box, rules) for (_, rules), group in groups.items() for box in self._boxes.merged(group)]
        return dict(sorted(merged, key=lambda pair: (self._number(pair[0]), pair[0])))

    def _situation(self, facts: int) -> int:
        touched = self._touches(facts)
        return self._ground.usual & ~touched | facts & touched


def facts_of(variables: Iterable[Variable], box: int) -> tuple[Fact, ...]:
    """What a box says of some questions."""
    return tuple(Fact(each.kind, each.name, each.answers_in(box)) for each in variables)
