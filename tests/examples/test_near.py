from __future__ import annotations

import pytest

from specdsl.examples.near import one_sided
from specdsl.graph.print import condition_text
from specdsl.meaning.questions import Prover
from tests.reading import index_of

POLICY = """policy p "P"
  otherwise comply
scale g "G"
  low: L.
  mid: M.
  high: H.
flag x "X"
category c "C"
  summary: C.
  rule r "R"
    refuse when g at least mid and "it is late"
    unless x
    text: R.

    example e "E"
      given g is high and "it is late"
      user: Hello.
{example}
"""


def found(given: str, expect: str = "comply", where: str = "    ") -> list[str]:
    example = (
        f'{where}example other "Other"\n{where}  given {given}\n{where}  expect {expect}\n{where}  user: Hi.'
    )
    index = index_of(POLICY.format(example=example))
    return [
        f"{each.rule.id}: {condition_text(each.change)} {each.verdict}" for each in one_sided(Prover(index))
    ]


@pytest.mark.parametrize(
    "given", ['g is low and "it is late"', "g is high", "g is not low", 'x and g is high and "it is late"']
)
def test_one_fact_away(given):
    """A value, a free text, a flag; an open scale that some situation shares."""
    assert found(given) == []


@pytest.mark.parametrize("given", ["g is low", 'x and g is mid and "it is late"', "x and g is high"])
def test_two_facts_away(given):
    """Then none is near; the change that is proposed is of what the rule asks, from the nearest value on."""
    assert found(given) == ["c.r: g is low comply"]


def test_the_same_verdict_is_no_near_miss():
    """One fact, and decided alike."""
    assert found('g is mid and "it is late"', "refuse") == ["c.r: g is low comply"]


def test_examples_that_fail_do_not_count():
    """A near miss must be decided as it expects."""
    assert found('g is low and "it is late"', "refuse") == ["c.r: g is low comply"]


def test_an_example_of_the_category_is_beside_it():
    """It need not stand in the rule."""
    assert found('g is low and "it is late"', where="  ") == []
