"""What goes round in a circle: categories within each other, terms that are defined by each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.diagnostics import Diagnostic, Label
from specdsl.graph.query import reach
from specdsl.syntax import ast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from specdsl.graph.model import Policy, Term
    from specdsl.graph.names import Names
    from specdsl.source import Span

    Edges = Mapping[str, Mapping[str, Span]]  # from each node to those it names, and where it names them


def straighten(names: Names) -> list[Diagnostic]:
    """Note in `names` which category is within which, without those that close a circle, and report them."""
    edges = {entry.id: dict(_within(entry.node, names)) for entry in names.tables[None].entries.values()}
    turning = set(_into_loops(edges))
    for category, above in edges.items():
        names.within[category] = tuple(
            each for each in above if each not in turning or category not in reach(each, edges.__getitem__)
        )
    return [_within_itself(loop, edges) for loop in loops(edges)]


def _within(node: object, names: Names) -> Iterator[tuple[str, Span]]:
    items = node.items if isinstance(node, ast.Category) else ()
    for name in (name for item in items if isinstance(item, ast.Within) for name in item.categories):
        entry = names.tables[None].entries.get(name.text)
        if entry and entry.kind == "category":
            yield entry.id, name.span


def circular_terms(policy: Policy) -> list[Diagnostic]:
    """Terms that can only be understood by those who already do."""
    terms = (*policy.terms, *(term for category in policy.categories for term in category.terms))
    edges = {term.id: dict(_defined_by(term)) for term in terms}
    return [_defined_by_itself(loop, edges) for loop in loops(edges)]


def _defined_by(term: Term) -> Iterator[tuple[str, Span]]:
    for link in term.definition.links:
        if link.kind == "term" and link.target != term.id:  # a definition may speak of its own word
            yield link.target, term.definition.place(link.start, link.end)


def loops(edges: Edges) -> Iterator[tuple[str, ...]]:
    """For each group of nodes that go round together, one shortest way round."""
    covered: set[str] = set()
    for node in _into_loops(edges):
        way = () if node in covered else _way_round(node, edges)
        if way:
            covered.update(way)
            yield way


def _into_loops(edges: Edges) -> list[str]:
    """The nodes from which a loop can be reached; all others are taken away, from the ends backwards."""
    left = {node: len(after) for node, after in edges.items()}
    before: dict[str, list[str]] = {node: [] for node in edges}
    for node, after in edges.items():
        for each in after:
            before[each].append(node)
    ends = [node for node, count in left.items() if not count]
    for end in ends:
        for node in before[end]:
            left[node] -= 1
            ends += [] if left[node] else [node]
    return [node for node, count in left.items() if count]


def _way_round(start: str, edges: Edges) -> tuple[str, ...]:
    """The nodes of a shortest way from a node back to itself; empty where there is none."""
    before = dict.fromkeys(edges[start], start)
    queue = list(before)
    for node in queue:
        if node == start:
            return _walked(start, before)
        fresh = [after for after in edges[node] if after not in before]
        before.update(dict.fromkeys(fresh, node))
        queue += fresh
    return ()


def _walked(start: str, before: Mapping[str, str]) -> tuple[str, ...]:
    way = [before[start]]
    while way[-1] != start:
        way.append(before[way[-1]])
    return tuple(reversed(way))


def _within_itself(loop: tuple[str, ...], edges: Edges) -> Diagnostic:
    return _circular(loop, edges, "is within", "take one of these away: nothing is within itself")


def _defined_by_itself(loop: tuple[str, ...], edges: Edges) -> Diagnostic:
    return _circular(loop, edges, "is defined by", "say in plain words what one of them means")


def _circular(loop: tuple[str, ...], edges: Edges, verb: str, advice: str) -> Diagnostic:
    steps = list(zip(loop, (*loop[1:], loop[0]), strict=True))
    rest = "".join(f", which {verb} `{after}`" for _, after in steps[1:])
    return Diagnostic(
        "circular-reference",
        "error",
        f"`{loop[0]}` {verb} `{steps[0][1]}`{rest}" if rest else f"`{loop[0]}` {verb} itself",
        tuple(Label(edges[here][after], f"`{here}` {verb} `{after}`") for here, after in steps),
        subjects=loop,
        help=(advice,),
    )
