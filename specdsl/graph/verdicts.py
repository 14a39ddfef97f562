"""The ladder of verdicts: a policy's own, or the three of the paper; and the words that are on no ladder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.diagnostics import Diagnostic, Label
from specdsl.diagnostics.suggest import suggest
from specdsl.graph.lookup import did_you_mean, listed, replacements
from specdsl.graph.model import Prose, Value
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specdsl.graph.lookup import Lookup, Scope
    from specdsl.syntax import ast

DEFAULT_LADDER = (
    Value("comply", Prose("Answer the request fully and helpfully.")),
    Value("safe-complete", Prose("Help as far as is safe, and leave out what would do harm.")),
    Value("refuse", Prose("Do not give what was asked for.")),
)
"""The verdicts of a policy that declares none."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """The verdicts that may be written; where they could not be read (not `known`) any word may be one."""

    values: tuple[Value, ...]
    question: str | None
    known: bool = True

    @property
    def verdicts(self) -> tuple[str, ...]:
        return tuple(value.name for value in self.values)

    def find(self, name: ast.Name, lookup: Lookup, scope: Scope) -> str | None:
        """The verdict, if it is one; else None, and that is noted."""
        if name.text in self.verdicts:
            return name.text
        if self.known:
            lookup.found.append(self._unknown(name, scope))
        return None

    def find_all(self, names: Iterable[ast.Name], lookup: Lookup, scope: Scope) -> tuple[str, ...]:
        found = (self.find(name, lookup, scope) for name in names)
        return tuple(dict.fromkeys(each for each in found if each is not None))

    def _unknown(self, name: ast.Name, scope: Scope) -> Diagnostic:
        likely = suggest(name.text, self.verdicts)
        known = f"the verdicts of this policy are {listed(self.verdicts)}"
        return Diagnostic(
            "unknown-verdict",
            "error",
            f"`{name.text}` is not a verdict of this policy",
            (Label(name.span, "not a verdict"),),
            subjects=scope.subjects,
            help=(did_you_mean(likely), known) if likely else (known,),
            fixes=replacements(name.span, likely),
        )
