"""The graph itself: what it holds, and that nothing about the files but their text makes a difference."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specdsl.graph import policy_from_documents
from specdsl.graph.print import condition_text, print_policy
from specdsl.source import Source, Span
from specdsl.syntax import parse
from tests.graph.making import make, policy_of
from tests.literate import cases, check, read
from tests.reading import TOUCHSTONE

if TYPE_CHECKING:
    from pathlib import Path

    from specdsl.graph.model import Policy, Prose


def criteria(policy: Policy) -> str:
    rules = [rule for category in policy.categories for rule in category.rules]
    return json.dumps(
        {rule.id: {"includes": _items(rule.includes), "excludes": _items(rule.excludes)} for rule in rules},
        indent=2,
    )


def _items(items: tuple[Prose, ...]) -> list[dict[str, object]]:
    return [
        {"text": each.text, "line": each.span.line, "links": [link.target for link in each.links]}
        for each in items
    ]


@pytest.mark.parametrize("path", cases("graph"))
def test_case(path: Path, update: bool) -> None:
    """A policy becomes the tree, or the criteria, that its case shows."""
    case = read(path)
    policy, found = make(*case.sources)
    assert found == []
    assert policy is not None
    shown = criteria(policy) + "\n" if case.expected[0].language == "json" else print_policy(policy)
    check(case, shown, update=update)


def test_touchstone_is_the_graph_that_it_says(touchstone: Policy) -> None:
    """The touchstone's ranks, levels, styles and redirects are what its text says."""
    rules = {rule.id: rule for category in touchstone.categories for rule in category.rules}
    assert {name: rule.verdict for name, rule in rules.items()} == {
        "regulated-advice.normal-dose": "comply",
        "regulated-advice.personal-plan": "safe-complete",
        "regulated-advice.professional-depth": "comply",
        "self-harm.education": "comply",
        "self-harm.method-instructions": "refuse",
        "self-harm.in-danger": "safe-complete",
    }
    assert rules["self-harm.in-danger"].overrides == ("self-harm.education", "self-harm.method-instructions")
    assert rules["regulated-advice.personal-plan"].follow == ("regulated-advice.refer-on",)
    assert rules["regulated-advice.professional-depth"].authority == "guideline"
    assert [link.target for link in rules["self-harm.method-instructions"].excludes[0].links] == [
        "regulated-advice.normal-dose"
    ]
    assert [condition_text(each) for each in touchstone.assumptions] == ["not (minor and clinician)"]
    assert touchstone.holes == ()


def test_touchstone_tree(touchstone: Policy) -> None:
    """The tree shows each rule with its verdict, its ranks from both ends, and its examples."""
    tree = print_policy(touchstone)
    assert max(map(len, tree.splitlines())) <= 80
    assert (
        """\
   └─ rules: 1 comply, 1 safe-complete, 1 refuse
      ├─ education · Talking, learning, and recovery
      │  ├─ comply when intent is benign and detail at most conceptual
      │  ├─ yields to in-danger
      │  └─ 1 example
"""
        in tree
    )


@pytest.mark.parametrize("order", [*permutations(range(3))])
def test_order_of_files_never_matters(order: tuple[int, ...], touchstone: Policy) -> None:
    """Whatever the order of the documents, the graph and the findings are the same."""
    files = sorted(TOUCHSTONE.glob("*.spec"))
    documents = [parse(Source(file.name, file.read_text("utf-8")))[0] for file in files]
    policy, found = policy_from_documents([documents[at] for at in order])
    assert (policy, found) == (touchstone, [])


_BLOCKS = [
    'category a "A"\n  within b\n  rule one "One"\n    comply when x\n    overrides b.two, three\n',
    'category b "B"\n  rule two "Two"\n    refuse when x and [',
    'category b "B"\n  within a\n  rule two "Two"\n    refuse when y\n    text: See [[one]].\n',
    'category c "C"\n  term t: A [[u]].\n  term u: A [[t]].\n',
    'flag x "X"\n',
    'facet x "X"\n  p: q\n',
    'style s "S" for nothing\n',
    'policy p "P"\n  follow s\n',
    'policy q "Q\n',
]


@given(st.permutations(range(len(_BLOCKS))))
def test_order_never_matters_where_much_is_wrong(order: list[int]) -> None:
    """Files full of slips give the same findings and the same graph in any order."""
    sources = [Source(f"{number}.spec", text) for number, text in enumerate(_BLOCKS)]
    documents = [parse(source)[0] for source in sources]
    in_order = policy_from_documents(documents)
    assert policy_from_documents([documents[at] for at in order]) == in_order


@given(st.lists(st.sampled_from(_BLOCKS), max_size=6))
def test_only_what_is_in_the_graph_is_referred_to(blocks: list[str]) -> None:
    """However much is wrong, no rule of the graph names a rule or a style that is not in it."""
    policy, _ = make(*(Source(f"{number}.spec", text) for number, text in enumerate(blocks)))
    if policy is None:
        return
    rules = {rule.id: rule for category in policy.categories for rule in category.rules}
    styles = {style.id for style in policy.styles}
    categories = {category.id for category in policy.categories}
    assert {below for rule in rules.values() for below in rule.overrides} <= rules.keys()
    assert set(policy.follow) <= styles
    assert {above for category in policy.categories for above in category.within} <= categories


def test_offsets_of_prose_lead_back_to_the_file() -> None:
    """Each link, in a paragraph or in an item of a list, stands in the file where the graph says."""
    policy = policy_of(
        'policy p "P"\n',
        'category c "C"\n  term dose: An amount.\n  summary:\n    One\n\n      two [[dose]].\n'
        '  rule r "R"\n    comply\n    includes:\n      - first\n        then [[c.dose]]\n',
    )
    category = policy.categories[0]
    for prose in (category.summary, category.rules[0].includes[0]):
        (link,) = prose.links
        assert prose.place(link.start, link.end).text == prose.text[link.start : link.end]


def test_several_notes_are_one() -> None:
    """A note that is said again adds a paragraph, and its links still lead back to the file."""
    policy = policy_of(
        'policy p "P"\n', 'category c "C"\n  term t: T.\n  note: One [[t]].\n  note: Two [[t]].\n'
    )
    note = policy.categories[0].note
    assert note.text == "One [[t]].\n\nTwo [[t]]."
    assert [note.place(link.start, link.end).line for link in note.links] == [3, 4]


def test_nothing_at_all_is_no_policy() -> None:
    """Without a file there is no policy, and one finding says so."""
    policy, found = policy_from_documents([])
    assert policy is None
    assert [finding.message for finding in found] == ["there is no file to read"]


def test_whatever_is_wrong_leaves_a_hole() -> None:
    """A policy with an error says where it is incomplete."""
    policy, found = make(
        Source("a.spec", 'policy p "P"\n\ncategory c "C"\n  rule r "R"\n    comply when x\n')
    )
    assert policy.holes == (found[0].span,)
    assert policy.categories[0].rules == ()


def test_a_cold_start_imports_nothing_heavy() -> None:
    """Making a graph and asking it needs neither pydantic nor networkx."""
    program = "import specdsl.graph, sys; print({'pydantic', 'networkx', 'jinja2'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_spans_do_not_count() -> None:
    """The same policy from differently laid out files is the same graph."""
    text = 'policy p "P"\n\nflag x "X"\n'
    one, other = policy_of(text), policy_of(f"# a comment\n\n{text}")
    assert one == other
    assert one.span != other.span
    assert replace(one, span=Span(Source("", ""), 0, 0)) == one
