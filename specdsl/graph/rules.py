"""Rules: first what each decides, so that others can name it; then all that it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from specdsl.diagnostics import Diagnostic, Label
from specdsl.graph import model
from specdsl.graph.build import Decision, criteria, every, follow, held, level, one, said
from specdsl.graph.conditions import condition
from specdsl.graph.examples import examples
from specdsl.graph.lookup import ACCEPTED, RULE, Scope, listed
from specdsl.graph.names import qualified
from specdsl.graph.prose import prose
from specdsl.syntax import ast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specdsl.graph.build import Build
    from specdsl.graph.verdicts import Ladder
    from specdsl.source import Span


_STATUSES: dict[str, model.Status] = {status: status for status in get_args(model.Status)}

# ── What a rule decides ──────────────────────────────────────────────────────


def note_decision(rule: ast.Rule, category: str, build: Build) -> tuple[str, Decision | None]:
    """Understand what the rule decides; a rule that cannot be understood is not in the graph."""
    scope = Scope(category, qualified(category, rule.name.text))
    assert scope.subject is not None
    decision = None if _status_of(rule) == "retired" else _decide(rule, build, scope)
    if decision is None and _status_of(rule) != "retired":
        build.lookup.lost.add(scope.subject)
    return scope.subject, decision


def _decide(rule: ast.Rule, build: Build, scope: Scope) -> Decision | None:
    line = one(rule.items, ast.Decision)
    if line is None:
        build.report(_no_verdict(rule, build.ladder, scope))
        return None
    verdict = build.ladder.find(line.verdict, build.lookup, scope)
    when = condition(line.when, build.lookup, scope) if line.when else None
    unless = [condition(each.condition, build.lookup, scope) for each in every(rule.items, ast.Unless)]
    known = tuple(each for each in unless if each is not None)
    if verdict is None or (line.when and when is None) or len(known) != len(unless):
        return None
    return Decision(verdict, when, known, line.span)


def _status_of(rule: ast.Rule) -> model.Status:
    written = one(rule.items, ast.Status)
    return _STATUSES[written.value.text] if written else "active"


def _no_verdict(rule: ast.Rule, ladder: Ladder, scope: Scope) -> Diagnostic:
    return Diagnostic(
        "syntax-error",
        "error",
        f"the rule `{rule.name.text}` does not say what to do",
        (Label(rule.name.span, "a rule without a verdict"),),
        subjects=scope.subjects,
        help=(
            f"add a line with {listed(ladder.verdicts, 'or')}, and `when …` if it is not for all requests",
        ),
    )


# ── All that a rule says ─────────────────────────────────────────────────────


def rules(category: ast.Category, build: Build) -> Iterator[model.Rule]:
    for rule in held(category.items, ast.Rule, category.name.text, build):
        scope = Scope(category.name.text, qualified(category.name.text, rule.name.text))
        decision = build.decisions.get(scope.subject or "")
        if decision:
            yield _rule(rule, decision, build, scope)
        elif _status_of(rule) == "retired":
            yield _retired(rule, scope)


def _rule(rule: ast.Rule, decision: Decision, build: Build, scope: Scope) -> model.Rule:
    says, name = rule.items, rule.name.text
    assert scope.subject is not None
    assert scope.category is not None
    source = one(says, ast.Reference)
    overrides = _overrides(rule, build, scope)
    return model.Rule(
        id=scope.subject,
        name=name,
        category=scope.category,
        title=rule.title.text,
        verdict=decision.verdict,
        when=decision.when,
        unless=decision.unless,
        overrides=tuple(overrides),
        authority=level(says, build, scope),
        follow=follow(says, (decision.verdict,), build, scope),
        status=_status_of(rule),
        source=source.url.text if source else None,
        was=tuple(old.text for item in every(says, ast.Was) for old in item.names),
        text=said(says, "text", build, scope),
        includes=criteria(says, "includes", build, scope),
        excludes=criteria(says, "excludes", build, scope),
        because=said(says, "because", build, scope),
        note=said(says, "note", build, scope),
        examples=tuple(examples(says, scope.category, scope.subject, build)),
        acceptances=tuple(_acceptances(says, build, scope)),
        span=rule.span,
        name_span=rule.name.span,
        decision_span=decision.span,
        override_spans=tuple(overrides.values()),
    )


def _retired(rule: ast.Rule, scope: Scope) -> model.Rule:
    """What is left of a retired rule: its names and its title."""
    assert scope.subject is not None
    assert scope.category is not None
    return model.Rule(
        id=scope.subject,
        name=rule.name.text,
        category=scope.category,
        title=rule.title.text,
        verdict="",
        status="retired",
        was=tuple(old.text for item in every(rule.items, ast.Was) for old in item.names),
        span=rule.span,
        name_span=rule.name.span,
    )


def _overrides(rule: ast.Rule, build: Build, scope: Scope) -> dict[str, Span]:
    """The rules that it overrides, each once, and where it names them."""
    names = [name for item in every(rule.items, ast.Overrides) for name in item.rules]
    found = ((build.lookup.find_id(name, RULE, scope), name.span) for name in names)
    return {identifier: span for identifier, span in found if identifier is not None}


def _acceptances(says: Iterable[ast.Item], build: Build, scope: Scope) -> Iterator[model.Acceptance]:
    for each in every(says, ast.Accept):
        other = build.lookup.find_id(each.other, ACCEPTED, scope)
        if other:
            until = each.until.text if each.until else None
            reason = prose(each.reason, build.lookup, scope)
            yield model.Acceptance(each.finding.text, other, until, reason, span=each.span)
