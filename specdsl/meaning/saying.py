"""What styles say about elements, and where two sayings clash."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from specdsl.graph.model import Directive, Rule, Style
    from specdsl.graph.query import Index

Level: TypeAlias = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Said:
    """One directive, of a style that a rule follows."""

    rule: Rule
    style: Style
    directive: Directive


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An element that one saying wants and the other bars: an error where both are `must`."""

    element: str
    wants: Said
    bars: Said

    @property
    def level(self) -> Level:
        both = {self.wants.directive.modality, self.bars.directive.modality}
        return "error" if both == {"must"} else "warning"


class Sayings:
    """What each rule's styles demand, by element, the stronger word first; `may` demands nothing."""

    def __init__(self, index: Index, rules: Sequence[Rule]) -> None:
        self._index = index
        self._rules = rules

    def alone(self, rule: Rule) -> list[Disagreement]:
        """Where the styles that one rule follows disagree among themselves."""
        return list(self._between(rule, rule).values())

    def apart(self, first: Rule, second: Rule) -> list[Disagreement]:
        """Where two rules' styles disagree, other than one of the rules does by itself at least as badly."""
        found = {**self._between(first, second)}
        for element, other in self._between(second, first).items():
            if element not in found or (found[element].level, other.level) == ("warning", "error"):
                found[element] = other
        known = [*self.alone(first), *self.alone(second)]
        return [each for each in found.values() if not any(_covers(other, each) for other in known)]

    def against(self, rule: Rule) -> int:
        """The rules of which some style disagrees with one of this rule's, as a set."""
        found = 0
        for element in self._demands[rule.id][False]:
            found |= self._barring[element]
        for element in self._demands[rule.id][True]:
            found |= self._wanting[element]
        return found

    def _between(self, wanting: Rule, barring: Rule) -> dict[str, Disagreement]:
        wants, bars = self._demands[wanting.id][False], self._demands[barring.id][True]
        return {
            element: Disagreement(element, said, bars[element])
            for element, said in wants.items()
            if element in bars
        }

    @cached_property
    def _demands(self) -> Mapping[str, tuple[Mapping[str, Said], Mapping[str, Said]]]:
        """For each rule what it wants included and what it wants left out."""
        return {
            rule.id: (self._of(rule, negated=False), self._of(rule, negated=True)) for rule in self._rules
        }

    def _of(self, rule: Rule, *, negated: bool) -> Mapping[str, Said]:
        demands: dict[str, Said] = {}
        for modality in ("must", "should"):
            for said in self._sayings(rule):
                if (said.directive.modality, said.directive.negated) == (modality, negated):
                    demands.setdefault(said.directive.element, said)
        return demands

    def _sayings(self, rule: Rule) -> Iterator[Said]:
        for style in self._index.followed_styles(rule):
            yield from (Said(rule, style, directive) for directive in style.directives)

    @cached_property
    def _wanting(self) -> Mapping[str, int]:
        return self._by_element(negated=False)

    @cached_property
    def _barring(self) -> Mapping[str, int]:
        return self._by_element(negated=True)

    def _by_element(self, *, negated: bool) -> Mapping[str, int]:
        found: dict[str, int] = defaultdict(int)
        for number, rule in enumerate(self._rules):
            for element in self._demands[rule.id][negated]:
                found[element] |= 1 << number
        return found


def _covers(known: Disagreement, other: Disagreement) -> bool:
    return known.element == other.element and (known.level == "error" or other.level == "warning")
