from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specdsl.graph.model import And, Condition, Holds, Is, Not, Or
from specdsl.meaning import Situation, decide_example
from specdsl.meaning.cases import BudgetError, cases
from specdsl.meaning.condition import truth
from specdsl.meaning.stage import Stage
from tests.reading import TOUCHSTONE, index_of, index_of_folder

POLICIES = sorted(file.parent for file in Path("policies").glob("*/*.spec"))
FOLDERS = list(dict.fromkeys(POLICIES))


@pytest.mark.parametrize("folder", [TOUCHSTONE, *FOLDERS], ids=lambda folder: folder.name)
def test_examples_of_our_policies_decide_as_they_expect(folder: Path):
    """Every worked example that we ship has the verdict that it expects, and rests on the rule it names."""
    index = index_of_folder(folder)
    for example in index.examples.values():
        verdict, rule = index.expectation(example)
        outcome = decide_example(index, example)
        assert outcome.verdict == verdict, example.id
        assert rule is None or rule in outcome.standing, example.id


def test_an_open_facet_may_take_any_value():
    """What an example leaves open is settled in every way, and ways that differ leave no one verdict."""
    index = index_of(
        """policy p "P"
  otherwise comply
facet f "F"
  a: A.
  b: B.
category c "C"
  summary: C.
  rule r "R"
    refuse when f is a
    text: R.
    example e "E"
      user: Hello.
"""
    )
    outcome = decide_example(index, index.examples["c.r.e"])

    assert outcome.verdict is None
    assert {decision.verdict for decision in outcome.decisions} == {"refuse", "comply"}


def test_an_example_that_cannot_be():
    """A `given` that the world rules out leaves no decision."""
    index = index_of(
        """policy p "P"
flag a "A"
flag b "B"
assume not (a and b)
category c "C"
  summary: C.
  rule r "R"
    refuse
    text: R.
    example e "E"
      given a and b
      user: Hello.
"""
    )

    assert decide_example(index, index.examples["c.r.e"]).decisions == ()


def test_naming_a_category_brings_those_above_it():
    """`given in child` also puts the example into whatever the child is within."""
    index = index_of(
        """policy p "P"
  otherwise comply
category top "Top"
  summary: Top.
  rule r "R"
    refuse
    text: R.
category child "Child"
  within top
  summary: Child.
category c "C"
  summary: C.
  example e "E"
    given in child
    expect refuse by top.r
    user: Hello.
"""
    )

    assert decide_example(index, index.examples["c.e"]).standing == ("top.r",)


# ── Cases against enumeration ─────────────────────────────────────────────────

POLICY = index_of(
    """policy p "P"
facet f "F"
  a: A.
  b: B.
  c: C.
flag x "X"
flag y "Y"
"""
)
ATOMS = st.one_of(
    st.sampled_from(["x", "y"]).map(Holds),
    st.builds(
        Is,
        st.just("f"),
        st.sets(st.sampled_from("abc"), min_size=1).map(lambda s: tuple(sorted(s))),
        st.booleans(),
    ),
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts))),
    ),
    max_leaves=8,
)


def whole(f: str, *, x: bool, y: bool) -> Situation:
    return Situation({("flag", "x"): x, ("flag", "y"): y}, {"f": frozenset(f)})


@settings(max_examples=300, deadline=None)
@given(CONDITIONS, CONDITIONS)
def test_cases_cover_what_they_should_and_nothing_twice(demand: Condition, asked: Condition):
    """Each whole situation that meets the demand is in exactly one case, which settles what is asked."""
    stage = Stage(POLICY)
    found = list(cases(stage.space.whole, [stage.truths.test(demand)], [asked], stage.truths))
    for f, x, y in itertools.product("abc", (True, False), (True, False)):
        here = whole(f, x=x, y=y)
        point = stage.space.of_situation(here)
        holding = [case for case in found if not stage.space.is_empty(case & point)]
        assert len(holding) == (truth(demand, here, POLICY.facets) is True)
        assert all(stage.truths.of(asked)(case) is truth(asked, here, POLICY.facets) for case in holding)


@settings(max_examples=300, deadline=None)
@given(CONDITIONS, st.sets(st.sampled_from("abc"), min_size=1), st.booleans())
def test_what_a_box_settles_is_so_throughout(condition: Condition, values: set[str], x: bool):
    """A test of a box says yes or no only where all its situations agree."""
    stage = Stage(POLICY)
    box = stage.space.of_situation(Situation({("flag", "x"): x}, {"f": frozenset(values)}))
    found = stage.truths.of(condition)(box)
    each = {truth(condition, whole(f, x=x, y=y), POLICY.facets) for f in values for y in (True, False)}
    assert found is None or each == {found}


def test_the_budget_is_honest():
    """Where the work allowed runs out, that is said instead of an answer."""
    stage = Stage(POLICY)
    with pytest.raises(BudgetError):
        list(cases(stage.space.whole, [], [Holds("x")], stage.truths, budget=0))
