"""The graph as a tree of text: what a policy holds, and how its rules stand to each other."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, assert_never

from specdsl.diagnostics.render.tree import Node, draw
from specdsl.graph.model import And, Compare, FreeText, Holds, InCategory, Is, Not, Or
from specdsl.graph.query import Index

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specdsl.graph.model import Category, Condition, Directive, Policy, Prose, Rule, Style, Term


def print_policy(policy: Policy) -> str:
    """The whole policy, in lines of 80 cells where words allow it."""
    return "\n".join([*draw(_policy(policy, Index(policy)))]) + "\n"


# ── Grouping ──────────────────────────────────────────────────────────────────


def _group(name: str, members: Iterable[Node]) -> tuple[Node, ...]:
    below = tuple(members)
    return (Node(name, below),) if below else ()


def _lines(*said: str | None) -> tuple[Node, ...]:
    return tuple(Node(line) for line in said if line)


# ── The policy ────────────────────────────────────────────────────────────────


def _policy(policy: Policy, index: Index) -> Node:
    version = f" · version {policy.version}" if policy.version else ""
    return Node(
        f"policy {policy.name} · {policy.title}{version}",
        (
            *_lines(
                f"{len(policy.holes)} places could not be understood and are left out"
                if policy.holes
                else None,
                f"verdicts: {' < '.join(index.verdicts)}",
                f"authority: {' > '.join(policy.authority)}" if policy.authority else None,
                *_defaults(policy),
            ),
            *_group("assumes", _lines(*(condition_text(each) for each in policy.assumptions))),
            *_definitions(policy),
            *(_category(category, index) for category in policy.categories),
        ),
    )


def _defaults(place: Policy | Category) -> Iterator[str]:
    if place.otherwise:
        yield f"otherwise {place.otherwise}"
    if place.follow:
        yield f"follows {', '.join(place.follow)}"


def _definitions(place: Policy | Category) -> Iterator[Node]:
    facets = (
        Node(f"{each.name} · {each.question}", _lines(" < ".join(v.name for v in each.values)))
        if each.ordered
        else Node(f"{each.name} · {each.question}", _lines(", ".join(v.name for v in each.values)))
        for each in place.facets
    )
    yield from _group("facets and scales", facets)
    yield from _group("flags", _lines(*(f"{each.name} · {each.statement}" for each in place.flags)))
    yield from _group("elements", _lines(*(f"{each.name} · {each.description}" for each in place.elements)))
    yield from _group("terms", map(_term, place.terms))
    yield from _group("styles", map(_style, place.styles))


def _term(term: Term) -> Node:
    return Node(f"{term.name} · {_opening(term.definition)}")


def _opening(prose: Prose) -> str:
    """The first line of a prose, as a reminder of what it says."""
    first, *more = prose.text.strip().split("\n")
    return f"{first.strip()} …" if more else first.strip()


def _style(style: Style) -> Node:
    directives = (directive_text(each, style.category) for each in style.directives)
    return Node(f"{style.name} · {style.title} · for {', '.join(style.verdicts)}", _lines(*directives))


# ── Categories and rules ─────────────────────────────────────────────────────


def _category(category: Category, index: Index) -> Node:
    verdicts = Counter(rule.verdict for rule in category.rules if rule.status == "active")
    counts = ", ".join(f"{verdicts[each]} {each}" for each in index.verdicts if verdicts[each])
    return Node(
        f"category {category.id} · {category.title}",
        (
            *_lines(
                f"within {', '.join(category.within)}" if category.within else None,
                f"disjoint from {', '.join(category.disjoint_from)}" if category.disjoint_from else None,
                f"authority: {category.authority}" if category.authority else None,
                *_defaults(category),
            ),
            *_definitions(category),
            *_group(
                f"rules: {counts}" if counts else "rules", (_rule(rule, index) for rule in category.rules)
            ),
            *_group("examples", _lines(*(f"{each.name} · {each.title}" for each in category.examples))),
        ),
    )


def _rule(rule: Rule, index: Index) -> Node:
    status = "" if rule.status == "active" else f" ({rule.status})"
    return Node(f"{rule.name}{status} · {rule.title}", _lines(*_says(rule, index)))


def _says(rule: Rule, index: Index) -> Iterator[str]:
    if rule.status == "retired":
        return
    home = rule.category
    yield f"{rule.verdict} when {condition_text(rule.when, home)}" if rule.when else rule.verdict
    yield from (f"unless {condition_text(each, home)}" for each in rule.unless)
    if rule.overrides:
        yield f"overrides {', '.join(_near(each, home) for each in rule.overrides)}"
    above = index.overridden_by[rule.id]
    if above:
        yield f"yields to {', '.join(_near(each, home) for each in above)}"
    if rule.authority:
        yield f"authority: {rule.authority}"
    styles = index.followed_styles(rule)
    if styles:
        yield f"follows {', '.join(_near(each.id, home) for each in styles)}"
    if rule.examples:
        yield f"{len(rule.examples)} example{'s' if len(rule.examples) > 1 else ''}"


# ── Formal statements, as a spec writes them ─────────────────────────────────


def condition_text(condition: Condition, home: str | None = None) -> str:
    """The condition in the words of the language; `home` is the category whose own names need no dot."""
    match condition:
        case Is():
            return f"{_near(condition.facet, home)} {_is_text(condition)}"
        case Compare():
            return f"{_near(condition.scale, home)} {condition.comparison} {condition.value}"
        case Holds():
            return _near(condition.flag, home)
        case InCategory():
            return f"in {condition.category}"
        case FreeText():
            return f'"{condition.text}"'
        case Not():
            return f"not {_operand_text(condition.operand, home)}"
        case And():
            return " and ".join(_operand_text(each, home) for each in condition.operands)
        case Or():
            return " or ".join(_operand_text(each, home) for each in condition.operands)
        case _:
            assert_never(condition)


def _is_text(condition: Is) -> str:
    values = condition.values
    verb = "is not" if condition.negated else "is"
    return f"{verb} {values[0] if len(values) == 1 else 'one of ' + ', '.join(values)}"


def _operand_text(condition: Condition, home: str | None) -> str:
    text = condition_text(condition, home)
    return f"({text})" if isinstance(condition, And | Or) else text


def directive_text(directive: Directive, home: str | None = None) -> str:
    """The directive in the words of the language."""
    return (
        f"{directive.modality} {'not ' if directive.negated else ''}include {_near(directive.element, home)}"
    )


def _near(identifier: str, home: str | None) -> str:
    return identifier if home is None else identifier.removeprefix(f"{home}.")
