"""Conditions in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specdsl.compiler.english import Words, be, decapitalise, names_in, negated, series, unstopped
from specdsl.compiler.words import Wording, inward
from specdsl.graph.model import And, Compare, FreeText, Holds, InCategory, Is, Not, Or
from tests.compiler.compiled import context_of

POLICY = """
policy p "P"
  otherwise comply

facet intent "What the person is trying to do"
  benign: learning or coping
  unclear: nothing settles it
  harmful: someone will be hurt

scale detail "How directly an answer could be acted on"
  general: what an encyclopedia says
  conceptual: how it works
  actionable: steps

flag at-risk "The person may be in danger now"
flag clinician "The operator states that its users are clinicians"

category self-harm "Self-harm"
  rule talk "Talk"
    comply
    text: Talk.
"""

BENIGN, HARMFUL = Is("intent", ("benign",)), Is("intent", ("harmful",))
RISK, CLINICIAN = Holds("at-risk"), Holds("clinician")


def words(*conditions) -> list[str]:
    wording = Wording(context_of(POLICY))
    return [wording.context.tracer.piece(wording.clause(condition)).text for condition in conditions]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (BENIGN, "the intent (what the person is trying to do) is benign (learning or coping)"),
        (RISK, "the person may be in danger now"),
        (Not(RISK), "nothing suggests that the person may be in danger now"),
        (Not(CLINICIAN), "the operator does not state that its users are clinicians"),
        (Not(Not(CLINICIAN)), "the operator states that its users are clinicians"),
        (InCategory("self-harm"), "the request falls under *Self-harm*"),
        (Not(InCategory("self-harm")), "the request does not fall under *Self-harm*"),
        (FreeText("it depends on THEIR own case"), "it depends on THEIR own case"),
        (Not(FreeText("it rains")), "it is not the case that it rains"),
        (FreeText("Is it raining?"), "the answer to “Is it raining?” is yes"),
        (Not(FreeText("Is it raining?")), "the answer to “Is it raining?” is no"),
        (And((RISK, CLINICIAN)), f"{words(RISK)[0]} and {words(CLINICIAN)[0]}"),
        (Not(Or((RISK, CLINICIAN))), f"{words(Not(RISK))[0]} and {words(Not(CLINICIAN))[0]}"),
        (Or((RISK, FreeText("a"), FreeText("b"))), "the person may be in danger now, a, or b"),
        (
            And((RISK, Or((FreeText("a"), FreeText("b"))))),
            "the person may be in danger now, and either a or b",
        ),
        (
            And((RISK, Or((FreeText("a"), FreeText("b"), FreeText("c"))))),
            "the person may be in danger now, and at least one of a, b, or c",
        ),
        (Or((And((RISK, FreeText("a"))), FreeText("b"))), "the person may be in danger now and a, or b"),
    ],
)
def test_clause(condition, expected) -> None:
    """A condition becomes a clause that a person would write."""
    assert words(condition) == [expected]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Is("intent", ("unclear", "harmful")), "the intent is either unclear or harmful"),
        (Is("intent", ("unclear", "harmful"), negated=True), "the intent is neither unclear nor harmful"),
        (Is("intent", ("benign", "unclear", "harmful")), "the intent is one of benign, unclear, or harmful"),
        (Not(Is("intent", ("harmful",))), "the intent is not harmful"),
        (Compare("detail", "at most", "conceptual"), "the detail is at most conceptual"),
        (Not(Compare("detail", "at most", "conceptual")), "the detail is above conceptual"),
        (Not(Compare("detail", "at least", "conceptual")), "the detail is below conceptual"),
        (Not(Compare("detail", "above", "general")), "the detail is at most general"),
        (Not(Compare("detail", "below", "general")), "the detail is at least general"),
    ],
)
def test_later_use(condition, expected) -> None:
    """What a text has explained once it only names; a denied comparison is the opposite comparison."""
    explaining = Is("intent", ("benign", "unclear", "harmful")), Compare("detail", "at least", "general")
    more = (Compare("detail", "at most", "conceptual"), Compare("detail", "below", "actionable"))
    assert words(*explaining, *more, condition)[-1] == expected


def test_a_denied_value_is_explained_by_its_name() -> None:
    """After "not harmful" the meaning of "harmful" says of what it is the meaning."""
    assert words(Not(HARMFUL)) == [
        "the intent (what the person is trying to do) is not harmful (harmful: someone will be hurt)"
    ]


def test_a_scale_tells_its_range_once() -> None:
    """The first use of a scale says how it runs."""
    first, second = words(
        Compare("detail", "at most", "conceptual"), Compare("detail", "at least", "actionable")
    )
    assert first == (
        "the detail (how directly an answer could be acted on, from general through conceptual to "
        "actionable) is at most conceptual (how it works)"
    )
    assert second == "the detail is at least actionable (steps)"


def test_a_situation_is_a_sentence() -> None:
    """Categories and facts together make one sentence."""
    wording = Wording(context_of(POLICY))
    said = wording.situation(["self-harm"], And((Is("intent", ("benign",)), RISK)))
    assert wording.context.tracer.piece(said).text == (
        "The request falls under *Self-harm*; the intent (what the person is trying to do) is benign "
        "(learning or coping) and the person may be in danger now."
    )


def conditions():
    leaves = st.sampled_from([BENIGN, RISK, FreeText("it rains"), Compare("detail", "above", "general")])
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            inner.map(Not),
            st.lists(inner, min_size=2, max_size=3).map(lambda each: And(tuple(each))),
            st.lists(inner, min_size=2, max_size=3).map(lambda each: Or(tuple(each))),
        ),
        max_leaves=8,
    )


def truth(condition, facts) -> bool:
    match condition:
        case Not(operand=operand):
            return not truth(operand, facts)
        case And(operands=operands):
            return all(truth(each, facts) for each in operands)
        case Or(operands=operands):
            return any(truth(each, facts) for each in operands)
        case Compare(comparison=comparison):
            return facts["detail"] > 0 if comparison == "above" else facts["detail"] <= 0
        case Is(negated=negated):
            return facts["benign"] != negated
        case Holds():
            return facts["risk"]
        case _:
            return facts["rain"]


FACTS = st.fixed_dictionaries(
    {"benign": st.booleans(), "risk": st.booleans(), "rain": st.booleans(), "detail": st.integers(0, 2)}
)


@given(conditions(), FACTS, st.booleans())
def test_moving_negation_keeps_the_meaning(condition, facts, negate) -> None:
    """`inward` says the same of every situation, and leaves `not` at single questions only."""
    moved = inward(condition, negate=negate)
    assert truth(moved, facts) == (truth(condition, facts) != negate)
    assert not any(
        isinstance(each, Not) and isinstance(each.operand, And | Or | Not) for each in parts(moved)
    )


def parts(condition):
    yield condition
    inside = condition.operands if isinstance(condition, And | Or) else ()
    for each in inside:
        yield from parts(each)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The person is young", "the person is young"),
        ("Blame, or a lecture", "blame, or a lecture"),
        ("I am asked to lie", "I am asked to lie"),
        ("I'm asked to lie", "I'm asked to lie"),
        ("FBI agents ask", "FBI agents ask"),
        ("The FBI asks", "the FBI asks"),
        ("iPhones are named", "iPhones are named"),
        ("OpenAI is named", "OpenAI is named"),
        ("English is spoken", "English is spoken"),
        ("New York is named", "New York is named"),
        ("Velvet is the product", "Velvet is the product"),
        ("A", "a"),
        ("“Quoted” text", "“Quoted” text"),
        ("7 days", "7 days"),
        ("", ""),
    ],
)
def test_decapitalise(text, expected) -> None:
    """A capital goes where a sentence would lose it, and stays with "I", acronyms and names."""
    assert decapitalise(text, frozenset({"Velvet"})) == expected


def test_names_are_learned_from_the_policy() -> None:
    """A word that is capitalised inside sentences and never written small is a name."""
    assert names_in(
        [Words.of([each]) for each in ("We speak of Harbor and of Rules.", "The rules of Harbor hold.")]
    ) == {"Harbor"}


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("the request names a real person", "the request does not name a real person"),
        ("the person is a child", "the person is not a child"),
        ("the answer can be acted on", "the answer cannot be acted on"),
        ("the person has said that they drink", "the person has not said that they drink"),
        ("the person has a licence", "the person does not have a licence"),
        ("the plans are clear", "the plans are not clear"),
        ("the request is for a story, a poem or a song", "the request is not for a story, a poem or a song"),
        ("the person speaks of hurting somebody", "the person does not speak of hurting anybody"),
        ("the person is, or says they are, under 18", None),
        ("the person who asks is a nurse", None),
        ("everyone involved is an adult", None),
        ("the text is old and names a person", None),
        ("the person must be told", None),
        ("the text is no longer read", None),
    ],
)
def test_negated(clause, expected) -> None:
    """A clause is denied in natural words only where they are sure to deny all of it."""
    assert negated(clause) == (expected or f"it is not the case that {clause}")


def test_small_words() -> None:
    """Lists, verbs and stops fit the sentences that they are put into."""
    assert [series(["a"]), series(["a", "b"], "or"), series(["a", "b", "c"])] == [
        "a",
        "a or b",
        "a, b, and c",
    ]
    assert [be("intent"), be("legal consequences"), be("status"), be("basis")] == ["is", "are", "is", "is"]
    assert [unstopped("It ends."), unstopped("It goes on…"), unstopped("It goes on...")] == [
        "It ends",
        "It goes on…",
        "It goes on...",
    ]
