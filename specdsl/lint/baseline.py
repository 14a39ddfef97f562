"""Old findings that a team has decided to live with, known again by what they say, not by their line."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from specdsl.diagnostics.fingerprint import fingerprint
from specdsl.diagnostics.level import is_unknown
from specdsl.lint.registry import is_fixed
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specdsl.diagnostics.model import Diagnostic


@dataclass(frozen=True, slots=True)
class Entry:
    """Findings of one rule about the same subjects on the same words, and how many of them."""

    fingerprint: str
    rule: str
    subjects: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Baseline:
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Applied:
    """`new` findings, those the baseline `known`, and its `stale` entries with how many are gone."""

    new: tuple[Diagnostic, ...]
    known: tuple[Diagnostic, ...]
    stale: tuple[Entry, ...]


def baseline_of(findings: Iterable[Diagnostic]) -> Baseline:
    """A baseline that knows these findings; syntax is never let pass, nor what is not known."""
    lasting = (finding for finding in findings if not (is_fixed(finding.rule) or is_unknown(finding)))
    kept = [(fingerprint(finding), finding) for finding in lasting]
    counts = Counter(mark for mark, _ in kept)
    first = dict(reversed(kept))
    entries = [
        Entry(mark, one.rule, tuple(sorted(one.subjects)), counts[mark]) for mark, one in first.items()
    ]
    return Baseline(tuple(sorted(entries, key=lambda entry: (entry.rule, entry.subjects, entry.fingerprint))))


def apply_baseline(findings: Sequence[Diagnostic], baseline: Baseline) -> Applied:
    """Tell the new from the known: of each entry at most as many as it counted are known."""
    if not baseline.entries:
        return Applied(tuple(findings), (), ())
    left = {entry.fingerprint: entry.count for entry in baseline.entries}
    new: list[Diagnostic] = []
    known: list[Diagnostic] = []
    for finding in findings:
        mark = fingerprint(finding)
        if left.get(mark, 0) and not (is_fixed(finding.rule) or is_unknown(finding)):
            left[mark] -= 1
            known.append(finding)
        else:
            new.append(finding)
    return Applied(tuple(new), tuple(known), tuple(_stale(baseline, left)))


def write_baseline(baseline: Baseline) -> str:
    """As a JSON text that is good to review and to merge: one entry a line, in order."""
    entries = [f"    {json.dumps(_entry(entry), ensure_ascii=False)}" for entry in baseline.entries]
    listed = "\n" + ",\n".join(entries) + "\n  " if entries else ""
    return f'{{\n  "version": 1,\n  "findings": [{listed}]\n}}\n'


def read_baseline(text: str) -> tuple[Baseline, list[str]]:
    """The baseline, and what is wrong with the file in words; then the baseline is empty."""
    try:
        data = json.loads(text)
        entries = [_read_entry(entry) for entry in data["findings"]]
    except (ValueError, KeyError, TypeError):
        return Baseline(), ["the baseline cannot be read; write it anew with `specdsl lint --write-baseline`"]
    if data.get("version") != 1:
        return Baseline(), ["the baseline was written by another version of specdsl; write it anew"]
    return Baseline(tuple(entries)), []


def _stale(baseline: Baseline, left: dict[str, int]) -> list[Entry]:
    return [
        Entry(entry.fingerprint, entry.rule, entry.subjects, left[entry.fingerprint])
        for entry in baseline.entries
        if left[entry.fingerprint]
    ]


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "rule": entry.rule,
        "subjects": [*entry.subjects],
        "count": entry.count,
        "fingerprint": entry.fingerprint,
    }


def _read_entry(data: dict[str, Any]) -> Entry:
    return Entry(str(data["fingerprint"]), str(data["rule"]), tuple(data["subjects"]), int(data["count"]))
