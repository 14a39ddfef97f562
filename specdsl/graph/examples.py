"""Examples: a part of a situation, a conversation, and replies to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from specdsl.diagnostics import Diagnostic, Label
from specdsl.graph import model
from specdsl.graph.build import every, held, one, repeated
from specdsl.graph.conditions import condition
from specdsl.graph.lookup import RULE, Scope
from specdsl.graph.names import qualified
from specdsl.graph.prose import conversation, prose
from specdsl.syntax import ast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specdsl.graph.build import Build

_ROLES: dict[str, model.Role] = {role: role for role in get_args(model.Role)}
_GRADES: dict[str, model.Grade] = {grade: grade for grade in get_args(model.Grade)}


def examples(
    found: Iterable[ast.Item], category: str, rule: str | None, build: Build
) -> Iterator[model.Example]:
    """The examples of a rule or a category, without those that cannot be understood in full."""
    owner = rule or category
    for written in held(found, ast.Example, owner, build):
        example = _example(written, rule, build, Scope(category, qualified(owner, written.name.text)))
        if example:
            yield example


def _example(written: ast.Example, rule: str | None, build: Build, scope: Scope) -> model.Example | None:
    given = one(written.items, ast.Given, "given", build.lookup, scope)
    expect = one(written.items, ast.Expect, "expect", build.lookup, scope)
    fixed = condition(given.condition, build.lookup, scope) if given else None
    verdict = build.ladder.find(expect.verdict, build.lookup, scope) if expect else None
    by = build.lookup.find_id(expect.by, RULE, scope) if expect and expect.by else None
    turns = tuple(_turns(written, build, scope))
    replies = tuple(_replies(written, build, scope))
    if (given and fixed is None) or (expect and verdict is None):
        return None
    return model.Example(
        id=scope.subject or "",
        name=written.name.text,
        title=written.title.text,
        category=scope.category or "",
        rule=rule,
        given=fixed,
        expect=verdict,
        by=by,
        turns=turns,
        replies=replies,
        span=written.span,
    )


def _turns(written: ast.Example, build: Build, scope: Scope) -> Iterator[model.Turn]:
    replied: ast.ProseStatement | None = None
    for each in every(written.items, ast.ProseStatement):
        role = _ROLES.get(each.key.text)
        if role and replied:
            build.report(_turn_behind_reply(each, replied, scope))
        elif role:
            yield model.Turn(role, conversation(each.prose, build.lookup, scope), span=each.span)
        replied = each if each.key.text in _GRADES else replied


def _replies(written: ast.Example, build: Build, scope: Scope) -> Iterator[model.Reply]:
    says = [each for each in every(written.items, ast.ProseStatement) if each.key.text not in _ROLES]
    reasons = _reasons(says, build, scope)
    for each in says:
        grade = _GRADES.get(each.key.text)
        if grade:
            because = reasons.get(each.span.start)
            reason = prose(because.prose, build.lookup, scope) if because else None
            yield model.Reply(grade, conversation(each.prose, build.lookup, scope), reason, span=each.span)


def _reasons(says: Iterable[ast.ProseStatement], build: Build, scope: Scope) -> dict[int, ast.ProseStatement]:
    """The `because:` of each reply, by where the reply begins."""
    reasons: dict[int, ast.ProseStatement] = {}
    reply: ast.ProseStatement | None = None
    for each in says:
        if each.key.text in _GRADES:
            reply = each
        elif reply is None:
            build.report(_because_of_nothing(each, scope))
        elif reasons.setdefault(reply.span.start, each) is not each:
            first = reasons[reply.span.start]
            build.report(repeated("because:", first.span, each.span, scope))
    return reasons


def _turn_behind_reply(turn: ast.ProseStatement, reply: ast.ProseStatement, scope: Scope) -> Diagnostic:
    return Diagnostic(
        "syntax-error",
        "error",
        f"`{turn.key.text}:` stands behind a reply",
        (Label(turn.key.span, "the conversation goes on here"), Label(reply.key.span, "behind this reply")),
        subjects=scope.subjects,
        help=("write the whole conversation first, then `good:`, `bad:` and `okay:` replies to it",),
    )


def _because_of_nothing(because: ast.ProseStatement, scope: Scope) -> Diagnostic:
    return Diagnostic(
        "syntax-error",
        "error",
        "`because:` explains no reply",
        (Label(because.key.span, "no reply stands before it"),),
        subjects=scope.subjects,
        help=("put it behind the `good:`, `bad:` or `okay:` that it explains",),
    )
