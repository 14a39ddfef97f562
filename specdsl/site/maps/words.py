"""What the cells of a map say in words: in full for the table, in short for the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.answers.names import listed
from specdsl.meaning.space import NO, YES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specdsl.answers.facts import Fact
    from specdsl.graph.query import Index
    from specdsl.site.maps.cells import Band, Outcome

_SHORT = 34  # characters of a free text in the picture


class Words:
    """Words for readers of one category, whose own names need no dot."""

    def __init__(self, index: Index, category: str) -> None:
        self._index = index
        self._category = category

    # ── Outcomes ──────────────────────────────────────────────────────────────

    def outcome(self, outcome: Outcome) -> str:
        match outcome.status:
            case "decided":
                return outcome.verdict or ""
            case "contradiction":
                return "contradiction"
            case "silent":
                return "no verdict"
            case "unknown":
                return "too much to work out"

    # ── In full ───────────────────────────────────────────────────────────────

    def ways(self, band: Band) -> str:
        """When the band's outcome comes; empty where it always does."""
        if band.ways:
            return "; or ".join(listed([self.fact(fact) for fact in way]) for way in band.ways)
        return f"depending on {self._depends(band.depends)}" if band.depends else ""

    def fact(self, fact: Fact) -> str:
        name = self.question(fact.kind, fact.name)
        if fact.kind == "facet":
            return f"{name} is {listed(fact.values, 'or')}"
        return name if fact.values == (YES,) else f"not {name}"

    def question(self, kind: str, name: str) -> str:
        match kind:
            case "text":
                return f"“{name}”"
            case "category":
                return f"in {name}"
            case _:
                return self.near(name)

    def near(self, name: str) -> str:
        return name.removeprefix(f"{self._category}.")

    def _depends(self, questions: Sequence[tuple[str, str]]) -> str:
        return listed([self.question(kind, name) for kind, name in questions])

    # ── In short ──────────────────────────────────────────────────────────────

    def lines(self, band: Band) -> Iterator[str]:
        """What leads there beside the usual: what is not mentioned of flags and free texts is no."""
        quiet, raised = _parted(band.ways)
        usually = list(self._briefly(quiet)) if band.usual else []
        if "" not in usually:
            yield from _joined(usually, "")
            yield from _joined(self._briefly(raised), "if ")
        if not band.ways and band.depends:
            yield f"by {', '.join(self._brief_question(*each) for each in band.depends)}"

    def _briefly(self, ways: Iterable[tuple[Fact, ...]]) -> Iterator[str]:
        """Each way by the facts that are not the usual no, without those that another makes needless."""
        facts = [frozenset(fact for fact in way if fact.values != (NO,)) for way in ways]
        fewest = dict.fromkeys(each for each in facts if not any(other < each for other in facts))
        yield from (listed([self._brief(fact) for fact in _in_order(way)]) for way in fewest)

    def _brief(self, fact: Fact) -> str:
        if fact.kind != "facet":
            return self._brief_question(fact.kind, fact.name)
        others = [each.name for each in self._index.facets[fact.name].values if each.name not in fact.values]
        if 0 < len(others) < len(fact.values):
            return f"{self.near(fact.name)} not {listed(others, 'or')}"
        return f"{self.near(fact.name)} {listed(fact.values, 'or')}"

    def _brief_question(self, kind: str, name: str) -> str:
        text = self.question(kind, name)
        return text if len(text) <= _SHORT else f"{text[: _SHORT - 2].rstrip()}…”"


def _joined(said: Iterable[str], word: str) -> Iterator[str]:
    return (f"{'or ' * bool(number)}{word}{line}" for number, line in enumerate(said))


def _in_order(way: Iterable[Fact]) -> list[Fact]:
    """Facets first, then flags, by name: the same wherever it is said."""
    return sorted(way, key=lambda fact: (fact.kind, fact.name))


def _parted(ways: Iterable[tuple[Fact, ...]]) -> tuple[list[tuple[Fact, ...]], list[tuple[Fact, ...]]]:
    """The ways that need no flag and no free text, and those that need one."""
    quiet: list[tuple[Fact, ...]] = []
    raised: list[tuple[Fact, ...]] = []
    for way in ways:
        (raised if any(fact.values == (YES,) for fact in way) else quiet).append(way)
    return quiet, raised
