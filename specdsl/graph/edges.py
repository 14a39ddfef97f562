"""The policy as nodes and labelled edges: the form from which every drawing and export starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from specdsl.graph.query import Index
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.graph.model import Category, Condition, Example, Kind, Policy, Rule, Style

Label = Literal[
    "contains", "within", "disjoint", "overrides", "follows", "uses", "redirects", "illustrates"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """One part of a policy. `id` is its identifier; the policy's own is `policy:` and its name."""

    id: str
    kind: Kind
    title: str
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    source: str
    target: str
    label: Label


# ── Nodes and edges ──────────────────────────────────────────────────────────


def nodes(policy: Policy) -> Iterator[Node]:
    """The policy, what it defines, then each category and what is in it."""
    yield Node(_root(policy), "policy", policy.title)
    yield from _defined(policy)
    for category in policy.categories:
        yield Node(category.id, "category", category.title)
        yield from _defined(category)
        for rule in category.rules:
            yield Node(rule.id, "rule", rule.title, rule.verdict)
            yield from (Node(each.id, "example", each.title) for each in rule.examples)
        yield from (Node(each.id, "example", each.title) for each in category.examples)


def _root(policy: Policy) -> str:
    return f"policy:{policy.name}"


def _defined(place: Policy | Category) -> Iterator[Node]:
    yield from (Node(each.id, "scale" if each.ordered else "facet", each.question) for each in place.facets)
    yield from (Node(each.id, "flag", each.statement) for each in place.flags)
    yield from (Node(each.id, "element", each.description) for each in place.elements)
    yield from (Node(each.id, "term", each.name.replace("-", " ")) for each in place.terms)
    yield from (Node(each.id, "style", each.title) for each in place.styles)


def edges(policy: Policy) -> Iterator[Edge]:
    """Each edge once, in the order of the nodes that they leave."""
    return iter(dict.fromkeys(_edges(policy, Index(policy))))


def _edges(policy: Policy, index: Index) -> Iterator[Edge]:
    root = _root(policy)
    yield from (Edge(root, each.id, "contains") for each in _defined(policy))
    yield from (Edge(root, each.id, "contains") for each in policy.categories)
    yield from (Edge(root, each, "follows") for each in policy.follow)
    yield from (Edge(root, used, "uses") for each in policy.assumptions for used in names_in(each))
    yield from (edge for style in policy.styles for edge in _of_style(style))
    for category in policy.categories:
        yield from _of_category(category)
        for rule in category.rules:
            yield from _of_rule(rule, index)


def _of_category(category: Category) -> Iterator[Edge]:
    yield from (Edge(category.id, each.id, "contains") for each in _defined(category))
    yield from (Edge(category.id, each.id, "contains") for each in category.rules)
    yield from (Edge(category.id, each.id, "contains") for each in category.examples)
    yield from (Edge(category.id, each, "within") for each in category.within)
    yield from (Edge(category.id, each, "disjoint") for each in category.disjoint_from)
    yield from (Edge(category.id, each, "follows") for each in category.follow)
    yield from (edge for style in category.styles for edge in _of_style(style))
    yield from (edge for example in category.examples for edge in _of_example(example))


def _of_rule(rule: Rule, index: Index) -> Iterator[Edge]:
    conditions = (*([rule.when] if rule.when else []), *rule.unless)
    yield from (Edge(rule.id, each.id, "contains") for each in rule.examples)
    yield from (Edge(rule.id, each, "overrides") for each in rule.overrides)
    yield from (Edge(rule.id, each.id, "follows") for each in index.followed_styles(rule))
    yield from (Edge(rule.id, used, "uses") for each in conditions for used in names_in(each))
    yield from (Edge(rule.id, each, "uses") for each in _terms_used(rule))
    yield from (Edge(rule.id, each, "redirects") for each in redirects(rule))
    yield from (edge for example in rule.examples for edge in _of_example(example))


def _of_style(style: Style) -> Iterator[Edge]:
    yield from (Edge(style.id, each.element, "uses") for each in style.directives)


def _of_example(example: Example) -> Iterator[Edge]:
    illustrated = example.by or example.rule
    if illustrated:
        yield Edge(example.id, illustrated, "illustrates")
    if example.given:
        yield from (Edge(example.id, used, "uses") for used in names_in(example.given))


def _terms_used(rule: Rule) -> Iterator[str]:
    for prose in (rule.text, rule.because, *rule.includes, *rule.excludes):
        yield from (link.target for link in (prose.links if prose else ()) if link.kind == "term")


def redirects(rule: Rule) -> Iterator[str]:
    """The rules to which its excluded cases lead."""
    yield from (link.target for each in rule.excludes for link in each.links if link.kind == "rule")


def names_in(condition: Condition) -> Iterator[str]:
    """The facets, scales, flags and categories that a condition asks about."""
    for name in ("facet", "scale", "flag", "category"):
        identifier = getattr(condition, name, None)
        if identifier is not None:
            yield identifier
    operand = getattr(condition, "operand", None)
    for each in getattr(condition, "operands", (operand,) if operand else ()):
        yield from names_in(each)
