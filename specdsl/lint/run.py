"""From a subject to findings: everything that was found, less what is turned off, accepted or long known."""

from __future__ import annotations

from contextlib import nullcontext
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from specdsl.diagnostics.level import at_least
from specdsl.lint.accept import Use, apply_acceptances
from specdsl.lint.baseline import Baseline, Entry, apply_baseline
from specdsl.lint.registry import checks, proofs, reviews, rules
from specdsl.lint.settings import Settings, apply_levels
from specdsl.meaning.questions import Budget, Prover
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from datetime import date

    from specdsl.diagnostics.level import Level
    from specdsl.diagnostics.model import Diagnostic
    from specdsl.graph.query import Index
    from specdsl.lint.subject import Subject


T = TypeVar("T")

Watch: TypeAlias = "Callable[[str], AbstractContextManager[None]]"
"""Told the name of a piece of work; what it returns surrounds the work."""


def unwatched(_name: str) -> AbstractContextManager[None]:
    return nullcontext()


_USUAL = Settings()
_EMPTY = Baseline()


@dataclass(frozen=True, slots=True)
class Findings:
    """`found` is what to show; `accepted` and `known` what the policy and the baseline let pass.

    `stale` are the entries of the baseline that nothing answers to any more. `unproved`: a part of the policy
    could not be read, so that nothing could be proved about it yet.
    """

    found: tuple[Diagnostic, ...]
    accepted: tuple[Diagnostic, ...] = ()
    known: tuple[Diagnostic, ...] = ()
    stale: tuple[Entry, ...] = ()
    unproved: bool = False


def lint(
    subject: Subject,
    settings: Settings = _USUAL,
    *,
    today: date,
    baseline: Baseline = _EMPTY,
    watch: Watch = unwatched,
) -> Findings:
    """Everything that is to be said of the policy on that day, in order of file, place and rule.

    `watch` is told the name of each rule, and surrounds its work.
    """
    made = _made(subject.index, settings, watch) if subject.index else ()
    compiled = _compiled(subject, watch)
    chosen = sorted(apply_levels([*subject.diagnostics, *made, *compiled], settings), key=_order)
    policy_rules = subject.index.rules.values() if subject.index else ()
    accepted = apply_acceptances(chosen, policy_rules, today)
    of_acceptances = chain.from_iterable(
        review(_judged(accepted.uses, settings, subject)) for review in reviews()
    )
    more = [*apply_levels(of_acceptances, settings)]
    kept = sorted([*accepted.kept, *more], key=_order) if more else accepted.kept  # which is in order
    applied = apply_baseline(kept, baseline)
    return Findings(
        applied.new, accepted.silenced, applied.known, applied.stale, unproved=not _is_whole(subject.index)
    )


def exit_status(findings: Iterable[Diagnostic], fail_on: Level) -> int:
    """1 where a finding is at `fail_on` or graver, else 0."""
    return int(any(at_least(finding.level, fail_on) for finding in findings))


def _made(index: Index, settings: Settings, watch: Watch) -> Iterator[Diagnostic]:
    """The linter's own findings. What nobody could read may matter to any proof, so it comes first."""
    for check in checks():
        yield from _watched(check, index, watch)
    before: Prover | None = index.memory.keep("prover", index.memory.last("prover"))
    if _is_whole(index):
        yield from _proved(index, before, _budget(settings.budget), watch)


def _proved(index: Index, before: Prover | None, budget: Budget, watch: Watch) -> list[Diagnostic]:
    """What is found by proof: by the prover of the version before, with all that it knows, where it can."""
    if before and before.budget == budget and before.turn(index):
        found = _proved_by(before, watch)
        if not before.is_short:
            return found
    return _proved_by(index.memory.keep("prover", Prover(index, budget)), watch)


def _proved_by(prover: Prover, watch: Watch) -> list[Diagnostic]:
    return [finding for prove in proofs() for finding in _watched(prove, prover, watch)]


def _compiled(subject: Subject, watch: Watch) -> Iterator[Diagnostic]:
    """Last, since it takes longest, and may wait for what it needs."""
    if subject.compiled:
        with watch("compiled text"):
            yield from subject.compiled()


def _watched(look: Callable[[T], Iterable[Diagnostic]], at: T, watch: Watch) -> list[Diagnostic]:
    with watch(look.__module__.rpartition(".")[2].replace("_", "-")):
        return list(look(at))


def _is_whole(index: Index | None) -> bool:
    return index is not None and not index.policy.holes


def _budget(times: int) -> Budget:
    usual = Budget()
    return Budget(usual.boxes * times, usual.steps * times, usual.total * times, usual.pairs * times)


def _judged(uses: Sequence[Use], settings: Settings, subject: Subject) -> list[Use]:
    """The acceptances of findings that would have been made: of a rule that is on, by a stage that ran."""
    return [use for use in uses if use.state != "unused" or _looked_for(use, settings, subject)]


def _looked_for(use: Use, settings: Settings, subject: Subject) -> bool:
    rule = rules().get(use.acceptance.finding)
    if rule is None:
        return False  # that there is no such finding is said elsewhere
    ran = {"compile": subject.compiled is not None, "proof": _is_whole(subject.index)}
    return ran.get(rule.found_by, True) and settings.choice(rule.name, use.rule.span.file) != "off"


def _order(finding: Diagnostic) -> tuple[str, int, int, str, str]:
    return (finding.span.file, finding.span.start, finding.span.end, finding.rule, finding.message)
