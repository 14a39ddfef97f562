"""Findings for a person: calm, whole, and in the author's own words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from specdsl.diagnostics.level import LEVELS
from specdsl.diagnostics.render.cells import visible, wrap
from specdsl.diagnostics.render.paint import Painter
from specdsl.diagnostics.render.quote import gutter_of, quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specdsl.diagnostics.model import Diagnostic, Fix, Level

_TIMES = "\N{MULTIPLICATION SIGN}"


def render(  # noqa: PLR0913 - what a caller may choose
    findings: Sequence[Diagnostic],
    *,
    width: int = 80,
    color: bool = False,
    folder: str = "",
    accepted: int = 0,
    known: int = 0,
) -> str:
    """All findings, those between the same two categories under one heading, and a line that counts them.

    `folder` is written before each file's name (`policies/harbor/`); `accepted` and `known` say how many
    more the policy accepts and the baseline knows.
    """
    paint = Painter(color=color)
    explained: set[str] = set()
    parts: list[str] = []
    for heading, group in _groups(findings):
        if heading:
            parts.append(f"{paint('bold', heading)}\n{'=' * len(heading)}\n")
        parts += ["\n".join(_finding(one, explained, width, folder, paint)) + "\n" for one in group]
    return "\n".join([*parts, summary(findings, accepted=accepted, known=known, paint=paint) + "\n"])


def render_concise(findings: Sequence[Diagnostic], *, folder: str = "") -> str:
    """One line for each finding: `file:line:column: level[rule]: message`."""
    return "".join(f"{_concise(finding, folder)}\n" for finding in findings)


def summary(
    findings: Sequence[Diagnostic], *, accepted: int = 0, known: int = 0, paint: Painter | None = None
) -> str:
    """`2 errors, 1 warning; 3 accepted; 1 can be fixed with: specdsl lint --fix`."""
    levels = Counter(finding.level for finding in findings)
    counts = [_plural(levels[level], level) for level in LEVELS if levels[level]]
    safe = sum(any(fix.safe for fix in finding.fixes) for finding in findings)
    parts = [", ".join(counts) or "nothing found"]
    parts += [f"{accepted} accepted"] if accepted else []
    parts += [f"{known} in the baseline"] if known else []
    parts += [f"{safe} can be fixed with `specdsl lint --fix`"] if safe else []
    return (paint or Painter(color=False))("bold", "; ".join(parts))


def _groups(findings: Sequence[Diagnostic]) -> Iterator[tuple[str, list[Diagnostic]]]:
    """First what concerns one category or none, then the pairs in the order in which they come."""
    groups: dict[frozenset[str], list[Diagnostic]] = {frozenset(): []}
    for finding in findings:
        pair = frozenset(_categories(finding))
        groups.setdefault(pair if len(pair) == 2 else frozenset(), []).append(finding)  # noqa: PLR2004 - a pair
    for pair, group in groups.items():
        yield f" {_TIMES} ".join(map(visible, dict.fromkeys(_categories(group[0])))) if pair else "", group


def _categories(finding: Diagnostic) -> list[str]:
    return [subject.partition(".")[0] for subject in finding.subjects if "." in subject]


def _finding(
    finding: Diagnostic, explained: set[str], room: int, folder: str, paint: Painter
) -> Iterator[str]:
    yield from _message(finding, room, paint)
    placed = [label for label in finding.labels if label.span.file]
    if placed:
        yield from quote(placed, folder, room, finding.level, paint)
    indent = gutter_of(placed) + 1
    yield from _notes(finding, indent, room, paint)
    if finding.rule not in explained:
        explained.add(finding.rule)
        yield " " * indent + paint("quiet", f"more: specdsl explain {finding.rule}")


def _message(finding: Diagnostic, room: int, paint: Painter) -> Iterator[str]:
    start = f"{finding.level}[{finding.rule}]"
    first, *rest = wrap(f"{start}: {visible(finding.message)}", room - 2)
    yield paint(finding.level, start) + paint("bold", first[len(start) :])
    yield from (paint("bold", f"  {line}") for line in rest)


def _notes(finding: Diagnostic, indent: int, room: int, paint: Painter) -> Iterator[str]:
    facts = [f"{question}: {answer}" for question, answer in (finding.witness or {}).items()]
    if facts:
        yield from _note("for example", facts, indent, room, paint)
    for line in finding.help:
        yield from _note("help", [line], indent, room, paint)
    for fix in finding.fixes:
        yield from _note(_fix(fix), [fix.title], indent, room, paint)


def _fix(fix: Fix) -> str:
    return "fix (safe)" if fix.safe else "fix (offered)"


def _note(word: str, texts: Sequence[str], indent: int, room: int, paint: Painter) -> Iterator[str]:
    hang = indent + len(word) + 2
    first, *rest = (line for text in texts for line in wrap(visible(text), max(room - hang, 20)))
    yield f"{' ' * indent}{paint('help', word + ':')} {first}"
    yield from (" " * hang + line for line in rest)


def _concise(finding: Diagnostic, folder: str) -> str:
    span = finding.span
    place = f"{visible(folder + span.file)}:{span.line}:{span.column}: " if span.file else ""
    return f"{place}{finding.level}[{finding.rule}]: {visible(finding.message)}"


def _plural(count: int, level: Level) -> str:
    return f"{count} {level}" if count == 1 or level == "info" else f"{count} {level}s"
