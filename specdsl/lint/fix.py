"""Repairs: carry out the fixes that findings offer, as long as they make nothing worse."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from specdsl.record import dataclass
from specdsl.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from specdsl.diagnostics.model import Diagnostic, Edit, Fix

    Sources = Mapping[str, Source]
    Lint = Callable[[Sequence[Source]], Sequence[Diagnostic]]
    Repair = tuple[Diagnostic, Fix]

_ROUNDS = 50  # two fixes that undo one another must end some time


@dataclass(frozen=True, slots=True)
class Done:
    """A fix that was carried out, and the finding that it mended."""

    finding: Diagnostic
    fix: Fix


@dataclass(frozen=True, slots=True)
class Fixed:
    """The new texts of the sources that changed, what was done to them, and the findings that remain."""

    changed: tuple[Source, ...]
    done: tuple[Done, ...]
    findings: tuple[Diagnostic, ...]


@dataclass(slots=True)
class _State:
    sources: Sources
    findings: Sequence[Diagnostic]
    done: list[Done]
    refused: set[tuple[str, ...]]


def fix_sources(sources: Sequence[Source], lint: Lint, *, offered: bool = False) -> Fixed:
    """Carry out the safe fixes, and with `offered` the first of each other finding, until none is left.

    `lint` says what is found in given sources. A fix after which there is an error that was not there before
    is not carried out.
    """
    state = _State({source.name: source for source in sources}, lint(sources), [], set())
    for _ in range(_ROUNDS):
        repairs = [*_apart(_wanted(state, offered=offered))]
        if not repairs:
            break
        _carry_out_some(state, repairs, lint)
    before = {source.name: source for source in sources}
    changed = tuple(new for name, new in state.sources.items() if new is not before[name])
    return Fixed(changed, tuple(state.done), tuple(state.findings))


def _wanted(state: _State, *, offered: bool) -> Iterator[Repair]:
    for finding in state.findings:
        chosen = [fix for fix in finding.fixes if fix.safe] or ([*finding.fixes] if offered else [])
        possible = [fix for fix in chosen if fix.edits and _name(finding, fix) not in state.refused]
        yield from ((finding, fix) for fix in possible[:1])


def _apart(repairs: Iterable[Repair]) -> Iterator[Repair]:
    """Those whose edits do not touch the edits of one before; the others wait for the next round."""
    taken: list[Edit] = []
    for finding, fix in repairs:
        if not any(_touch(edit, other) for edit in fix.edits for other in taken):
            taken += fix.edits
            yield finding, fix


def _touch(one: Edit, other: Edit) -> bool:
    return (
        one.span.source.name == other.span.source.name
        and one.span.start <= other.span.end
        and other.span.start <= one.span.end
    )


def _carry_out(state: _State, repairs: Sequence[Repair], lint: Lint) -> bool:
    """All of them at once, if that brings no new error."""
    sources = _edited(state.sources, [edit for _, fix in repairs for edit in fix.edits])
    findings = lint([*sources.values()])
    if _errors(findings) - _errors(state.findings):
        return False
    state.sources, state.findings = sources, findings
    state.done += [Done(finding, fix) for finding, fix in repairs]
    return True


def _carry_out_some(state: _State, repairs: Sequence[Repair], lint: Lint) -> None:
    """Half of them, and half of that, until no new error comes; one that brings one alone is given up."""
    while not _carry_out(state, repairs, lint):
        if len(repairs) == 1:
            state.refused.add(_name(*repairs[0]))
            return
        repairs = repairs[: len(repairs) // 2]


def _edited(sources: Sources, edits: Iterable[Edit]) -> Sources:
    texts = {name: source.text for name, source in sources.items()}
    for edit in sorted(edits, key=lambda edit: edit.span.start, reverse=True):
        name = edit.span.source.name
        texts[name] = texts[name][: edit.span.start] + edit.text + texts[name][edit.span.end :]
    return {name: _with_text(source, texts[name]) for name, source in sources.items()}


def _with_text(source: Source, text: str) -> Source:
    if text == source.text:
        return source
    return Source(source.name, ("\ufeff" if source.bom else "") + source.restore(text))


def _errors(findings: Iterable[Diagnostic]) -> Counter[tuple[str, ...]]:
    return Counter((one.rule, *one.subjects) for one in findings if one.level == "error")


def _name(finding: Diagnostic, fix: Fix) -> tuple[str, ...]:
    """What a fix is known by from one round to the next, while lines move."""
    return (finding.rule, *finding.subjects, fix.title)
