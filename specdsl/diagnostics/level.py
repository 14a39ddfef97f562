"""The levels of a finding, the gravest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from specdsl.diagnostics.model import Diagnostic

Level = Literal["error", "warning", "info"]

LEVELS: tuple[Level, ...] = ("error", "warning", "info")


def at_least(level: Level, floor: Level) -> bool:
    """Whether a level is as grave as another, or graver."""
    return LEVELS.index(level) <= LEVELS.index(floor)


def is_unknown(finding: Diagnostic) -> bool:
    """Whether it says that something is not known; `unknown` is then the work that was spent on it."""
    return "unknown" in finding.extra
