"""The graph in the forms that other tools read: networkx, GraphML, Graphviz, Mermaid, JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from specdsl.graph.edges import Edge, Node, edges, nodes
from specdsl.graph.palette import NO_VERDICT, palette
from specdsl.graph.schema import policy_to_json as to_json
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from specdsl.graph.model import Policy
    from specdsl.graph.palette import Look

__all__ = ["to_dot", "to_graphml", "to_json", "to_mermaid", "to_networkx"]

# ── networkx and GraphML ─────────────────────────────────────────────────────


def to_networkx(policy: Policy) -> nx.MultiDiGraph[str]:
    """The graph as networkx knows it: nodes with `kind` and `title`, edges with their label as key."""
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name=policy.name)
    for node in nodes(policy):
        verdict = {"verdict": node.verdict} if node.verdict else {}
        graph.add_node(node.id, kind=node.kind, title=node.title, **verdict)
    for edge in edges(policy):
        graph.add_edge(edge.source, edge.target, key=edge.label, label=edge.label)
    return graph


def to_graphml(policy: Policy) -> str:
    import networkx as nx

    graph = to_networkx(policy)
    for _, data in graph.nodes(data=True):
        data["title"] = _without_control(data["title"])
    return "\n".join(nx.generate_graphml(graph)) + "\n"


def _without_control(text: str) -> str:
    """XML has no way to write control characters."""
    return "".join(
        letter if letter >= " " or letter in "\t\n" else "\N{REPLACEMENT CHARACTER}" for letter in text
    )


# ── Graphviz and Mermaid ─────────────────────────────────────────────────────

# What a drawing can still show; the rest is in the other forms.
_SHOWN_KINDS = frozenset({"category", "rule", "style"})
_SHOWN_EDGES = frozenset({"within", "disjoint", "overrides", "follows", "redirects"})


@dataclass(frozen=True, slots=True)
class _Drawing:
    """The part of a graph that is drawn: what stands alone, what stands in each category, the edges."""

    alone: list[Node]
    grouped: dict[str, list[Node]]
    edges: list[Edge]
    looks: Mapping[str, Look]


def _drawing(policy: Policy) -> _Drawing:
    shown = {node.id: node for node in nodes(policy) if node.kind in _SHOWN_KINDS}
    inside = [node for node in shown.values() if node.kind != "category"]
    return _Drawing(
        alone=[node for node in inside if "." not in node.id],
        grouped={
            category.id: [node for node in inside if node.id.startswith(f"{category.id}.")]
            for category in policy.categories
        },
        edges=[edge for edge in edges(policy) if edge.label in _SHOWN_EDGES and edge.source in shown],
        looks=palette(policy),
    )


def to_dot(policy: Policy) -> str:
    """For Graphviz: categories as clusters, rules coloured by verdict, styles beside them."""
    drawing = _drawing(policy)
    lines = [f"digraph {_quoted(policy.name)} {{", f"  label={_quoted(policy.title)};", *_DOT_HEAD]
    lines += [f"  {_dot_node(node, drawing.looks)}" for node in drawing.alone]
    for category in policy.categories:
        lines += [f"  subgraph {_quoted(f'cluster {category.id}')} {{"]
        lines += [f"    label={_quoted(category.title)};"]
        lines += [f"    {_quoted(category.id)} [shape=folder];"]
        lines += [f"    {_dot_node(node, drawing.looks)}" for node in drawing.grouped[category.id]]
        lines += ["  }"]
    lines += [f"  {_dot_edge(edge)}" for edge in drawing.edges]
    return "\n".join([*lines, "}", ""])


_DOT_HEAD = (
    "  rankdir=LR;",
    '  graph [fontname="sans-serif"];',
    '  node [shape=box, style="rounded,filled", fillcolor=white, fontname="sans-serif"];',
    '  edge [fontname="sans-serif", fontsize=10];',
)
_DOT_EDGES: dict[str, str] = {
    "overrides": "penwidth=2",
    "redirects": "style=dashed",
    "follows": 'style=dotted, color="#666666"',
    "within": "arrowhead=empty",
    "disjoint": "dir=none, style=dashed",
}


def _dot_node(node: Node, looks: Mapping[str, Look]) -> str:
    label = _quoted(f"{node.verdict or node.kind}\n{node.title}")
    if node.kind != "rule":
        return f"{_quoted(node.id)} [label={label}, shape=note];"
    return f'{_quoted(node.id)} [label={label}, fillcolor="{looks.get(node.verdict, NO_VERDICT).fill}"];'


def _dot_edge(edge: Edge) -> str:
    ends = f"{_quoted(edge.source)} -> {_quoted(edge.target)}"
    return f"{ends} [label={edge.label}, {_DOT_EDGES[edge.label]}];"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def to_mermaid(policy: Policy) -> str:
    """For Mermaid: a flowchart with one subgraph a category."""
    drawing = _drawing(policy)
    inside = [node for nodes_of_one in drawing.grouped.values() for node in nodes_of_one]
    names = [*drawing.grouped, *(node.id for node in (*drawing.alone, *inside))]
    keys = {name: f"n{number}" for number, name in enumerate(names)}
    lines = ["---", f"title: {json.dumps(policy.title, ensure_ascii=False)}", "---", "flowchart LR"]
    lines += [f"  {_mermaid_node(node, keys)}" for node in drawing.alone]
    for category in policy.categories:
        lines += [f"  subgraph {keys[category.id]}[{_mermaid(category.title)}]"]
        lines += [f"    {_mermaid_node(node, keys)}" for node in drawing.grouped[category.id]]
        lines += ["  end"]
    lines += [f"  {_mermaid_edge(edge, keys)}" for edge in drawing.edges]
    rules = [node for node in inside if node.kind == "rule"]
    lines += [
        f"  style {keys[node.id]} fill:{drawing.looks.get(node.verdict, NO_VERDICT).fill}" for node in rules
    ]
    return "\n".join([*lines, ""])


_MERMAID_ARROWS: dict[str, str] = {
    "overrides": "==>",
    "redirects": "-.->",
    "follows": "-.->",
    "within": "-->",
    "disjoint": "-.-",
}


def _mermaid_node(node: Node, keys: Mapping[str, str]) -> str:
    words = _mermaid(f"{node.verdict or node.kind}: {node.title}")
    return f"{keys[node.id]}[{words}]" if node.kind == "rule" else f"{keys[node.id]}([{words}])"


def _mermaid_edge(edge: Edge, keys: Mapping[str, str]) -> str:
    return f"{keys[edge.source]} {_MERMAID_ARROWS[edge.label]}|{edge.label}| {keys[edge.target]}"


def _mermaid(text: str) -> str:
    """In double quotes, with whatever Mermaid could read as its own written as an entity."""
    special = {ord(letter): f"#{ord(letter)};" for letter in '#"<>&`\\[](){}|\n'}
    return f'"{text.translate(special)}"'
