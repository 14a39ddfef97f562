"""What styles say about elements, and where two sayings clash."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING, Literal, TypeAlias

from specdsl.meaning.ranks import as_set
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from specdsl.graph.model import Directive, Rule, Style
    from specdsl.graph.query import Index

    _Demands = Mapping[str, tuple[Style, Directive]]

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
        self._of_styles: dict[tuple[str, ...], tuple[_Demands, _Demands]] = {}

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
        wanted, barred = self._demands(self._styles[rule.id])
        sets = (*(self._barring[each] for each in wanted), *(self._wanting[each] for each in barred))
        return reduce(or_, sets, 0)

    def _between(self, wanting: Rule, barring: Rule) -> dict[str, Disagreement]:
        wanted, barred = (
            self._demands(self._styles[wanting.id])[0],
            self._demands(self._styles[barring.id])[1],
        )
        return {
            element: Disagreement(element, Said(wanting, *said), Said(barring, *barred[element]))
            for element, said in wanted.items()
            if element in barred
        }

    # ── By style ──────────────────────────────────────────────────────────────

    @cached_property
    def _styles(self) -> Mapping[str, tuple[Style, ...]]:
        """Those that each rule follows."""
        return {rule.id: self._index.followed_styles(rule) for rule in self._rules}

    def _demands(self, styles: tuple[Style, ...]) -> tuple[_Demands, _Demands]:
        """What is to be included and what is to be left out; many rules follow the same styles."""
        key = tuple(style.id for style in styles)
        if key not in self._of_styles:
            self._of_styles[key] = _demanded(styles, negated=False), _demanded(styles, negated=True)
        return self._of_styles[key]

    @cached_property
    def _wanting(self) -> Mapping[str, int]:
        return self._by_element(0)

    @cached_property
    def _barring(self) -> Mapping[str, int]:
        return self._by_element(1)

    def _by_element(self, side: int) -> Mapping[str, int]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, rule in enumerate(self._rules):
            for element in self._demands(self._styles[rule.id])[side]:
                found[element].append(number)
        return defaultdict(int, {element: as_set(numbers) for element, numbers in found.items()})


def _demanded(styles: Sequence[Style], *, negated: bool) -> _Demands:
    demands: dict[str, tuple[Style, Directive]] = {}
    for modality in ("must", "should"):
        for style in styles:
            for each in style.directives:
                if (each.modality, each.negated) == (modality, negated):
                    demands.setdefault(each.element, (style, each))
    return demands


def _covers(known: Disagreement, other: Disagreement) -> bool:
    return known.element == other.element and (known.level == "error" or other.level == "warning")
