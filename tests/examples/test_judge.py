from __future__ import annotations

import pytest

from specdsl.examples import judge, judgements
from specdsl.examples.describe import describe
from specdsl.examples.judge import chosen
from specdsl.graph import Index, policy_from_documents
from specdsl.meaning.questions import Prover
from specdsl.source import Source
from specdsl.syntax import parse
from tests.reading import index_of

POLICY = """policy p "P"
  authority root > guideline
  otherwise comply
facet f "F"
  a: A.
  b: B.
flag x "X"
flag y "Y"
assume not (x and y)
category c "C"
  authority guideline
  summary: C.
  rule r "R"
    refuse when f is a
    unless x
    text: R.

    example e "The example"
{lines}
      user: Hello.
  rule s "S"
    refuse when y
    text: S.
  rule d "D"
    comply when y
    status draft
    text: D.

    example waiting "Waits"
      user: Hello there.

category other "Other"
  summary: Other.
  rule o "O"
    refuse
    overrides c.s
    text: O.

category high "High"
  authority root
  summary: High.
  rule h "H"
    safe-complete
    text: H.
"""


def judged(*lines: str):
    index = index_of(POLICY.format(lines="\n".join(f"      {line}" for line in lines)))
    return index, judge(Prover(index), index.examples["c.r.e"])


@pytest.mark.parametrize(
    ("lines", "state", "finding"),
    [
        (["given f is a"], "passed", None),
        (["given f is b", "expect comply"], "passed", None),
        (["given f is b"], "contradicts", "example-contradicts-rule"),
        (["given f is a and x"], "contradicts", "example-contradicts-rule"),
        (["given f is a", "expect safe-complete"], "contradicts", "example-contradicts-rule"),
        ([], "underspecified", "underspecified-example"),
        (["given f is a or x"], "underspecified", "underspecified-example"),
        (["given y and f is b"], "wrong-reason", "example-wrong-reason"),
        (["given y"], "wrong-reason", "example-wrong-reason"),
        (["given y", "expect refuse by s"], "passed", None),
        (["given y", "expect refuse by d"], "wrong-reason", "example-wrong-reason"),
        (["given x and y"], "impossible", "impossible-condition"),
    ],
)
def test_the_state_is_what_follows_from_the_facts(lines, state, finding):
    """What is not given is no; an open facet may have any value; a draft decides nothing."""
    _, judgement = judged(*lines)
    assert (judgement.state, judgement.finding) == (state, finding)
    assert judgement.result == ("passed" if state == "passed" else "failed")


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([], "leaves open what decides: with `f is a` it is `refuse`, with `f is b` it is `comply`"),
        (
            ["given f is a or x"],
            "leaves open what decides: with `x` it is `comply`, with `not x` it is `refuse`",
        ),
        (["given x and y"], "describes what cannot be: its facts never hold together"),
        (
            ["given y"],
            (
                "is decided as expected, but not by `c.r` whatever is left open: "
                "with `f is a` it stands, with `f is b` it does not stand"
            ),
        ),
    ],
)
def test_the_message_names_what_decides(lines, message):
    """The open question on which it turns, with what comes out under each answer."""
    assert describe(*judged(*lines)).message == f"the example `c.r.e` {message}"


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["given f is b"], "`c.r` does not apply: it needs `f is a`, which does not hold here"),
        (["given f is a and x"], "`c.r` does not apply: its exception `x` holds here"),
        (["given y", "expect refuse by d"], "`c.d` is a draft and decides nothing"),
        (
            ["given y", "expect refuse by other.o"],
            "`other.o` is a rule of `other`, and the example is not in that category",
        ),
        (
            ["given y and in other", "expect refuse by s"],
            "`c.s` applies and is defeated: `other.o` overrides it",
        ),
        (
            ["given y and in high and f is a", "expect refuse by s"],
            "`c.s` applies and is defeated: `high.h` has higher authority and another verdict",
        ),
    ],
)
def test_the_reason_says_what_keeps_the_rule_from_standing(lines, reason):
    """Its condition, its exception, its category, its status, or what is ranked above it."""
    assert describe(*judged(*lines)).reasons[-1] == reason


def test_the_examples_of_a_draft_wait():
    """They are neither passed nor failed."""
    index, _ = judged("given f is a")
    assert judgements(Prover(index))["c.d.waiting"].result == "skipped"


def test_the_budget_is_honest():
    """Where the work allowed does not suffice, nothing is known, and that is no pass."""
    index, _ = judged()
    judgement = judge(Prover(index), index.examples["c.r.e"], budget=0)
    assert (judgement.state, judgement.result, judgement.finding) == ("unknown", "unknown", None)
    assert describe(index, judgement).message == (
        "whether the example `c.r.e` is decided as expected is unknown: it leaves too much open"
    )


def test_examples_are_chosen_by_their_words():
    """Names and titles count, capitals do not."""
    index, _ = judged()
    assert [each.id for each in chosen(index, "WAIT")] == ["c.d.waiting"]
    assert [each.id for each in chosen(index, "the ex")] == ["c.r.e"]
    assert len(chosen(index)) == 2


def test_a_policy_with_holes_is_not_judged():
    """What could not be read may decide otherwise."""
    source = Source("a.spec", POLICY.format(lines="") + "  rule broken\n")
    policy, _ = policy_from_documents([parse(source)[0]])
    assert policy is not None
    assert policy.holes
    assert judgements(Prover(Index(policy))) == {}
