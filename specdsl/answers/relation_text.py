"""How two rules relate, for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.answers.names import listed
from specdsl.diagnostics.model import Label
from specdsl.diagnostics.render.quote import quote
from specdsl.graph.model import InCategory
from specdsl.graph.print import condition_text
from specdsl.meaning.witness import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.answers.relation import Demand, Relation
    from specdsl.answers.sheet import Sheet
    from specdsl.diagnostics.render.paint import Ink
    from specdsl.graph.model import Rule
    from specdsl.graph.query import Index


def relation_text(relation: Relation, index: Index, sheet: Sheet) -> str:
    """How they relate in a sentence, both lines, why it is so, and where."""
    ink: Ink = "error" if relation.kind == "contradict" else "info"
    return (
        "\n".join(
            [
                *sheet.lines(headline(relation), ink="bold"),
                *quote(_labels(relation), sheet.folder, sheet.room, ink, sheet.paint),
                *_notes(relation, index, sheet),
            ]
        )
        + "\n"
    )


# ── In a sentence ─────────────────────────────────────────────────────────────


def headline(relation: Relation) -> str:
    first, second = relation.first, relation.second
    match relation.kind:
        case "disjoint":
            return f"{first.id} and {second.id} never apply together"
        case "agree":
            return f"{first.id} and {second.id} agree: both say {first.verdict}"
        case "contradict":
            verdicts = f"{first.verdict} against {second.verdict}"
            return f"{first.id} and {second.id} contradict each other: {verdicts}, and nothing ranks them"
        case "settled":
            return f"{first.id} and {second.id} disagree, but never both stand"
        case "unknown":
            return f"{first.id} and {second.id}: not known; it takes too much work to find out"
        case "ranked":
            return _ranked(relation)


def _ranked(relation: Relation) -> str:
    winner, loser = _winner_and_loser(relation)
    if relation.circular:
        return f"{winner.id} and {loser.id} override each other, so that neither stands where both apply"
    return f"{winner.id} defeats {loser.id} where both apply"


def _winner_and_loser(relation: Relation) -> tuple[Rule, Rule]:
    if relation.winner is relation.second:
        return relation.second, relation.first
    return relation.first, relation.second


# ── Their lines ───────────────────────────────────────────────────────────────


def _labels(relation: Relation) -> list[Label]:
    labels = [Label(rule.decision_span, f"says {rule.verdict}") for rule in (relation.first, relation.second)]
    if relation.rank:
        labels += [Label(span, f"overrides {below.name}") for _, below, span in relation.rank.steps]
    return [label for label in labels if label.span.file]


# ── Why, and where ────────────────────────────────────────────────────────────


def _notes(relation: Relation, index: Index, sheet: Sheet) -> Iterator[str]:
    yield from _why(relation, index, sheet)
    for dead in relation.dead:
        by = (
            f": wherever it applies, {listed([rule.id for rule in dead.by], 'or')} defeats it"
            if dead.by
            else ""
        )
        yield from _note(sheet, "dead", f"{dead.rule.id} never stands{by}")
    yield from _note(sheet, "note", _extent(relation))
    for rule in relation.drafts:
        yield from _note(sheet, "note", f"{rule.id} is a draft; this is how it would be if it were active")
    for clash in relation.styles:
        yield from _note(
            sheet,
            "styles",
            f"they contradict each other about {clash.element}: {clash.wants.style.id} "
            f"{clash.wants.directive.modality} include it, {clash.bars.style.id} "
            f"{clash.bars.directive.modality} not",
        )
    if relation.witness:
        yield from _note(sheet, "for example", *in_words(index, relation.witness))
    if relation.kind == "contradict":
        yield from _note(sheet, "help", _HELP)


_HELP = "let one override the other, narrow one with `unless`, or declare their categories disjoint"


def _why(relation: Relation, index: Index, sheet: Sheet) -> Iterator[str]:
    if relation.demands:
        yield from _note(sheet, "why", *_demands(relation, index), _cannot(relation))
    for assumption in relation.assumptions:
        place = f" ({sheet.place(assumption.span)})" if assumption.span.file else ""
        yield from _note(sheet, "assumed", f"{condition_text(assumption)}{place}")
    if relation.rank and relation.rank.levels:
        yield from _note(
            sheet, "why", f"by authority: {' is over '.join(relation.rank.levels)}, and their verdicts differ"
        )
    if relation.by:
        rules = listed([rule.id for rule in relation.by], "or")
        yield from _note(sheet, "why", f"wherever both apply, {rules} applies too and defeats one of them")


def _demands(relation: Relation, index: Index) -> Iterator[str]:
    for rule in (relation.first, relation.second):
        needs = [_demand(each, index) for each in relation.demands if each.rule.id == rule.id]
        if needs:
            yield f"{_name(rule, relation)} needs {listed(needs)}"


def _name(rule: Rule, relation: Relation) -> str:
    """Short, unless both have the same."""
    return rule.id if relation.first.name == relation.second.name else rule.name


def _demand(demand: Demand, index: Index) -> str:
    if isinstance(demand.condition, InCategory):
        return f"a request in {index.title(demand.condition.category)}"
    text = condition_text(demand.condition, demand.rule.category)
    return f"`{text}`" if demand.holds else f"that not `{text}`"


def _cannot(relation: Relation) -> str:
    return (
        "which cannot be"
        if len({each.rule.id for each in relation.demands}) == 1
        else "which exclude each other"
    )


def _extent(relation: Relation) -> str:
    match relation.only_with:
        case [one, other]:
            names = f"{_name(one, relation)} and {_name(other, relation)}"
            return f"{names} apply in exactly the same situations"
        case [one]:
            other = relation.second if one is relation.first else relation.first
            return f"{_name(one, relation)} applies only where {_name(other, relation)} does"
        case _:
            return ""


def _note(sheet: Sheet, word: str, *texts: str) -> Iterator[str]:
    texts = tuple(text for text in texts if text)
    hang = len(word) + 4
    for number, text in enumerate(texts):
        first, *rest = sheet.lines(text, hang)
        yield f"  {sheet.paint('help', word + ':')} {first.lstrip()}" if not number else first
        yield from (line[2:] for line in rest)
