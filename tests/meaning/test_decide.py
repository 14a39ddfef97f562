from __future__ import annotations

import pytest

from specdsl.meaning import Situation, decide
from specdsl.meaning.decide import UnsettledError
from tests.reading import TOUCHSTONE, index_of, index_of_folder

TOUCH = index_of_folder(TOUCHSTONE)


def situation(*yes: tuple[str, str], **values: str) -> Situation:
    return Situation(dict.fromkeys(yes, True), {k: frozenset({v}) for k, v in values.items()}, default=False)


SELF_HARM = ("category", "self-harm")
ADVICE = ("category", "regulated-advice")
OWN_CONDITION = ("text", "the answer depends on the person's own condition")
AT_RISK = ("flag", "at-risk")
CLINICIAN = ("flag", "clinician")


def test_a_lone_rule_decides():
    """One applicable rule stands, and its verdict and styles are the decision."""
    decision = decide(TOUCH, situation(SELF_HARM, intent="unclear", detail="actionable"))

    assert decision.verdict == "refuse"
    assert decision.standing == ("self-harm.method-instructions",)
    assert decision.styles == ("stay-with-them",)
    assert decision.defeated == ()


def test_an_exception_keeps_a_rule_from_applying():
    """`unless` holds, so the refusal does not apply, and the policy's default decides."""
    decision = decide(TOUCH, situation(SELF_HARM, CLINICIAN, intent="benign", detail="actionable"))

    assert (decision.verdict, decision.standing, decision.otherwise) == ("comply", (), True)


def test_overrides_defeat():
    """Where both apply, the rule that is overridden does not stand."""
    decision = decide(TOUCH, situation(SELF_HARM, AT_RISK, intent="unclear", detail="actionable"))

    assert decision.verdict == "safe-complete"
    assert decision.defeated == (("self-harm.method-instructions", ("self-harm.in-danger",)),)


def test_a_higher_authority_defeats_another_verdict():
    """The guideline yields to the refusal of the highest level, without any `overrides`."""
    both = situation(SELF_HARM, ADVICE, CLINICIAN, intent="unclear", detail="actionable")
    decision = decide(TOUCH, both)

    beaten = dict(decision.defeated)
    assert beaten["regulated-advice.professional-depth"] == ("self-harm.method-instructions",)


def test_a_contradiction_has_no_verdict():
    """Two standing rules that disagree are never settled by a guess."""
    decision = decide(TOUCH, situation(SELF_HARM, ADVICE, intent="benign", detail="actionable"))

    assert decision.verdict is None
    assert decision.standing == ("regulated-advice.normal-dose", "self-harm.method-instructions")


def test_styles_of_all_standing_rules():
    """Two rules that agree stand together and bring the styles of both."""
    everything = situation(SELF_HARM, ADVICE, AT_RISK, OWN_CONDITION, intent="benign", detail="actionable")
    decision = decide(TOUCH, everything)

    assert decision.verdict == "safe-complete"
    assert set(decision.styles) == {"stay-with-them", "regulated-advice.refer-on"}


def test_overrides_are_transitive():
    """A rule that overrides one that overrides a third defeats the third, also where the second is silent."""
    index = index_of(
        """policy p "P"
flag a "A"
category c "C"
  summary: C.
  rule first "First"
    refuse
    overrides second
    text: One.
  rule second "Second"
    comply when a
    overrides third
    text: Two.
  rule third "Third"
    comply
    text: Three.
"""
    )

    decision = decide(index, situation(("category", "c")))

    assert decision.standing == ("c.first",)
    assert decision.defeated == (("c.third", ("c.first",)),)


def test_the_strictest_default_counts():
    """Without a standing rule the strictest `otherwise` of the categories counts, else the policy's."""
    index = index_of(
        """policy p "P"
  otherwise comply
category c "C"
  otherwise safe-complete
  summary: C.
category d "D"
  otherwise refuse
  summary: D.
"""
    )

    assert decide(index, situation()).verdict == "comply"
    assert decide(index, situation(("category", "c"))).verdict == "safe-complete"
    assert decide(index, situation(("category", "c"), ("category", "d"))).verdict == "refuse"


def test_open_facts_are_not_guessed():
    """A situation that leaves a needed fact open has no decision to give."""
    with pytest.raises(UnsettledError):
        decide(TOUCH, situation(SELF_HARM, intent="unclear"))
