"""Examples: a part of a situation, a conversation, and replies to it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, get_args

from specdsl.graph import model
from specdsl.graph.build import every, held, one
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
    given = one(written.items, ast.Given)
    expect = one(written.items, ast.Expect)
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
    for each in every(written.items, ast.ProseStatement):
        role = _ROLES.get(each.key.text)
        if role:
            yield model.Turn(role, conversation(each.prose, build.lookup, scope), span=each.span)


def _replies(written: ast.Example, build: Build, scope: Scope) -> Iterator[model.Reply]:
    said = [*every(written.items, ast.ProseStatement), None]
    for each, behind in pairwise(said):
        grade = _GRADES.get(each.key.text) if each else None
        if each and grade:
            because = behind if behind and behind.key.text == "because" else None
            reason = prose(because.prose, build.lookup, scope) if because else None
            yield model.Reply(grade, conversation(each.prose, build.lookup, scope), reason, span=each.span)
