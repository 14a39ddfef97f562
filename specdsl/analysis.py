"""The whole compiler on one screen: sources in, everything known about them out."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from specdsl.collector import paused
from specdsl.graph import Index, policy_from_documents
from specdsl.lint import Findings, Settings, Subject, lint
from specdsl.lint.baseline import Baseline
from specdsl.lint.run import unwatched
from specdsl.memory import Memory
from specdsl.record import dataclass, field
from specdsl.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from specdsl.diagnostics import Diagnostic
    from specdsl.graph.model import Policy
    from specdsl.lint.run import Watch
    from specdsl.source import Source


@dataclass(frozen=True)
class Analysis:
    """What the stages made of some sources.

    `policy` is None where no source holds a `policy` block; `diagnostics` are those of reading and naming.
    """

    policy: Policy | None
    diagnostics: tuple[Diagnostic, ...]
    memory: Memory = field(default_factory=lambda: Memory(lasting=False), compare=False, repr=False)

    @cached_property
    def index(self) -> Index | None:
        return None if self.policy is None else Index(self.policy, self.memory)

    @property
    def errors(self) -> list[Diagnostic]:
        return [diagnostic for diagnostic in self.diagnostics if diagnostic.level == "error"]


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides which findings are shown: settings, old findings, token budgets, and the day.

    The day decides which acceptances are over; nothing below the shells reads the clock.
    """

    today: date
    settings: Settings = Settings()
    baseline: Baseline = Baseline()
    budgets: Mapping[str, int] | None = None


def analyse(
    sources: Iterable[Source], found: Sequence[Diagnostic] = (), memory: Memory | None = None
) -> Analysis:
    """Read the sources of one policy, in any order. `found` is what reading the disk already said of them.

    What `memory` knows of the same sources and of categories that did not change is not worked out again.
    """
    memory = memory or Memory(lasting=False)
    ordered = sorted(sources, key=lambda source: source.name)
    memory.keep("sources", {*ordered})
    with paused():  # neither trees nor the graph have cycles
        parsed = [memory.of(source, "parsed", partial(parse, source)) for source in ordered]
        policy, of_names = policy_from_documents([document for document, _ in parsed], memory)
    of_syntax = [diagnostic for _, diagnostics in parsed for diagnostic in diagnostics]
    return Analysis(policy, (*found, *of_syntax, *of_names), memory)


def check(analysis: Analysis, rules: Rules, watch: Watch = unwatched) -> Findings:
    """All findings about a policy; those about its compiled text only where it can be compiled.

    `watch` is told the name of each piece of work, and surrounds it.
    """
    subject = Subject(
        index=analysis.index,
        diagnostics=analysis.diagnostics,
        compiled=None if analysis.errors else partial(_compiled, analysis, rules.budgets),
    )
    return lint(subject, rules.settings, today=rules.today, baseline=rules.baseline, watch=watch)


def _compiled(analysis: Analysis, budgets: Mapping[str, int] | None) -> Sequence[Diagnostic]:
    if analysis.index is None:
        return ()
    from specdsl.compiler.noticed import check_texts

    return check_texts(analysis.index, budgets)
