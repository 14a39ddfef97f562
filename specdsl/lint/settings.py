"""What a team decides about the linter; `config` reads it from a file."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Literal

from specdsl.diagnostics.level import is_unknown
from specdsl.lint.registry import is_fixed
from specdsl.record import dataclass, field, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from specdsl.diagnostics.level import Level
    from specdsl.diagnostics.model import Diagnostic

Choice = Literal["off", "info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Settings:
    """`levels` by rule; `folders` the same for the files that a pattern names: the last that fits counts.

    `budget` says how many times the usual work the proofs may take.
    """

    levels: Mapping[str, Choice] = field(default_factory=dict)
    folders: tuple[tuple[str, Mapping[str, Choice]], ...] = ()
    fail_on: Level = "error"
    budget: int = 1

    def choice(self, rule: str, file: str) -> Choice | None:
        """What was decided about a rule in a file; None where nothing was."""
        for pattern, levels in reversed(self.folders):
            if rule in levels and _names(pattern, file):
                return levels[rule]
        return self.levels.get(rule)


def apply_levels(findings: Iterable[Diagnostic], settings: Settings) -> Iterator[Diagnostic]:
    """The findings that are not turned off, each at the level that was chosen for it.

    What is not known keeps its own level: it is no finding that could be graver.
    """
    if not settings.levels and not settings.folders:
        yield from findings
        return
    for finding in findings:
        choice = None if is_fixed(finding.rule) else settings.choice(finding.rule, finding.span.file)
        if choice is None:
            yield finding
        elif choice != "off":
            yield finding if is_unknown(finding) else replace(finding, level=choice)


def _names(pattern: str, file: str) -> bool:
    """Whether the pattern names the file, or a folder that it is in."""
    return fnmatchcase(file, pattern) or fnmatchcase(file, f"{pattern.rstrip('/')}/*")
