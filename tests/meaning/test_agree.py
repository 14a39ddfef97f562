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
    """Regions and solver find what enumeration finds, with witnesses of which no fact can be dropped."""
    for number in range(first, first + 250):
        naive = Naive(policy_number(SEED, number))
        assert not list(disagreements(naive, facts=number % 20 == 0)), number


@pytest.mark.parametrize(("most", "boxes"), [(1, 2_000), (2, 2_000), (2, 3)])
def test_engines_agree_where_one_hands_over_to_the_other(
    monkeypatch: pytest.MonkeyPatch, most: int, boxes: int
):
    """Answers do not change where regions give up early, be it on a rule or on the whole question."""
    monkeypatch.setattr(regions, "_MOST_BOXES", most)
    hurried = ({"budget": Budget(boxes=boxes)},)
    for number in range(150):
        naive = Naive(policy_number(SEED + 1, number))
        assert not list(disagreements(naive, provers=hurried)), number


def test_a_rule_too_wide_for_boxes_still_defeats(monkeypatch: pytest.MonkeyPatch):
    """Policies in which it once was forgotten that such a rule keeps others from standing."""
    monkeypatch.setattr(regions, "_MOST_BOXES", 2)
    for number in (25, 727):
        naive = Naive(policy_number(77, number))
        assert not list(disagreements(naive, provers=({},))), number


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
