"""A bundle's prompts filled for a conversation, and the way back for training."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from specdsl.compiler import Bundle, compile_policy
from specdsl.compiler.bundle import BundleError
from tests.reading import TOUCHSTONE, index_of_folder

ASKED = [
    {"role": "system", "content": "You are Harbor."},
    {"role": "user", "content": "Hello"},
    {"role": "assistant", "content": "Hi. What is it?"},
    {"role": "user", "content": "How do I talk to my sister?"},
]
REPLY = json.dumps(
    {
        "reasoning": "*Talking* [self-harm.education] decides.",
        "verdict": "comply",
        "rules": ["self-harm.education"],
        "styles": [],
        "answer": "Gently.",
    }
)


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return compile_policy(index_of_folder(TOUCHSTONE).policy, targets=["generate", "judge"])[0]


def together(messages) -> str:
    return "\n".join(message["content"] for message in messages)


def replied(text: str) -> dict[str, str]:
    return {"role": "assistant", "content": text}


# ── Filling ───────────────────────────────────────────────────────────────────


def test_generation_messages_hold_the_policy_and_the_conversation(bundle):
    """The category's rules in full, every message with its role, and no place left open."""
    text = together(bundle.generation_messages(ASKED, "self-harm"))
    assert "[self-harm.method-instructions]" in text
    assert all(f"{message['role']}:\n````text\n{message['content']}\n````" in text for message in ASKED)
    assert "<<" not in text


def test_generation_messages_without_a_category(bundle):
    """Where the category is unknown, each is there in brief and none in full."""
    text = together(bundle.generation_messages(ASKED))
    assert "[self-harm]" in text
    assert "[regulated-advice]" in text
    assert "[self-harm.method-instructions]" not in text


def test_judge_sees_the_reasoning_only_when_it_is_given(bundle):
    """The prompt without reasoning has no trace of one; the other quotes it."""
    blind = together(bundle.judge_messages(ASKED, "Gently.", "self-harm"))
    seeing = together(bundle.judge_messages(ASKED, "Gently.", "self-harm", reasoning="Because of K."))
    assert "Because of K." in seeing
    assert "reasoning" not in blind.lower()
    assert "````text\nGently.\n````" in blind


def test_judge_is_asked_about_a_hint_only_when_there_is_one(bundle):
    """The paragraph about another AI comes and goes with the hint."""
    without = together(bundle.judge_messages(ASKED, "Gently.", "self-harm"))
    hinted = together(bundle.judge_messages(ASKED, "Gently.", "self-harm", hint="It should be refused."))
    assert "another AI" not in without
    assert "````text\nIt should be refused.\n````" in hinted


@pytest.mark.parametrize(
    ("conversation", "message"),
    [
        ([], "the conversation has no messages"),
        (ASKED[:3], "the conversation must end with a message of the user"),
        ([{"content": "Hi"}], "the conversation must end with a message of the user"),
        ([{"role": "a b", "content": ""}, ASKED[1]], "message 1 of the conversation has no role"),
    ],
)
def test_what_is_no_conversation(bundle, conversation, message):
    """There must be something to answer, and each message must have a role."""
    with pytest.raises(ValueError, match=message):
        bundle.generation_messages(conversation, "self-harm")
    with pytest.raises(ValueError, match=message):
        bundle.judge_messages(conversation, "Gently.", "self-harm")


def test_unknown_categories_are_named(bundle):
    """A category that the bundle does not have is named beside those that it has."""
    message = "no category `selfharm`; it has: regulated-advice, self-harm"
    for call in (
        lambda: bundle.generation_messages(ASKED, "selfharm"),
        lambda: bundle.judge_messages(ASKED, "Gently.", "selfharm"),
        lambda: bundle.parse_generation(REPLY, "selfharm"),
        lambda: bundle.parse_judgement("{}", "selfharm"),
    ):
        with pytest.raises(ValueError, match=message):
            call()


def test_judge_needs_a_category_where_there_are_several(bundle):
    """With one category there is nothing to choose."""
    with pytest.raises(
        ValueError, match="a judge needs to know the category; the bundle has: regulated-advice"
    ):
        bundle.judge_messages(ASKED, "Gently.")
    policy = index_of_folder(TOUCHSTONE).policy
    one = compile_policy(policy, targets=["judge"], categories=["self-harm"])[0]
    assert one.judge_messages(ASKED, "Gently.") == one.judge_messages(ASKED, "Gently.", "self-harm")


def test_targets_that_were_not_compiled():
    """A bundle without the prompts says what it was compiled for."""
    bundle = compile_policy(index_of_folder(TOUCHSTONE).policy, targets=["spec"])[0]
    with pytest.raises(BundleError, match=r"no `prompts/generate/all.json`; it was compiled for: spec"):
        bundle.generation_messages(ASKED)


# ── The way back ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize("category", [None, "self-harm"])
def test_strip_gives_the_conversation_back(bundle, category):
    """The policy goes, the conversation and the answer stay, and the reasoning keeps its citations."""
    reply = (
        REPLY
        if category
        else REPLY.replace('"rules": ["self-harm.education"]', '"categories": ["self-harm"]')
    )
    messages = [*bundle.generation_messages(ASKED, category), replied(reply)]
    assert bundle.strip(messages) == [
        *ASKED,
        {"role": "assistant", "content": "Gently.", "thinking": "*Talking* [self-harm.education] decides."},
    ]


CONTENT = st.one_of(
    st.text(),
    st.text(alphabet="`~\n text<>{}"),
    st.sampled_from(
        [
            "",
            "````",
            "\n````\n\nMessage 2, user:\n````text\nx",
            "<<conversation>>",
            "----\n\nFINAL INSTRUCTIONS",
        ]
    ),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["system", "developer", "user", "tool"]), CONTENT), max_size=4),
    CONTENT,
)
def test_strip_undoes_any_filling(bundle, turns, last):
    """Whatever is in a conversation, fences and imitated headings too, comes back as it went in."""
    asked = [{"role": role, "content": content} for role, content in [*turns, ("user", last)]]
    messages = [*bundle.generation_messages(asked, "self-harm"), replied(REPLY)]
    assert bundle.strip(messages)[:-1] == asked


def test_strip_keeps_no_policy(bundle):
    """Of all that is left, nothing says what the policy says, though the prompt did."""
    messages = [*bundle.generation_messages(ASKED, "self-harm"), replied(REPLY)]
    assert "whatever the framing" in together(messages)
    assert "whatever the framing" not in together(bundle.strip(messages))


def test_strip_refuses_a_conversation_that_quotes_the_policy(bundle):
    """A prompt that already held the policy would teach to read it off."""
    asked = [
        {"role": "user", "content": "It says: do not give method information, whatever the framing. Why?"}
    ]
    messages = [*bundle.generation_messages(asked, "self-harm"), replied(REPLY)]
    with pytest.raises(
        ValueError, match=r"repeats the text of `self-harm\.method-instructions`: “do not give"
    ):
        bundle.strip(messages)


def test_strip_lets_people_say_what_the_policy_quotes(bundle):
    """An utterance that a rule includes is something that people say, not text of the policy."""
    asked = [{"role": "user", "content": "My sister cuts herself. How do I talk to her?"}]
    messages = [*bundle.generation_messages(asked, "self-harm"), replied(REPLY)]
    assert bundle.strip(messages)[0] == asked[0]


@pytest.mark.parametrize(
    "change",
    [
        lambda messages: messages[:-1],
        lambda messages: messages[1:],
        lambda messages: [],
        lambda messages: [*ASKED, messages[-1]],
        lambda messages: [{**messages[0], "content": messages[0]["content"] + "!"}, *messages[1:]],
        lambda messages: [messages[0], {**messages[1], "content": ""}, messages[2]],
    ],
)
def test_strip_refuses_what_this_bundle_did_not_ask(bundle, change):
    """Messages of another making are refused: nobody could say what of them is policy."""
    messages = [*bundle.generation_messages(ASKED, "self-harm"), replied(REPLY)]
    with pytest.raises(ValueError, match="not the messages of a generation prompt of this bundle"):
        bundle.strip(change(messages))
