"""Engines and enumeration agree; `python -m tests.meaning.agree` compares many more policies."""

from __future__ import annotations

import pytest

from specdsl.graph.query import Index
from specdsl.meaning import regions
from specdsl.meaning.catalogue import contradictions, redundant_rules, shadowed_rules, uncovered
from specdsl.meaning.questions import Budget, Prover, Unknown
from tests.meaning.agree import disagreements, policy_number
from tests.meaning.naive import Naive

SEED = 2026


@pytest.mark.parametrize("first", range(0, 2_000, 250))
def test_three_engines_agree(first: int):
    """Regions and solver find what plain enumeration finds, with witnesses of which no fact can be dropped."""
    for number in range(first, first + 250):
        naive = Naive(policy_number(SEED, number))
        assert not list(disagreements(naive, facts=number % 20 == 0)), number


def test_engines_agree_where_one_hands_over_to_the_other(monkeypatch: pytest.MonkeyPatch):
    """Answers do not change where regions give up early, in whatever part of a question."""
    monkeypatch.setattr(regions, "_MOST_BOXES", 2)
    hurried = ({"budget": Budget(boxes=3)},)
    for number in range(200):
        naive = Naive(policy_number(SEED, number))
        assert not list(disagreements(naive, provers=hurried)), number


def test_what_is_not_known_is_said():
    """Without any budget nothing is claimed that enumeration does not find, and what it finds is unknown."""
    for number in range(200):
        policy = policy_number(SEED, number)
        expected = Naive(policy).findings()
        for finder in (contradictions, uncovered, shadowed_rules, redundant_rules):
            found = list(finder(Prover(Index(policy), Budget(boxes=0, steps=0))))
            assert len(found) >= len(expected[finder.__name__])
            assert all(isinstance(finding.answer, Unknown) for finding in found)


def test_two_runs_say_the_same():
    """The witnesses, too, are the same each time, however hurried the prover."""
    for number in range(100):
        policy = policy_number(SEED, number)
        first, second = ([each.answer for each in contradictions(Prover(Index(policy)))] for _ in range(2))
        assert [answer.witness for answer in first] == [answer.witness for answer in second]
