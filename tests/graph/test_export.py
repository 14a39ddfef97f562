"""The graph in the forms of other tools, and as a picture."""

from __future__ import annotations

import builtins
import io
import struct
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from specdsl.graph.edges import edges
from specdsl.graph.export import to_dot, to_graphml, to_mermaid, to_networkx
from specdsl.graph.palette import palette
from specdsl.graph.picture import to_png, to_svg
from specdsl.graph.picture.layout import layout
from tests.graph.making import policy_of

if TYPE_CHECKING:
    from specdsl.graph.model import Policy

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = """policy p "<script>alert('1') & [[x]] \\ {{ y }} #9; | -->"
category c "]]> <b>&amp;</b>"
  within d
  disjoint from e
  rule r "%% end subgraph ( ) [ ] { }"
    refuse
category d "A title that is so long that it goes far beyond the box, and then goes on a little further"
  rule empty ""
    comply
category e "薬と毒について、とても長い題名を付けることにしましたので、枠に収まりません。もう少し続きます。"
"""


def test_edges_of_the_touchstone(touchstone: Policy) -> None:
    """Each kind of edge says what the text says."""
    found = {(edge.source, edge.label, edge.target) for edge in edges(touchstone)}
    assert {
        ("policy:harbor", "contains", "self-harm"),
        ("policy:harbor", "uses", "clinician"),
        ("policy:harbor", "follows", "short-refusal"),
        ("self-harm", "contains", "self-harm.method"),
        ("self-harm.education", "uses", "detail"),
        ("self-harm.method-instructions", "uses", "self-harm.method"),
        ("self-harm.method-instructions", "uses", "clinician"),
        ("self-harm.method-instructions", "follows", "stay-with-them"),
        ("self-harm.method-instructions", "redirects", "regulated-advice.normal-dose"),
        ("self-harm.in-danger", "overrides", "self-harm.education"),
        ("stay-with-them", "uses", "crisis-line"),
        ("self-harm.education.warning-signs", "illustrates", "self-harm.education"),
    } <= found
    assert len([*edges(touchstone)]) == len(found)


def test_within_and_disjoint_are_edges() -> None:
    """Categories are bound to each other."""
    found = {(edge.source, edge.label, edge.target) for edge in edges(policy_of(HOSTILE))}
    assert {("c", "within", "d"), ("c", "disjoint", "e")} <= found


def test_networkx(touchstone: Policy) -> None:
    """Nodes carry kind and title, edges their label; nothing is referred to that is not there."""
    graph = to_networkx(touchstone)
    assert graph.nodes["self-harm.in-danger"] == {
        "kind": "rule", "title": "Somebody is in danger now", "verdict": "safe-complete"
    }  # fmt: skip
    assert all("kind" in data for _, data in graph.nodes(data=True))
    assert graph.edges["self-harm.in-danger", "self-harm.education", "overrides"] == {"label": "overrides"}


@pytest.mark.parametrize("text", [HOSTILE, 'policy p "P"\n'])
def test_graphml_reads_back(text: str) -> None:
    """Somebody else's reader gets the same nodes and edges from the GraphML."""
    policy = policy_of(text)
    graph = to_networkx(policy)
    again = nx.read_graphml(io.StringIO(to_graphml(policy)), force_multigraph=True)
    assert dict(again.nodes(data="title")) == dict(graph.nodes(data="title"))
    assert sorted(again.edges(data="label")) == sorted(graph.edges(data="label"))


def test_dot(touchstone: Policy) -> None:
    """Categories are clusters, rules are boxes in the colour of their verdict, arcs are labelled."""
    dot = to_dot(touchstone)
    assert '  subgraph "cluster self-harm" {\n    label="Self-harm";' in dot
    assert '"self-harm.in-danger" -> "self-harm.education" [label=overrides, penwidth=2];' in dot
    assert (
        f'"self-harm.method-instructions" [label="refuse\\nMethod instructions", '
        f'fillcolor="{palette(touchstone)["refuse"].fill}"];' in dot
    )


def test_dot_escapes() -> None:
    """Quotes and backslashes of a title end no string."""
    dot = to_dot(policy_of('policy p "P \\\\"\n'))
    assert '  label="P \\\\\\\\";' in dot


def test_mermaid(touchstone: Policy) -> None:
    """Each category is a subgraph, each rank an arrow between its rules."""
    mermaid = to_mermaid(touchstone)
    lines = [line.strip() for line in mermaid.splitlines()]
    keys = {line[line.index('"') + 1 : -2]: line.split("[")[0] for line in lines if line.endswith('"]')}
    one, other = (
        keys["safe-complete: Somebody is in danger now"],
        keys["comply: Talking, learning, and recovery"],
    )
    assert f"{one} ==>|overrides| {other}" in lines
    assert lines.count("end") == 2


def test_mermaid_escapes() -> None:
    """No character that Mermaid reads as its own is left in a title."""
    mermaid = to_mermaid(policy_of(HOSTILE))
    rule = next(line for line in mermaid.splitlines() if "subgraph #40;" in line)
    assert rule.strip().endswith('["refuse: %% end subgraph #40; #41; #91; #93; #123; #125;"]')


def test_svg_shows_every_rule(touchstone: Policy) -> None:
    """The picture has a row for each rule, an arc for each rank and redirect, the verdicts in words."""
    root = ET.fromstring(to_svg(touchstone))
    rows = [group.get("data-id") for group in root.iter(f"{SVG}g") if group.get("data-id")]
    arcs = [group.get("data-ends") for group in root.iter(f"{SVG}g") if group.get("data-ends")]
    words = {text.text for text in root.iter(f"{SVG}text")}
    assert rows == [rule.id for category in touchstone.categories for rule in category.rules]
    assert sorted(arcs) == [
        "regulated-advice.personal-plan regulated-advice.normal-dose",
        "self-harm.in-danger self-harm.education",
        "self-harm.in-danger self-harm.method-instructions",
        "self-harm.method-instructions regulated-advice.normal-dose",
    ]
    assert {"Harbor assistant safety policy", "comply", "safe-complete", "refuse", "C", "S", "R"} <= words


def test_svg_takes_text_for_text() -> None:
    """Whatever a title holds, the picture is well-formed and holds it as text."""
    root = ET.fromstring(to_svg(policy_of(HOSTILE)))
    words = [text.text for text in root.iter(f"{SVG}text")]
    assert "<script>alert('1') & [[x]] \\ {{ y }} #9; | -->" in words
    assert "]]> <b>&amp;</b>" in words
    assert not [*root.iter(f"{SVG}script")]


def test_svg_keeps_text_in_its_box() -> None:
    """A title that is too long is cut, wherever its letters come from."""
    root = ET.fromstring(to_svg(policy_of(HOSTILE)))
    cut = [text.text for text in root.iter(f"{SVG}text") if (text.text or "").endswith("…")]
    assert [len(text) < 60 for text in cut] == [True, True]


def test_boxes_do_not_touch() -> None:
    """Seven categories of twelve rules stand in two columns, none upon another."""
    rules = "".join(f'  rule r{number} "Rule {number}"\n    refuse\n' for number in range(12))
    policy = policy_of('policy p "P"\n', *(f'category c{each} "C"\n{rules}' for each in range(7)))
    plan = layout(policy, 0)
    for one in plan.boxes:
        assert 0 < one.x < plan.width
        assert one.y + one.height < plan.height
        below = [other for other in plan.boxes if other.x == one.x and other.y > one.y]
        assert all(other.y > one.y + one.height for other in below)
    assert [box.side for box in plan.boxes] == [1, 1, 1, 1, -1, -1, -1]


def test_empty_policy_is_drawn() -> None:
    """A policy without a category has a picture, too."""
    assert "0 categories, 0 rules" in to_svg(policy_of('policy p "P"\n'))


def test_own_ladder_has_its_own_letters() -> None:
    """Verdicts that begin alike are told apart, and the strict end of the ladder is red."""
    policy = policy_of('policy p "P"\n\nverdicts "V"\n  allow: a\n  label: b\n  limit: c\n  remove: d\n')
    looks = palette(policy)
    assert [look.letters for look in looks.values()] == ["Al", "La", "Li", "Re"]
    assert [look.shape for look in looks.values()][0::3] == ["circle", "octagon"]


def test_png_is_the_picture_twice_as_fine(touchstone: Policy) -> None:
    """The PNG has two pixels for each unit of the SVG."""
    pytest.importorskip("resvg_py")
    svg = to_svg(touchstone)
    png = to_png(svg)
    root = ET.fromstring(svg)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", png[16:24]) == (2 * int(root.get("width")), 2 * int(root.get("height")))
    assert png == to_png(svg)


def test_png_draws_letters() -> None:
    """Letters are drawn, on a machine without fonts as on any other."""
    pytest.importorskip("resvg_py")
    silent, spoken = (to_png(to_svg(policy_of(f'policy p "{title}"\n'))) for title in ("", "MMMMMMMM"))
    assert len(spoken) > len(silent)


def test_png_without_its_renderer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the renderer is not installed, the message says how to install it."""
    real = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name in {"resvg_py", "font_roboto"}:
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ImportError, match=r"pip install 'specdsl\[picture\]'"):
        to_png("<svg/>")
