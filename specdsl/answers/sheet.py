"""The page that answers are written on: its width, its colours, and how it names files, facts and rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.answers.names import listed
from specdsl.diagnostics.render.cells import visible, width, wrap
from specdsl.diagnostics.render.paint import Ink, Painter
from specdsl.record import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specdsl.answers.facts import Fact
    from specdsl.answers.ranked import Rank
    from specdsl.graph.model import Rule
    from specdsl.source import Span


@dataclass(frozen=True, slots=True)
class Sheet:
    """`folder` is written before each file's name; `home` is the category whose own names need no dot."""

    room: int = 80
    paint: Painter = field(default_factory=lambda: Painter(color=False))
    folder: str = ""
    home: str | None = None

    # ── Lines ─────────────────────────────────────────────────────────────────

    def lines(self, text: str, indent: int = 0, *, ink: Ink | None = None) -> Iterator[str]:
        """A text, wrapped; the lines after the first stand two cells deeper."""
        first, *rest = wrap(visible(text), self.room - indent - 2)
        for line, deeper in ((first, 0), *((line, 2) for line in rest)):
            yield " " * (indent + deeper) + (self.paint(ink, line) if ink else line)

    def with_aside(self, text: str, aside: str, indent: int) -> Iterator[str]:
        """A text and, behind it or where there is no room below it, what is to be said aside."""
        if indent + width(text) + 2 + width(aside) <= self.room:
            yield f"{' ' * indent}{visible(text)}  {self.paint('quiet', visible(aside))}"
            return
        yield from self.lines(text, indent)
        yield from self.lines(aside, indent + 4, ink="quiet")

    # ── Words ─────────────────────────────────────────────────────────────────

    def near(self, name: str) -> str:
        return name if self.home is None else name.removeprefix(f"{self.home}.")

    def place(self, span: Span) -> str:
        return f"{self.folder}{span.file}:{span.line}"

    def fact(self, fact: Fact) -> str:
        """`detail: general or conceptual`, `at-risk: yes`."""
        return f"{self.question(fact.kind, fact.name)}: {listed(fact.values, 'or')}"

    def question(self, kind: str, name: str) -> str:
        match kind:
            case "text":
                return f'"{name}"'
            case "category":
                return f"in {name}"
            case _:
                return self.near(name)

    def facts(self, facts: Iterable[Fact]) -> str:
        return "; ".join(map(self.fact, facts))

    def rules(self, rules: Sequence[Rule]) -> str:
        return ", ".join(self.near(rule.id) for rule in rules) or "no rule stands: otherwise"

    def rank(self, rank: Rank) -> str:
        """Why a rule defeats another, for behind the name of the other."""
        if rank.levels:
            return "by authority: " + " over ".join(rank.levels)
        *through, (_, _, last) = rank.steps
        places = ", ".join(self.place(span) for _, _, span in rank.steps)
        way = f" through {listed([self.near(below.id) for _, below, _ in through])}" if through else ""
        return f"overrides it{way}, {places}" if last.file else f"overrides it{way}"
