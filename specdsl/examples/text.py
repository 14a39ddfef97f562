"""Examples as tests for a person: a letter or a line for each, what failed and why, and what none reaches."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from specdsl.diagnostics.model import Label
from specdsl.diagnostics.render.cells import visible, width, wrap
from specdsl.diagnostics.render.paint import Painter
from specdsl.diagnostics.render.quote import gutter_of, quote
from specdsl.examples.coverage import KINDS
from specdsl.examples.describe import decided, describe, expectation, in_short
from specdsl.graph.print import condition_text
from specdsl.record import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specdsl.diagnostics.render.paint import Ink
    from specdsl.examples.coverage import Count, Coverage, Part
    from specdsl.examples.judge import Judgement, Result
    from specdsl.graph.query import Index
    from specdsl.source import Span

_LETTERS: dict[Result, str] = {"passed": ".", "failed": "F", "skipped": "s", "unknown": "?"}
_INKS: dict[Result, Ink] = {"passed": "help", "failed": "error", "skipped": "quiet", "unknown": "warning"}
_PERCENT = len(" [100%]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the report is written on: `folder` stands before the names of files."""

    width: int = 80
    folder: str = ""
    paint: Painter = field(default_factory=lambda: Painter(color=False))

    def place(self, span: Span) -> str:
        return visible(f"{self.folder}{span.file}:{span.line}")

    def title(self, text: str, line: str, ink: Ink = "bold") -> str:
        """The text in the middle of a line across the page."""
        return self.paint(ink, f" {text} ".center(self.width, line))


# ── While it runs ─────────────────────────────────────────────────────────────


def letters(judged: Iterable[Judgement], total: int, sheet: Sheet) -> Iterator[str]:
    """A letter for each example behind the name of its file, in pieces to be written as they come."""
    file, column = None, 0
    for done, judgement in enumerate(judged):
        name = visible(sheet.folder + judgement.example.span.file)
        if name != file or column >= sheet.width - _PERCENT:
            yield _ending(column, done, total, sheet)
            start = f"{name} " if name != file else ""
            file, column = name, width(start)
            yield start
        yield sheet.paint(_INKS[judgement.result], _LETTERS[judgement.result])
        column += 1
    yield _ending(column, total, total, sheet)


def _ending(column: int, done: int, total: int, sheet: Sheet) -> str:
    """How much is done, at the right end of a line; nothing where no line was begun."""
    if not column:
        return ""
    percent = f"[{100 * done // total:3}%]"
    return " " * max(sheet.width - column - len(percent), 1) + sheet.paint("quiet", percent) + "\n"


def lines(judged: Iterable[Judgement], total: int, sheet: Sheet) -> Iterator[str]:
    """A line for each example."""
    for done, judgement in enumerate(judged, 1):
        word = sheet.paint(_INKS[judgement.result], judgement.result.upper())
        percent = sheet.paint("quiet", f"[{100 * done // total:3}%]")
        yield f"{sheet.place(judgement.example.span)} {judgement.example.id} {word} {percent}\n"


# ── Afterwards ────────────────────────────────────────────────────────────────


def failures(index: Index, judged: Sequence[Judgement], sheet: Sheet) -> Iterator[str]:
    """What is to be said of each example that was not decided as expected, and a list of them."""
    wrong = [judgement for judgement in judged if judgement.result in ("failed", "unknown")]
    if wrong:
        yield f"\n{sheet.title('what is not as expected', '=')}\n"
    for judgement in wrong:
        yield f"{sheet.title(judgement.example.id, '_', 'error')}\n\n{failure(index, judgement, sheet)}\n"
    if wrong:
        yield f"{sheet.title('in short', '=')}\n"
    for judgement in wrong:
        yield _in_short(judgement, sheet)


def failure(index: Index, judgement: Judgement, sheet: Sheet) -> str:
    """The example, what was expected, what the policy decides instead, which rules stand, and why."""
    description = describe(index, judgement)
    expected = f"expected: {expectation(judgement)}"
    labels = [Label(judgement.example.span, expected)] if judgement.example.span.file else []
    facts = [
        ("decided", [decided(judgement)]),
        ("standing", [*_standing(index, judgement, sheet)]),
        ("why", description.reasons),
        ("more", [f"specdsl explain {judgement.finding}"] if judgement.finding else []),
    ]
    indent = " " * (gutter_of(labels) + 1)
    said = [sheet.paint("bold", line) for line in wrap(visible(description.message), sheet.width)]
    quoted = quote(labels, sheet.folder, sheet.width, "error", sheet.paint) if labels else ()
    return "\n".join([*said, *quoted, *_table(facts, indent, sheet)]) + "\n"


def _standing(index: Index, judgement: Judgement, sheet: Sheet) -> Iterator[str]:
    for name in judgement.ever_standing:
        rule = index.rules[name]
        yield f"{name} says {rule.verdict} ({sheet.place(rule.name_span)})"
    if not judgement.ever_standing and judgement.outcome.decisions:
        yield "no rule"


def _table(facts: Sequence[tuple[str, Sequence[str]]], indent: str, sheet: Sheet) -> Iterator[str]:
    """Each word with what is to be said behind it, one below the other."""
    hang = max(len(word) for word, _ in facts) + 2
    for word, said in facts:
        start = sheet.paint("help", f"{word}:".ljust(hang))
        for line in (part for each in said for part in wrap(visible(each), sheet.width - len(indent) - hang)):
            yield f"{indent}{start}{line}"
            start = " " * hang


def _in_short(judgement: Judgement, sheet: Sheet) -> str:
    word = sheet.paint(_INKS[judgement.result], judgement.result.upper())
    return f"{word} {sheet.place(judgement.example.span)} {judgement.example.id}: {in_short(judgement)}\n"


def summary(judged: Sequence[Judgement], sheet: Sheet) -> str:
    """`1 failed, 2 passed`."""
    counts = Counter(judgement.result for judgement in judged)
    order: tuple[Result, ...] = ("failed", "unknown", "passed", "skipped")
    parts = [sheet.paint(_INKS[each], f"{counts[each]} {each}") for each in order if counts[each]]
    return (", ".join(parts) or "there are no examples") + "\n"


# ── Coverage ──────────────────────────────────────────────────────────────────


def coverage_text(index: Index, found: Coverage, sheet: Sheet) -> str:
    """A line of counts for each category, what is not reached with its place, and the whole in percent."""
    rows = [("category", *(f"{kind}s" if kind != "boundary" else "boundaries" for kind in KINDS))]
    rows += [(each, *_counts(found, each)) for each in index.categories if found.count(category=each).total]
    rows += [("all", *_counts(found))]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    table = [
        "  ".join(cell.ljust(room) for cell, room in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    unreached = [f"  {line}" for part in found.unreached for line in _unreached(index, part, sheet)]
    return "\n".join([
        sheet.title("what the examples reach", "="), *table, "",
        *([sheet.paint("bold", "Not reached:"), *unreached, ""] if unreached else []),
        f"{found.count().reached} of {found.count().total} reached: {found.count().percent}%", "",
    ])  # fmt: skip


def _counts(found: Coverage, category: str | None = None) -> list[str]:
    return [_count(found.count(kind, category)) for kind in KINDS]


def _count(count: Count) -> str:
    return f"{count.reached}/{count.total} {count.percent}%" if count.total else "-"


def missing(index: Index, part: Part) -> str:
    """What no example reaches, in words."""
    home = index.rules[part.rule].category
    condition = condition_text(part.condition, home) if part.condition else ""
    match part.kind:
        case "rule":
            return f"the rule `{part.rule}`: no decision rests on it"
        case "exception":
            return f"`unless {condition}` of `{part.rule}`: it alone decides nowhere"
        case "boundary":
            return f"`{condition}` of `{part.rule}`: nothing just beyond it"


def _unreached(index: Index, part: Part, sheet: Sheet) -> Iterator[str]:
    first, *rest = wrap(f"{sheet.place(part.span)} {missing(index, part)}", sheet.width - 2)
    yield first
    yield from (f"  {line}" for line in rest)
