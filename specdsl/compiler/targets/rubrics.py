"""Rubrics: for each category the criteria that its rules and styles set, each with its source.

A criterion is one thing to find in an answer. One with positive polarity is met by a good answer; one with
negative polarity describes what must not be found, so that meeting it is bad. What a style merely permits
sets no criterion.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from specdsl.compiler.dump import dump_json
from specdsl.compiler.english import series
from specdsl.compiler.output import Origin, Output
from specdsl.compiler.prose import author_prose, name_of
from specdsl.compiler.render import WORDING
from specdsl.compiler.sections import applicability, element_text, exceptions, level, view_of
from specdsl.compiler.words import Wording
from specdsl.graph.model import And, InCategory, Not
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from specdsl.compiler.context import Context
    from specdsl.compiler.output import Piece
    from specdsl.compiler.sections import View
    from specdsl.graph.model import Condition, Rule, Style

Polarity = Literal["positive", "negative"]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a rubric; `when` and `text` are traced strings.

    `weight` is `required`, or `recommended` for what a style says an answer should do.
    """

    origin: Origin
    when: str
    text: str
    verdict: str | None
    polarity: Polarity = "positive"
    weight: Literal["required", "recommended"] = "required"


class Rubrics:
    name = "rubrics"
    summary = "criteria for answers, each with the rule or style that it comes from"

    def compile(self, context: Context) -> Iterator[Output]:
        for category in context.categories:
            yield _output(context, category)


def _output(context: Context, category: str) -> Output:
    criteria = list(criteria_of(context, view_of(context, category)))
    texts = [(_piece(context, each.when), _piece(context, each.text)) for each in criteria]
    value = {
        **context.stamp,
        "category": category,
        "criteria": [_value(each, *both) for each, both in zip(criteria, texts, strict=True)],
    }
    pieces = [
        (f"/criteria/{number}/{name}", piece)
        for number, both in enumerate(texts)
        for name, piece in zip(("applies_when", "criterion"), both, strict=True)
    ]
    return Output(f"rubrics/{category}.json", dump_json(value), tuple(pieces), category)


def _piece(context: Context, traced: str) -> Piece:
    return context.tracer.known_piece(context.tracer.wrap(traced, Origin("rubrics", WORDING)))


def _value(criterion: Criterion, when: Piece, text: Piece) -> dict[str, Any]:
    origin = criterion.origin
    return {
        "id": f"{origin.subject}#{origin.part}",
        "source": {
            "subject": origin.subject,
            "part": origin.part,
            "file": origin.span.file,
            "line": origin.span.line,
            "end_line": origin.span.end_line,
        },
        "applies_when": when,
        "criterion": text,
        "verdict": criterion.verdict,
        "polarity": criterion.polarity,
        "weight": criterion.weight,
    }


def criteria_of(context: Context, view: View) -> Iterator[Criterion]:
    """The criteria of a category, those of its rules first."""
    for rule in _decisive(view):
        yield from _of_rule(context, rule)
    followers = _followers(context, view)
    for style in (*context.policy.styles, *view.styles):
        yield from _of_style(context, style, followers.get(style.id, []))


def _decisive(view: View) -> list[Rule]:
    """The category's rules and those that it inherits; others have their criteria in their own rubric."""
    return [*view.rules, *(rule for _, rules in view.inherited for rule in rules)]


# ── Of rules ──────────────────────────────────────────────────────────────────


def _of_rule(context: Context, rule: Rule) -> Iterator[Criterion]:
    when = situation_of(context, rule)
    decided = Origin(rule.id, "verdict", rule.decision_span)
    yield Criterion(decided, when, verdict_text(context, rule), rule.verdict)
    if rule.text:
        origin = Origin(rule.id, "text", rule.text.span)
        text = f"The answer does what this rule says: {author_prose(context, rule.text, rule.id, 'text')}"
        yield Criterion(origin, when, text, rule.verdict)
    yield from _of_cases(context, rule)


def _of_cases(context: Context, rule: Rule) -> Iterator[Criterion]:
    """What the rule is said to include, and what not."""
    for number, item in enumerate(rule.includes):
        part = f"includes:{number}"
        text = f"The verdict of the answer is *{rule.verdict}*, as {name_of(rule)} has it."
        yield Criterion(
            Origin(rule.id, part, item.span),
            _case(context, rule, number, "includes") + _unbeaten(context, rule),
            text,
            rule.verdict,
        )
    for number, item in enumerate(rule.excludes):
        part = f"excludes:{number}"
        text = f"The answer treats the request as a case of {name_of(rule)}, which does not include it."
        when = _case(context, rule, number, "excludes")
        yield Criterion(Origin(rule.id, part, item.span), when, text, None, "negative")


def _case(context: Context, rule: Rule, number: int, kind: Literal["includes", "excludes"]) -> str:
    item = getattr(rule, kind)[number]
    return f"The request is a case of this kind: {author_prose(context, item, rule.id, f'{kind}:{number}')}"


def situation_of(context: Context, rule: Rule) -> str:
    """When the rule decides: its category and condition, its exceptions, and what it yields to."""
    wording = Wording(context)
    origin = Origin(rule.id, "verdict", rule.decision_span)
    applies = context.tracer.wrap(wording.situation([rule.category], rule.when), origin)
    return " ".join([applies, *exceptions(context, rule, wording), *_beaten(context, rule, wording)])


def _beaten(context: Context, rule: Rule, wording: Wording) -> Iterator[str]:
    """When the rule is set aside for another, whose condition is said since it is not in view."""
    for other in (context.index.rules[name] for name in context.ranks.above[rule.id]):
        when = whole_condition(other, foreign=other.category != rule.category)
        lead = (
            f"{name_of(other)} is followed instead {'whenever' if isinstance(when, InCategory) else 'when'}"
        )
        yield context.tracer.wrap(
            wording.sentence(lead, when), Origin(rule.id, f"yields:{other.id}", other.span)
        )
    if low := level(context, rule, wording):
        yield low


def _unbeaten(context: Context, rule: Rule) -> str:
    """That the rule decides the case, since others may decide it instead."""
    return f" No rule to which {name_of(rule)} yields applies." if context.ranks.above[rule.id] else ""


def whole_condition(rule: Rule, *, foreign: bool) -> Condition:
    """When the rule applies, its exceptions counted in."""
    when = applicability(rule, foreign=foreign)
    return And((when, *(Not(each) for each in rule.unless))) if rule.unless else when


def verdict_text(context: Context, rule: Rule) -> str:
    """The verdict as something that can be seen in an answer."""
    meaning = context.index.meaning(rule.verdict)
    origin = Origin(rule.id, "verdict", rule.decision_span)
    words = f", which means: {author_prose(context, meaning, rule.id, 'verdict')}" if meaning.text else "."
    return context.tracer.wrap(f"The verdict of the answer is *{rule.verdict}*{words}", origin)


# ── Of styles ─────────────────────────────────────────────────────────────────


def _followers(context: Context, view: View) -> Mapping[str, list[Rule]]:
    """The rules in view that follow each style, by its name."""
    found: dict[str, list[Rule]] = {}
    for rule in _decisive(view):
        for style in context.index.followed_styles(rule):
            found.setdefault(style.id, []).append(rule)
    return found


def _of_style(context: Context, style: Style, rules: Sequence[Rule]) -> Iterator[Criterion]:
    """What the style asks, where a rule in view follows it."""
    if not rules:
        return
    names = series([name_of(rule) for rule in rules], "or")
    when = f"The answer is given by a rule that follows the style {name_of(style)}: {names}."
    for number, directive in enumerate(style.directives):
        if directive.modality == "may":
            continue
        yield Criterion(
            Origin(style.id, f"directive:{number}", directive.span),
            when,
            f"The answer includes {element_text(context, directive)}.",
            None,
            "negative" if directive.negated else "positive",
            "required" if directive.modality == "must" else "recommended",
        )
    if style.text:
        text = f"The answer does what this style says: {author_prose(context, style.text, style.id, 'text')}"
        yield Criterion(Origin(style.id, "text", style.text.span), when, text, None)


TARGET = Rubrics()
