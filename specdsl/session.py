"""A policy that is edited: all findings after each change, worked out anew only where something changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.analysis import analyse, check
from specdsl.collector import paused
from specdsl.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specdsl.analysis import Rules
    from specdsl.diagnostics import Diagnostic
    from specdsl.lint import Findings
    from specdsl.source import Source


class Session:
    """Lints one version of a policy after the other; each result is the same as that of a first look."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self.memory = Memory()
        self._sources: dict[str, Source] = {}

    def check(self, sources: Iterable[Source], found: Sequence[Diagnostic] = ()) -> Findings:
        """All findings about the policy in these sources. `found` is what reading the disk said of them."""
        known = [*self._known(sources)]
        memory = Memory(self.memory)
        with paused():  # to go through all that is remembered would take longer than the work itself
            findings = check(analyse(known, found, memory), self._rules)
        memory.let_go()
        self.memory, self._sources = memory, {source.name: source for source in known}
        return findings

    def _known(self, sources: Iterable[Source]) -> Iterator[Source]:
        """A source that did not change is the one of the version before."""
        for source in sources:
            before = self._sources.get(source.name)
            yield before if before and before.whole == source.whole else source
