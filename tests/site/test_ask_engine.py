"""The engine of the page "Ask the policy" answers as `specdsl decide` does; here it runs in node."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

import specdsl
from specdsl.graph.query import Index
from specdsl.site.ask import data
from tests.meaning.random_policies import random_policy
from tests.reading import TOUCHSTONE, index_of
from tests.site.asking import (
    NODE,
    a_situation,
    asked_in,
    differences,
    every_situation,
    in_node,
    some_questions,
    wrong_verdicts,
)

POLICIES = Path(__file__).parents[2] / "policies"
SHIPPED = {
    "touchstone": TOUCHSTONE,
    "assistant": POLICIES / "assistant",
    "starter": POLICIES / "starter",
    **{f"lessons/{folder.name}": folder for folder in sorted((POLICIES / "lessons").iterdir())},
}

pytestmark = pytest.mark.skipif(NODE is None, reason="there is no node; the browser's tests compare the same")


@pytest.fixture(scope="module")
def assistant() -> Index:
    return specdsl.load(SHIPPED["assistant"]).index


# ── Against `specdsl decide` ──────────────────────────────────────────────────


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_policy_is_answered_for_as_decide_does(name: str):
    """Verdict, first case, standing rules, defeats, styles, changes and variants, however much is open."""
    index = specdsl.load(SHIPPED[name]).index
    assert differences(index, list(some_questions(index, Random(name), 40)), in_node) == []


@pytest.mark.parametrize("group", range(6))
def test_a_random_policy_is_answered_for_as_decide_does(group: int):
    """Every feature of the language that bears on decisions, in small."""
    for number in range(20):
        random = Random(f"ask {group} {number}")
        index = Index(random_policy(random))
        assert differences(index, list(some_questions(index, random, 12)), in_node) == [], (group, number)


def test_nothing_known_of_each_category(assistant: Index):
    """What a category's page leads to: the category alone, and all else open."""
    questions = [{"categories": [each], "facts": [], "closed": False} for each in assistant.categories]
    assert differences(assistant, questions, in_node) == []


# ── Against the definition ────────────────────────────────────────────────────


@pytest.mark.parametrize("category", ["regulated-advice", "self-harm"])
def test_every_situation_has_the_verdict_that_the_definition_gives(assistant: Index, category: str):
    """All answers to all questions that a category's rules ask, everything else being usual."""
    questions = [*every_situation(assistant, category, asked_in(assistant, category))]
    assert len(questions) == {"regulated-advice": 960, "self-harm": 2304}[category]
    assert wrong_verdicts(assistant, questions, in_node) == []


def test_whole_situations_of_each_category_have_the_verdict_that_the_definition_gives(assistant: Index):
    """Where there are too many to go through them all, as many as there is time for."""
    random = Random("situations")
    questions = [a_situation(assistant, each, random) for each in assistant.categories for _ in range(300)]
    assert wrong_verdicts(assistant, questions, in_node) == []


def test_every_situation_of_the_touchstone_has_the_verdict_that_the_definition_gives():
    """All answers to all questions that there are."""
    index = specdsl.load(TOUCHSTONE).index
    questions = [q for each in index.categories for q in every_situation(index, each, asked_in(index, each))]
    assert wrong_verdicts(index, questions, in_node) == []


# ── Where too much is open ────────────────────────────────────────────────────


def test_a_search_that_is_cut_short_loses_no_outcome(assistant: Index):
    """Then each outcome is still proved, and that there may be more ways is said."""
    questions = [{"categories": [each], "facts": [], "closed": False} for each in assistant.categories]
    whole = in_node(data(assistant), questions)
    short = in_node(data(assistant), questions, tries=0)
    assert [each["complete"] for each in short] == [False] * len(questions)
    assert [_outcomes(each) for each in short] == [_outcomes(each) for each in whole]


def _outcomes(answer: dict) -> set[tuple[str, str | None]]:
    return {(each["status"], each["verdict"]) for each in (answer["case"], *answer["changes"])}


def test_what_takes_too_much_work_is_not_known(assistant: Index):
    """No guess, and nothing that looks like an answer."""
    (answer,) = in_node(
        data(assistant), [{"categories": ["self-harm"], "facts": [], "closed": False}], work=10
    )
    assert (answer["status"], answer["verdict"], answer["case"], answer["rules"]) == (
        "unknown",
        None,
        None,
        [],
    )


# ── What only the page asks for ───────────────────────────────────────────────


def test_the_conditions_of_rules_say_on_what_they_turn():
    """For `when` and each `unless` whether it holds, and the facts that make it so."""
    index = specdsl.load(TOUCHSTONE).index
    facts = [
        {"kind": "facet", "name": "detail", "values": ["actionable"]},
        {"kind": "flag", "name": "minor", "values": ["yes"]},
    ]
    (answer,) = in_node(data(index), [{"categories": ["self-harm"], "facts": facts, "closed": False}])
    education, methods, danger = (each["conditions"] for each in answer["rules"])
    assert [(each["word"], each["value"]) for each in education] == [("when", "no")]
    assert education[0]["facts"] == [{"kind": "facet", "name": "detail", "values": ["actionable"]}]
    assert [(each["word"], each["value"]) for each in methods] == [("when", "yes"), ("unless", "no")]
    assert methods[1]["facts"] == [{"kind": "flag", "name": "clinician", "values": ["no"]}]
    assert [(each["word"], each["value"]) for each in danger] == [("when", "open")]


def test_what_a_rule_overrides_through_a_draft_is_defeated_too():
    """The data holds every step, also those through rules that decide nothing themselves."""
    index = index_of(
        'policy p "P"\n\ncategory c "C"\n'
        '  rule top "Top"\n    comply\n    overrides middle\n    text: T.\n\n'
        '  rule middle "Middle"\n    refuse\n    overrides low\n    status draft\n    text: T.\n\n'
        '  rule low "Low"\n    refuse\n    text: T.\n'
    )
    (answer,) = in_node(data(index), [{"categories": ["c"], "facts": [], "closed": False}])
    assert answer["verdict"] == "comply"
    assert answer["standing"][0]["defeats"][0]["steps"] == [
        {"rule": "c.top", "overrides": "c.middle"},
        {"rule": "c.middle", "overrides": "c.low"},
    ]


def test_where_no_rule_stands_the_strictest_default_counts():
    """Of the categories that the request is in, whichever was named first; else the policy's."""
    index = index_of(
        'policy p "P"\n  otherwise comply\n\n'
        'category a "A"\n  otherwise refuse\n\ncategory b "B"\n  otherwise safe-complete\n\ncategory c "C"\n'
    )
    named = [["a", "b"], ["b", "a"], ["b", "c"], ["c"], []]
    questions = [{"categories": each, "facts": [], "closed": False} for each in named]
    verdicts = [answer["verdict"] for answer in in_node(data(index), questions)]
    assert verdicts == ["refuse", "refuse", "safe-complete", "comply", "comply"]
    assert differences(index, questions, in_node) == []


def test_what_stands_in_the_way_may_be_defeated_by_a_third_rule():
    """A way to a verdict may need a rule that does not stand itself, but defeats what would contradict it."""
    index = index_of(
        'policy p "P"\n  authority high > low\n\nflag odd "Odd"\nflag rare "Rare"\n\ncategory c "C"\n'
        '  rule wanted "Wanted"\n    comply when odd\n    text: T.\n\n'
        '  rule third "Third"\n    safe-complete when rare\n'
        "    overrides usual\n    authority low\n    text: T.\n\n"
        '  rule usual "Usual"\n    refuse\n    text: T.\n'
    )
    question = {"categories": ["c"], "facts": [], "closed": False}
    assert differences(index, [question], in_node) == []
    (answer,) = in_node(data(index), [question])
    ways = {each["verdict"]: [fact["name"] for fact in each["facts"]] for each in answer["changes"]}
    assert ways["comply"] == ["odd", "rare"]
