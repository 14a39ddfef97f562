"""What every part of the graph is built with: the lookups, and the statements that many blocks share."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, TypeVar

from specdsl.diagnostics import Diagnostic, Label
from specdsl.diagnostics.suggest import suggest
from specdsl.graph.lookup import STYLE, did_you_mean, listed, replacements
from specdsl.graph.names import Declaration
from specdsl.graph.prose import items, joined, prose
from specdsl.record import dataclass, field
from specdsl.syntax import ast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specdsl.graph.lookup import Lookup, Scope
    from specdsl.graph.model import Condition, Prose
    from specdsl.graph.names import Entry
    from specdsl.graph.verdicts import Ladder
    from specdsl.source import Span

N = TypeVar("N", bound=ast.Item)
D = TypeVar("D", bound=Declaration)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a rule decides, understood in full."""

    verdict: str
    when: Condition | None
    unless: tuple[Condition, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Build:
    """Where names are looked up, the policy's verdicts and levels, and what its rules decide.

    `levels` is None where nobody can know them: their block could not be read.
    """

    lookup: Lookup
    ladder: Ladder
    levels: tuple[str, ...] | None
    decisions: dict[str, Decision] = field(default_factory=dict)

    def report(self, finding: Diagnostic) -> None:
        self.lookup.found.append(finding)


# ── The parts of a block ─────────────────────────────────────────────────────


def every(found: Iterable[ast.Item], kind: type[N]) -> Iterator[N]:
    """The statements or blocks of one kind."""
    return (item for item in found if isinstance(item, kind))


def one(found: Iterable[ast.Item], kind: type[N]) -> N | None:
    """The statement of a kind that stands once; the parser has seen to that."""
    return next(every(found, kind), None)


def held(found: Iterable[ast.Item], kind: type[D], owner: str | None, build: Build) -> Iterator[D]:
    """The declarations of one kind, without those whose name was taken."""
    return (each for each in every(found, kind) if build.lookup.names.holds(each, owner))


def holes(found: Iterable[ast.Item]) -> Iterator[ast.Hole]:
    """Whatever could not be read, however deep."""
    for item in found:
        if isinstance(item, ast.Hole):
            yield item
        yield from holes(getattr(item, "items", ()))


# ── Statements that many blocks have ─────────────────────────────────────────


def said(found: Iterable[ast.Item], key: str, build: Build, scope: Scope) -> Prose | None:
    """The prose behind `key:`, or behind all of them where it may stand again."""
    parts = [prose(each, build.lookup, scope) for each in _keyed(found, key)]
    return reduce(joined, parts) if parts else None


def criteria(found: Iterable[ast.Item], key: str, build: Build, scope: Scope) -> tuple[Prose, ...]:
    """The list behind `key:`, item by item."""
    return tuple(item for each in _keyed(found, key) for item in items(each, key, build.lookup, scope))


def _keyed(found: Iterable[ast.Item], key: str) -> Iterator[ast.Prose]:
    return (each.prose for each in every(found, ast.ProseStatement) if each.key.text == key)


def owner(found: Iterable[ast.Item]) -> str | None:
    written = one(found, ast.Owner)
    return written.value.text if written else None


def otherwise(found: Iterable[ast.Item], build: Build, scope: Scope) -> str | None:
    written = one(found, ast.Otherwise)
    return build.ladder.find(written.verdict, build.lookup, scope) if written else None


def level(found: Iterable[ast.Item], build: Build, scope: Scope) -> str | None:
    """The level of authority of a category or a rule, if it names one that the policy has."""
    written = one(found, ast.Authority)
    if written is None or build.levels is None:
        return None
    name = written.levels[0]
    if name.text in build.levels:
        return name.text
    build.report(_no_such_level(name, build.levels, scope))
    return None


def _no_such_level(name: ast.Name, levels: Sequence[str], scope: Scope) -> Diagnostic:
    likely = suggest(name.text, levels)
    known = (
        f"its levels are {listed(levels)}" if levels else "say `authority HIGH > LOW` in the `policy` block"
    )
    return Diagnostic(
        "undefined-reference",
        "error",
        f"`{name.text}` is not a level of authority of this policy",
        (Label(name.span, "no such level"),),
        subjects=scope.subjects,
        help=(did_you_mean(likely),) if likely else (known,),
        fixes=replacements(name.span, likely),
    )


def follow(
    found: Iterable[ast.Item], verdicts: Sequence[str] | None, build: Build, scope: Scope
) -> tuple[str, ...]:
    """The styles followed; `verdicts` are those that the follower can give (None: not known)."""
    names = (name for item in every(found, ast.Follow) for name in item.styles)
    styles = [(name, build.lookup.find(name, STYLE, scope)) for name in names]
    known = [(name, style) for name, style in styles if style is not None]
    misfits = [(name, style) for name, style in known if _never_used(style, verdicts, build)]
    build.lookup.found.extend(_not_for(name, style, verdicts or (), scope) for name, style in misfits)
    return tuple(dict.fromkeys(style.id for name, style in known if (name, style) not in misfits))


def _never_used(style: Entry, verdicts: Sequence[str] | None, build: Build) -> bool:
    words = [name.text for name in _for(style)]
    understood = bool(words) and all(word in build.ladder.verdicts for word in words)
    return verdicts is not None and understood and not set(words) & set(verdicts)


def _for(style: Entry) -> tuple[ast.Name, ...]:
    return style.node.verdicts if isinstance(style.node, ast.Style) else ()


def _not_for(name: ast.Name, style: Entry, verdicts: Sequence[str], scope: Scope) -> Diagnostic:
    written = _for(style)
    words = listed((each.text for each in written), "or")
    given = listed(verdicts, "or")
    return Diagnostic(
        "wrong-kind",
        "error",
        f"`{name.text}` is a style for {words}, but `{scope.subject}` gives {given}",
        (
            Label(name.span, f"followed by `{scope.subject}`, which gives {given}"),
            Label(written[0].span.to(written[-1].span), f"for {words} alone"),
        ),
        subjects=(*scope.subjects, style.id),
        help=(f"follow a style that is for {given}, or add the verdict behind `for`",),
    )
