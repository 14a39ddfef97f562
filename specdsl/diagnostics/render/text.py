"""Findings for a person: calm, whole, and in the author's own words."""

from __future__ import annotations

from collections import Counter

from specdsl.diagnostics.level import LEVELS, is_unknown
from specdsl.diagnostics.render.cells import visible, width, wrap
from specdsl.diagnostics.render.paint import Painter
from specdsl.diagnostics.render.quote import gutter_of, quote
from specdsl.record import dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specdsl.diagnostics.level import Level
    from specdsl.diagnostics.model import Diagnostic
    from specdsl.source import Span

_TIMES = "\N{MULTIPLICATION SIGN}"
_MANY = 5  # findings of one kind about the same categories; of more, all but the first are shown briefly
_PAIR = 2


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What findings are written on; `explained` are the rules that it already says where to read about."""

    room: int
    folder: str
    paint: Painter
    explained: set[str] = field(default_factory=set)


def render(  # noqa: PLR0913 - what a caller may choose
    findings: Sequence[Diagnostic],
    *,
    width: int = 80,
    color: bool = False,
    folder: str = "",
    accepted: int = 0,
    known: int = 0,
    unproved: bool = False,
) -> str:
    """All findings, those between the same two categories under one heading, and a line that counts them.

    Under a heading the gravest come first; of many of one kind the first is shown at length, the others
    briefly. `folder` is written before each file's name (`policies/harbor/`); `accepted` and `known` say how
    many more the policy accepts and the baseline knows, `unproved` that nothing could be proved yet.
    """
    sheet = _Sheet(width, folder, Painter(color=color))
    parts = [part for heading, group in _groups(findings) for part in _group(heading, group, sheet)]
    brief = sum(len(_brief(group)) for _, group in _groups(findings))
    if brief:
        parts.append(f"{brief} of these are shown briefly: `--format json` has their fixes too\n")
    counts = summary(findings, accepted=accepted, known=known, unproved=unproved, paint=sheet.paint)
    return "\n".join([*parts, counts + "\n"])


def render_concise(findings: Sequence[Diagnostic], *, folder: str = "") -> str:
    """One line for each finding: `file:line:column: level[rule]: message`."""
    return "".join(f"{_concise(finding, folder)}\n" for finding in findings)


def summary(
    findings: Sequence[Diagnostic],
    *,
    accepted: int = 0,
    known: int = 0,
    unproved: bool = False,
    paint: Painter | None = None,
) -> str:
    """`2 errors, 1 warning; 3 accepted; 1 can be fixed with: specdsl lint --fix`."""
    levels = Counter(finding.level for finding in findings)
    counts = [_plural(levels[level], level) for level in LEVELS if levels[level]]
    safe = sum(any(fix.safe for fix in finding.fixes) for finding in findings)
    unknown = sum(map(is_unknown, findings))
    parts = [", ".join(counts) or "nothing found"]
    parts += [f"{accepted} accepted"] if accepted else []
    parts += [f"{known} in the baseline"] if known else []
    parts += [f"{safe} can be fixed with `specdsl lint --fix`"] if safe else []
    parts += [f"{unknown} not known within the budget"] if unknown else []
    parts += ["contradictions and gaps are looked for once all of it can be read"] if unproved else []
    return (paint or Painter(color=False))("bold", "; ".join(parts))


# ── Groups ────────────────────────────────────────────────────────────────────


def _groups(findings: Sequence[Diagnostic]) -> Iterator[tuple[str, list[Diagnostic]]]:
    """First what concerns one category or none, then the pairs in the order in which they come."""
    groups: dict[frozenset[str], list[Diagnostic]] = {frozenset(): []}
    for finding in findings:
        pair = _categories(finding)
        groups.setdefault(pair if len(pair) == _PAIR else frozenset(), []).append(finding)
    for pair, group in groups.items():
        if pair:
            group.sort(key=lambda finding: [-part for part in finding.weight] or [0.0])
        yield _heading(group[0]) if pair else "", group


def _categories(finding: Diagnostic) -> frozenset[str]:
    return frozenset(subject.partition(".")[0] for subject in finding.subjects if "." in subject)


def _heading(finding: Diagnostic) -> str:
    """The two categories, in the order in which the message names them."""
    in_order = sorted(finding.subjects, key=lambda subject: finding.message.find(f"`{subject}`"))
    names = dict.fromkeys(subject.partition(".")[0] for subject in in_order if "." in subject)
    return f" {_TIMES} ".join(map(visible, names))


def _group(heading: str, group: Sequence[Diagnostic], sheet: _Sheet) -> Iterator[str]:
    if heading:
        yield f"{sheet.paint('bold', heading)}\n{'=' * width(heading)}\n"
    brief = {id(finding) for finding in _brief(group)}
    for finding in group:
        lines = _briefly(finding, sheet) if id(finding) in brief else _finding(finding, sheet)
        yield "\n".join(lines) + "\n"


def _brief(group: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Those that differ from one before in little but the rules: of each kind all but the first, if many."""
    kinds: dict[tuple[str, frozenset[str]], list[Diagnostic]] = {}
    for finding in group:
        if finding.weight:
            kinds.setdefault((finding.rule, _categories(finding)), []).append(finding)
    return [finding for kind in kinds.values() if len(kind) > _MANY for finding in kind[1:]]


# ── One finding ───────────────────────────────────────────────────────────────


def _finding(finding: Diagnostic, sheet: _Sheet) -> Iterator[str]:
    yield from _message(finding, sheet)
    placed = [label for label in finding.labels if label.span.file]
    if placed:
        yield from quote(placed, sheet.folder, sheet.room, finding.level, sheet.paint)
    indent = gutter_of(placed) + 1
    yield from _notes(finding, indent, sheet)
    if finding.rule not in sheet.explained:
        sheet.explained.add(finding.rule)
        yield " " * indent + sheet.paint("quiet", f"more: specdsl explain {finding.rule}")


def _briefly(finding: Diagnostic, sheet: _Sheet) -> Iterator[str]:
    """The message, the places, and the situation that shows it."""
    yield from _message(finding, sheet)
    places = dict.fromkeys(_place(label.span, sheet.folder) for label in finding.labels if label.span.file)
    if places:
        yield from _note("at", [", ".join(places)], 2, sheet)
    if finding.facts:
        yield from _note("for example", ["; ".join(finding.facts)], 2, sheet)


def _message(finding: Diagnostic, sheet: _Sheet) -> Iterator[str]:
    start = f"{finding.level}[{finding.rule}]"
    first, *rest = wrap(f"{start}: {visible(finding.message)}", sheet.room - 2)
    yield sheet.paint(finding.level, start) + sheet.paint("bold", first[len(start) :])
    yield from (sheet.paint("bold", f"  {line}") for line in rest)


def _notes(finding: Diagnostic, indent: int, sheet: _Sheet) -> Iterator[str]:
    if finding.facts:
        yield from _note("for example", finding.facts, indent, sheet)
    for line in finding.help:
        yield from _note("help", [line], indent, sheet)
    for fix in finding.fixes:
        yield from _note("fix (safe)" if fix.safe else "fix (offered)", [fix.title], indent, sheet)


def _note(word: str, texts: Sequence[str], indent: int, sheet: _Sheet) -> Iterator[str]:
    hang = indent + len(word) + 2
    first, *rest = (line for text in texts for line in wrap(visible(text), max(sheet.room - hang, 20)))
    yield f"{' ' * indent}{sheet.paint('help', word + ':')} {first}"
    yield from (" " * hang + line for line in rest)


def _concise(finding: Diagnostic, folder: str) -> str:
    place = f"{_place(finding.span, folder)}: " if finding.span.file else ""
    return f"{place}{finding.level}[{finding.rule}]: {visible(finding.message)}"


def _place(span: Span, folder: str) -> str:
    return f"{visible(folder + span.file)}:{span.line}:{span.column}"


def _plural(count: int, level: Level) -> str:
    return f"{count} {level}" if count == 1 or level == "info" else f"{count} {level}s"
