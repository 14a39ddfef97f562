from __future__ import annotations

import pytest

from specdsl.examples import coverage, judgements
from specdsl.examples.coverage import Count
from specdsl.graph.print import condition_text
from specdsl.meaning.questions import Prover
from tests.reading import index_of

POLICY = """policy p "P"
  otherwise comply
scale g "G"
  low: L.
  mid: M.
  high: H.
  top: T.
flag x "X"
flag y "Y"
category c "C"
  summary: C.
  rule r "R"
    refuse when g at least high
    unless x
    unless y
    text: R.
  rule also "Also"
    refuse when g is top
    text: Also.
{examples}
"""


def reached(*examples: tuple[str, str]) -> set[str]:
    """What is reached by examples with these facts and expectations."""
    written = "".join(
        f'  example e{n} "E"\n    given {facts}\n    expect {verdict}\n    user: Hello {n}.\n'
        for n, (facts, verdict) in enumerate(examples)
    )
    index = index_of(POLICY.format(examples=written))
    prover = Prover(index)
    found = coverage(prover, judgements(prover).values())
    return {
        f"{part.rule} {part.kind} {condition_text(part.condition) if part.condition else ''}".rstrip()
        for part, by in found.reached_by.items()
        if by
    }


@pytest.mark.parametrize(
    ("facts", "verdict", "parts"),
    [
        ("g is high", "refuse", {"c.r rule", "c.also boundary g is top"}),
        ("g is top", "refuse", set()),
        ("g is top and x", "refuse", {"c.also rule", "c.r exception x", "c.r boundary x"}),
        ("g is mid", "comply", {"c.r boundary g at least high", "c.also boundary g is top"}),
        ("g is low", "comply", {"c.also boundary g is top"}),
        ("g at most mid", "comply", {"c.r boundary g at least high", "c.also boundary g is top"}),
        ("g is high and x", "comply", {"c.r exception x", "c.r boundary x", "c.also boundary g is top"}),
        ("g is high and x and y", "comply", {"c.also boundary g is top"}),
        ("g is high and (x or y)", "comply", {"c.also boundary g is top"}),
        ("g is mid", "refuse", set()),
    ],
)
def test_an_example_reaches_what_its_decision_shows(facts, verdict, parts):
    """A superfluous rule is not reached, nor an exception beside another, nor a border from afar."""
    assert reached((facts, verdict)) == parts


def test_what_no_situation_reaches_is_not_counted():
    """An exception that never decides alone, and a border that nothing lies just beyond, are the linter's."""
    index = index_of(
        """policy p "P"
  otherwise comply
flag x "X"
flag y "Y"
assume not (x and y)
category c "C"
  summary: C.
  rule r "R"
    refuse
    unless x
    unless x and y
    text: R.
"""
    )
    found = coverage(Prover(index), [])
    conditions = [(part.kind, condition_text(part.condition)) for part in found.unreached if part.condition]
    assert conditions == [("exception", "x"), ("boundary", "x")]
    assert found.count() == Count(3, 0)


@pytest.mark.parametrize(
    ("total", "reached", "percent"), [(3, 2, 66), (200, 199, 99), (8, 7, 87), (5, 5, 100), (0, 0, 100)]
)
def test_percentages_are_rounded_down(total, reached, percent):
    """Only all is a hundred percent."""
    assert Count(total, reached).percent == percent


def test_counts_by_kind_and_category():
    """The parts add up."""
    index = index_of(POLICY.format(examples=""))
    found = coverage(Prover(index), [])
    assert [found.count(kind).total for kind in ("rule", "exception", "boundary")] == [2, 2, 4]
    assert found.count(category="c") == found.count() == Count(8, 0)
