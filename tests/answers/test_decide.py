"""`Policy.decide`, as a program uses it."""

from __future__ import annotations

import pytest

import specdsl
from specdsl.answers import boxes, ways
from tests.reading import TOUCHSTONE


@pytest.fixture(scope="module")
def policy() -> specdsl.Policy:
    return specdsl.load(TOUCHSTONE)


def test_a_verdict_and_the_rules_that_give_it(policy: specdsl.Policy):
    """Where what is known decides, there is one verdict, with rules, ranks and styles."""
    decision = policy.decide(categories=["self-harm"], facts={"detail": "actionable", "at-risk": True})
    assert (decision.status, decision.verdict, decision.has_answer) == ("decided", "safe-complete", True)
    (standing,) = decision.standing
    assert (standing.rule.id, standing.rule.decision_span.line, standing.always) == (
        "self-harm.in-danger",
        37,
        True,
    )
    assert [(each.rule.id, each.rank.way, each.applies) for each in standing.defeats] == [
        ("self-harm.method-instructions", "overrides", "open")
    ]
    assert [style.id for style in decision.styles] == ["stay-with-them"]


def test_what_is_open_and_would_change_it(policy: specdsl.Policy):
    """Without the one verdict there is a first case, and the fewest facts that lead elsewhere."""
    decision = policy.decide(categories=["self-harm"], facts={"detail": "actionable", "intent": "unclear"})
    assert (decision.status, decision.verdict) == ("open", None)
    assert decision.case is not None
    assert (decision.case.verdict, [fact.name for fact in decision.case.facts]) == ("refuse", ["at-risk"])
    (change,) = decision.changes
    assert (change.verdict, change.facts[0].name, change.facts[0].values) == (
        "safe-complete",
        "at-risk",
        ("yes",),
    )


def test_closed_takes_silence_for_no(policy: specdsl.Policy):
    """As in a worked example."""
    facts = {"detail": "actionable", "intent": "unclear"}
    assert policy.decide(categories=["self-harm"], facts=facts, closed=True).verdict == "refuse"


def test_several_values_are_possible(policy: specdsl.Policy):
    """A facet may be left to some of its values."""
    decision = policy.decide(
        categories=["self-harm"],
        facts={"detail": ["general", "conceptual"], "intent": "benign", "at-risk": False},
    )
    assert decision.verdict == "comply"


def test_no_category_means_the_policys_own_word(policy: specdsl.Policy):
    """A request that is in no category gets the policy's `otherwise`."""
    decision = policy.decide(categories=[])
    assert (decision.verdict, decision.standing, decision.rules) == ("comply", (), ())


def test_a_contradiction_has_no_verdict(policy: specdsl.Policy):
    """The standing rules disagree, and nothing is guessed."""
    decision = policy.decide(
        categories=["self-harm", "regulated-advice"],
        facts={"intent": "benign", "detail": "actionable"},
        closed=True,
    )
    assert (decision.status, decision.verdict, decision.has_answer) == ("contradiction", None, False)
    assert {each.rule.id for each in decision.standing} == {
        "self-harm.method-instructions",
        "regulated-advice.normal-dose",
    }


def test_styles_that_contradict_each_other_are_named(policy: specdsl.Policy):
    """One verdict, and one style that must include what another must not."""
    facts = {"detail": "actionable", "at-risk": True, "the answer depends …": True}
    decision = policy.decide(categories=["self-harm", "regulated-advice"], facts=facts)
    assert (decision.verdict, decision.style_contradictions) == ("safe-complete", ("crisis-line",))


@pytest.mark.parametrize(
    "facts", [{"at-rsk": True}, {"detail": True}, {"detail": "deep"}, {"at-risk": "maybe"}, {"detail": []},
              {"minor": True, "clinician": True}, {"minor": True, " minor": False}],
)  # fmt: skip
def test_what_cannot_be_understood_raises(policy: specdsl.Policy, facts: dict):
    """A wrong name or value, or facts that no request has together."""
    with pytest.raises(specdsl.SpecError):
        policy.decide(categories=["self-harm"], facts=facts)


def test_too_much_is_said_to_be_unknown(policy: specdsl.Policy, monkeypatch: pytest.MonkeyPatch):
    """Where the budget runs out the answer is neither guessed nor waited for."""
    monkeypatch.setattr(boxes.Boxes.__init__, "__defaults__", (1,))
    decision = policy.decide(categories=["self-harm"])
    assert (decision.status, decision.verdict, decision.has_answer) == ("unknown", None, False)


@pytest.mark.parametrize("categories", [["self-harm"], ["self-harm", "regulated-advice"]])
def test_a_search_that_is_cut_short_loses_no_outcome(
    policy: specdsl.Policy, monkeypatch: pytest.MonkeyPatch, categories: list[str]
):
    """Then each outcome is proved, and one way to it is shown; that there may be more is said."""
    whole = policy.decide(categories=categories)
    monkeypatch.setattr(ways, "LIMIT", -1)
    short = policy.decide(categories=categories)
    assert (short.status, short.complete, whole.complete) == ("open", False, True)
    assert {case.verdict for case in short.changes} == {case.verdict for case in whole.changes}
    for case in short.changes:
        facts = {fact.name: fact.values for fact in case.facts}
        assert case.verdict in {each.verdict for each in whole.changes}
        assert (
            policy.decide(categories=categories, facts={**USUAL, **facts}, closed=True).verdict
            == case.verdict
        )


USUAL = {"intent": "benign", "detail": "general"}
