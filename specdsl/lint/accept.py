"""Findings that the policy itself accepts: `accept FINDING with NAME until DATE: reason`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from specdsl.lint.registry import is_fixed
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.graph.model import Acceptance, Rule

State = Literal["used", "unused", "expired"]


class Use(NamedTuple):
    """An acceptance of a rule, and what became of it."""

    rule: Rule
    acceptance: Acceptance
    state: State


@dataclass(frozen=True, slots=True)
class Accepted:
    """`kept` findings nobody accepts; `silenced` ones somebody does; and each acceptance with its use."""

    kept: tuple[Diagnostic, ...]
    silenced: tuple[Diagnostic, ...]
    uses: tuple[Use, ...]


def apply_acceptances(findings: Sequence[Diagnostic], rules: Iterable[Rule], today: date) -> Accepted:
    """Silence what is accepted and not expired; syntax is never accepted, for it stands before any rule."""
    written = [(rule, acceptance) for rule in rules for acceptance in rule.acceptances]
    silenced: set[int] = set()
    uses: list[Use] = []
    for rule, acceptance in written:
        matching = [at for at, finding in enumerate(findings) if _matches(rule, acceptance, finding)]
        live = not _expired(acceptance, today)
        uses.append(Use(rule, acceptance, "expired" if not live else "used" if matching else "unused"))
        silenced.update(matching if live else ())
    kept = tuple(finding for at, finding in enumerate(findings) if at not in silenced)
    return Accepted(kept, tuple(findings[at] for at in sorted(silenced)), tuple(uses))


def _matches(rule: Rule, acceptance: Acceptance, finding: Diagnostic) -> bool:
    named = finding.rule == acceptance.finding and not is_fixed(finding.rule)
    return named and _about(rule.id, acceptance.other, finding.subjects)


def _about(rule: str, other: str, subjects: tuple[str, ...]) -> bool:
    """Whether it is about the rule (or an example of it) and the other one, or about the rule alone."""
    own = [subject for subject in subjects if subject == rule or subject.startswith(f"{rule}.")]
    if other in {rule, *own}:
        return len(own) == len(subjects) > 0
    return bool(own) and other in subjects


def _expired(acceptance: Acceptance, today: date) -> bool:
    """Whether its last day is over. A date that the calendar does not have never began."""
    if acceptance.until is None:
        return False
    try:
        return date.fromisoformat(acceptance.until) < today
    except ValueError:
        return True
