"""A decision for a person."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from specdsl.answers.forms import statement
from specdsl.graph.print import condition_text, directive_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specdsl.answers.decision import Case, Decision, Defeat, Standing
    from specdsl.answers.sheet import Sheet
    from specdsl.graph.model import Style
    from specdsl.graph.query import Index

_WHERE = {"yes": "", "open": " where it applies", "no": "", "unknown": " where it applies"}
_READABLE = 20  # ways to one outcome that somebody reads


def decision_text(decision: Decision, index: Index, sheet: Sheet) -> str:
    """The verdict first, then what it rests on, then what would change it."""
    parts = [
        [*_head(decision, sheet)],
        [*_stands(decision, index, sheet)],
        [*_styles(decision, sheet)],
        [*_cases(decision.changes, sheet)],
        [*_variants(decision.variants, sheet)],
        [*_rest(decision, sheet)],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


# ── The verdict ───────────────────────────────────────────────────────────────


def _head(decision: Decision, sheet: Sheet) -> Iterator[str]:
    case = decision.case
    if case is None:
        yield from sheet.lines(_UNKNOWN, ink="warning")
        return
    word = sheet.paint("bold" if case.status == "decided" else "error", _said(case))
    if decision.status == "open" and not decision.complete:
        yield f"{word}, if all that is open is as usual"
    elif decision.status == "open":
        yield f"{word}, as long as"
        for fact in case.facts:
            yield from sheet.lines(sheet.fact(fact), 2)
    elif any("open" in (state.applies, state.stands) for state in decision.rules):
        yield f"{word}, whatever else is so"
    else:
        yield word


_UNKNOWN = "not known: too much is left open to go through it all. Say more of the facts, or use --closed."


def _said(case: Case) -> str:
    match case.status:
        case "decided":
            return str(case.verdict)
        case "contradiction":
            return "no decision: the rules that stand contradict each other"
        case "silent":
            return "no decision: no rule stands, and nothing says `otherwise`"


# ── What it rests on ──────────────────────────────────────────────────────────


def _stands(decision: Decision, index: Index, sheet: Sheet) -> Iterator[str]:
    if decision.case is None:
        return
    taken = f", taking {sheet.facts(decision.usual)}" if decision.usual else ""
    if decision.standing:
        yield from sheet.lines(f"stands{taken}", ink="bold")
    elif decision.case.verdict:
        yield from sheet.lines(f"no rule stands{taken}: {_otherwise(decision, index)}")
    for standing in decision.standing:
        yield from _standing(standing, sheet)


def _otherwise(decision: Decision, index: Index) -> str:
    """Whose default the verdict is."""
    verdict = decision.case.verdict if decision.case else None
    by = [each for each in decision.categories if index.categories[each].otherwise == verdict]
    whose = f"category {by[0]}" if by else "the policy"
    return f"{whose} says otherwise {verdict}"


def _standing(standing: Standing, sheet: Sheet) -> Iterator[str]:
    rule = standing.rule
    yield from sheet.lines(f'{rule.id} "{rule.title}"', 2)
    yield from sheet.lines(f"{sheet.place(rule.decision_span)}: {statement(rule)}", 4)
    for exception in rule.unless:
        yield from sheet.lines(f"unless {condition_text(exception, rule.category)}", 6)
    for defeat in standing.defeats:
        yield from sheet.lines(_defeat(defeat, sheet), 4)


def _defeat(defeat: Defeat, sheet: Sheet) -> str:
    name = sheet.near(defeat.rule.id)
    return f"defeats {name} ({defeat.rule.verdict}){_WHERE[defeat.applies]}: {sheet.rank(defeat.rank)}"


# ── How to answer ─────────────────────────────────────────────────────────────


def _styles(decision: Decision, sheet: Sheet) -> Iterator[str]:
    if decision.case is None or not decision.case.verdict:
        return
    if decision.styles:
        yield sheet.paint("bold", "styles")
    for style in decision.styles:
        yield from _style(style, sheet)
    for element in decision.style_contradictions:
        line = f"these styles contradict each other: one must include {element}, another must not"
        yield from sheet.lines(line, 2, ink="error")


def _style(style: Style, sheet: Sheet) -> Iterator[str]:
    yield from sheet.lines(f'{sheet.near(style.id)} "{style.title}"', 2)
    for directive in style.directives:
        yield from sheet.lines(directive_text(directive, style.category), 4)


# ── What would change it ──────────────────────────────────────────────────────


def _cases(cases: Sequence[Case], sheet: Sheet) -> Iterator[str]:
    for number, (said, group) in enumerate(groupby(cases, _said)):
        if number:
            yield ""
        yield from _ways(f"{sheet.paint('bold', said)}, if", list(group), sheet)


def _variants(cases: Sequence[Case], sheet: Sheet) -> Iterator[str]:
    if cases:
        yield from _ways(f"{sheet.paint('bold', 'the same')}, by other rules, if", cases, sheet)


def _ways(heading: str, cases: Sequence[Case], sheet: Sheet) -> Iterator[str]:
    yield heading
    for case in cases[:_READABLE]:
        yield from _case(case, sheet)
    if len(cases) > _READABLE:
        yield f"  (and in {len(cases) - _READABLE} other ways, which --format json lists)"


def _rest(decision: Decision, sheet: Sheet) -> Iterator[str]:
    if not decision.complete:
        yield from sheet.lines(_MORE, ink="warning")


_MORE = "There may be more ways: too much is open to go through them all. Say more of the facts."


def _case(case: Case, sheet: Sheet) -> Iterator[str]:
    yield from sheet.with_aside(sheet.facts(case.facts), f"({sheet.rules(case.rules)})", 2)
