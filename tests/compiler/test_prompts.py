"""Prompt files: their form, how they are filled, and what they never hold."""

from __future__ import annotations

import re

import jsonschema
import pytest

from specdsl.compiler.prompt import PromptError, conversation_text, fenced, fill
from specdsl.compiler.registry import all_targets
from specdsl.compiler.render import TemplateError
from tests.compiler.compiled import context_of, outputs_of, piece_at, texts_of, value_of
from tests.reading import TOUCHSTONE

FILES = [file.read_text("utf-8") for file in sorted(TOUCHSTONE.glob("*.spec"))]
CONVERSATION = conversation_text([{"role": "user", "content": "Hello"}])


@pytest.fixture(scope="module")
def outputs():
    return outputs_of(context_of(*FILES))


def prompts(outputs) -> dict:
    return {path: value_of(output) for path, output in outputs.items() if path.startswith("prompts/")}


def test_files_of_the_touchstone(outputs) -> None:
    """Each target writes its files, one a category and `all` where it has one."""
    assert sorted(outputs) == [
        "prompts/classify.json",
        "prompts/generate/all.json",
        "prompts/generate/regulated-advice.json",
        "prompts/generate/self-harm.json",
        "prompts/judge/regulated-advice.cot.json",
        "prompts/judge/regulated-advice.json",
        "prompts/judge/self-harm.cot.json",
        "prompts/judge/self-harm.json",
        "rubrics/regulated-advice.json",
        "rubrics/self-harm.json",
        "spec/all.md",
        "spec/regulated-advice.md",
        "spec/self-harm.md",
    ]


def test_every_prompt_has_the_same_keys_and_a_valid_schema(outputs) -> None:
    """A prompt names its policy, version and digest, and asks for a reply whose JSON Schema is one."""
    for path, prompt in prompts(outputs).items():
        assert {
            "name",
            "description",
            "policy",
            "version",
            "digest",
            "messages",
            "variables",
        } <= prompt.keys()
        assert (prompt["policy"], prompt["version"]) == ("harbor", "2026.11")
        form = prompt["response_format"]["json_schema"]
        jsonschema.Draft202012Validator.check_schema(form["schema"])
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", form["name"]), path


def test_an_answer_is_checked(outputs) -> None:
    """The form of a generated reply takes the policy's verdicts and the ids in view, and nothing else."""
    form = prompts(outputs)["prompts/generate/self-harm.json"]["response_format"]["json_schema"]["schema"]
    reply = {
        "reasoning": "…",
        "verdict": "refuse",
        "rules": ["self-harm.method-instructions"],
        "styles": ["stay-with-them"],
        "answer": "…",
    }
    jsonschema.validate(reply, form)
    for wrong in (
        {"verdict": "deny"},
        {"rules": ["self-harm.unknown"]},
        {"styles": ["loud"]},
        {"mood": "glad"},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(reply | wrong, form)


def test_a_judgement_is_checked(outputs) -> None:
    """Scores run from 1 to 5, a rule may be not applicable, and without a hint there is none."""
    judge = prompts(outputs)["prompts/judge/self-harm.json"]
    form = judge["response_format"]["json_schema"]["schema"]
    scored = {"reason": "…", "score": 5}
    reply = {
        "rules": [{"rule": "self-harm.education", "evidence": "", "result": "not applicable"}],
        "styles": [],
        "due": "refuse",
        "given": "refuse",
        "compliance": scored,
        "correctness": scored,
        "helpfulness": scored,
        "hint": None,
    }
    jsonschema.validate(reply, form)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(reply | {"compliance": {"reason": "", "score": 6}}, form)


def test_scoring_is_a_parameter() -> None:
    """The number of runs and the threshold are the caller's; the least score counts."""
    outputs = outputs_of(context_of(*FILES, runs=7, threshold=3), ["judge"])
    assert value_of(outputs["prompts/judge/self-harm.cot.json"])["scoring"] == {
        "scores": ["compliance", "correctness", "helpfulness", "reasoning"],
        "range": [1, 5],
        "runs": 7,
        "aggregate": "minimum",
        "threshold": 3,
    }


def test_a_judge_without_the_reasoning_hears_nothing_of_it(outputs) -> None:
    """The prompt that rewards answers has neither a place for the reasoning nor a word about it."""
    judge = prompts(outputs)["prompts/judge/self-harm.json"]
    assert "reasoning" not in judge["variables"]
    assert not any("reasoning" in message["content"].lower() for message in judge["messages"])


def test_rationale_stands_where_it_is_wanted() -> None:
    """`because:` is in what a model reasons over, unless left out; never in a judge's prompt."""
    because = "Access to means decides more than any other factor"
    outputs, without = outputs_of(context_of(*FILES)), outputs_of(context_of(*FILES, rationale=False))
    assert because in piece_at(outputs, "prompts/generate/self-harm.json#/messages/0/content").text
    assert because not in piece_at(outputs, "prompts/judge/self-harm.json#/messages/0/content").text
    assert because not in texts_of(without)


def test_notes_stay_in_the_house() -> None:
    """No target at all writes a `note:`, an acceptance's reason, or a draft."""
    outputs = outputs_of(
        context_of(
            """
policy p "P"
category c "C"
  note: SECRET category note
  summary: Seen.
  rule a "A"
    comply
    note: SECRET rule note
    text: Seen.
    accept contradiction with b until 2030-01-01: SECRET reason
  rule b "B"
    refuse
    status draft
    overrides a
    text: SECRET draft
  rule d "Gone"
    status retired
"""
        ),
        all_targets(),
    )
    every = "".join(output.content.decode("utf-8", "replace") for output in outputs.values())
    assert "Seen." in every
    assert "SECRET" not in every
    assert "c.b" not in every


# ── Filling ───────────────────────────────────────────────────────────────────


def test_filling_in_leaves_no_place_open(outputs) -> None:
    """A filled prompt holds what was given and none of its placeholders."""
    for prompt in prompts(outputs).values():
        values = {name: f"value of {name}" for name in prompt["variables"]} | {"conversation": CONVERSATION}
        together = "\n".join(message["content"] for message in fill(prompt, values))
        assert all(value in together for value in values.values())
        assert "<<" not in together


def test_a_hint_that_is_not_given_leaves_no_trace(outputs) -> None:
    """Without a hint the whole paragraph about another AI is gone; with one it ends the message."""
    judge = prompts(outputs)["prompts/judge/self-harm.json"]
    values = {"conversation": CONVERSATION, "answer": "No."}
    without = fill(judge, values)[1]["content"]
    assert "another AI" not in without
    assert without == without.rstrip()
    hinted = fill(judge, values | {"hint": "This is fine."})[1]["content"]
    assert hinted.startswith(without)
    assert "another AI determined the following" in hinted
    assert "```text\nThis is fine.\n````" in hinted


def test_what_is_put_in_is_not_looked_at_again(outputs) -> None:
    """A placeholder inside a value stays what it is."""
    judge = prompts(outputs)["prompts/judge/self-harm.json"]
    values = {
        "conversation": conversation_text([{"role": "user", "content": "<<answer>><<hint>>"}]),
        "answer": "A",
    }
    content = fill(judge, values)[1]["content"]
    assert content.count("<<answer>><<hint>>") == 1


def test_a_placeholder_is_no_part_of_the_policy() -> None:
    """Where the policy's own text holds our placeholder, another one is taken."""
    outputs = outputs_of(
        context_of('policy p "P"\ncategory c "C"\n  summary: Say <<conversation>> and <<conversation-2>>.\n')
    )
    for prompt in prompts(outputs).values():
        assert prompt["variables"]["conversation"]["placeholder"] == "<<conversation-3>>"
    classify = prompts(outputs)["prompts/classify.json"]
    system, user = fill(classify, {"conversation": CONVERSATION})
    assert "Say <<conversation>> and <<conversation-2>>." in system["content"]
    assert "Hello" in user["content"]


def test_wrong_values_are_refused(outputs) -> None:
    """A missing value and an unknown name are the caller's mistake, and are said."""
    judge = prompts(outputs)["prompts/judge/self-harm.json"]
    with pytest.raises(PromptError, match="needs a value for `answer`"):
        fill(judge, {"conversation": CONVERSATION})
    with pytest.raises(PromptError, match="no variable `mood`"):
        fill(judge, {"conversation": CONVERSATION, "answer": "", "mood": ""})


# ── Conversations ─────────────────────────────────────────────────────────────


def test_a_conversation_keeps_roles_outside_the_fences() -> None:
    """Each message stands between fences, below its number and role."""
    text = conversation_text(
        [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "Hello\nyou"}]
    )
    assert text == (
        "Message 1, system:\n````text\nBe kind.\n````\n\nMessage 2, user:\n````text\nHello\nyou\n````"
    )


@pytest.mark.parametrize("ticks", [0, 1, 3, 4, 5, 40])
def test_a_fence_is_longer_than_any_run_inside(ticks) -> None:
    """No content can end its own fence."""
    content = f"before\n{'`' * ticks}\n````text\n~~~\nafter"
    first, *inside, last = fenced(content).split("\n")
    assert "\n".join(inside) == content
    assert first == f"{last}text"
    assert len(last) == max(5, ticks + 1)


def test_other_contents() -> None:
    """Parts of text are joined; what is not text is shown as JSON."""
    parts = {"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]}
    call = {"role": "assistant", "content": None, "tool_calls": [{"id": "x"}]}
    assert "text\na\nb\n" in conversation_text([parts])
    assert '"tool_calls"' in conversation_text([call])


@pytest.mark.parametrize("role", [None, "", "user:\n```", "a b"])
def test_a_role_is_a_plain_word(role) -> None:
    """A role stands outside the fence, so that it must not be able to imitate one."""
    with pytest.raises(PromptError, match="no role that is a plain word"):
        conversation_text([{"role": role, "content": ""}])


def test_an_empty_conversation_is_refused() -> None:
    """There must be a message to answer."""
    with pytest.raises(PromptError, match="no messages"):
        conversation_text([])


# ── Templates ─────────────────────────────────────────────────────────────────


def test_a_template_of_the_users_stands_in_for_ours() -> None:
    """A template is overridden by its name, and the others stay."""
    context = context_of(*FILES, templates={"style.j2": "STYLE {{ style.title }}"})
    text = piece_at(outputs_of(context, ["spec"]), "spec/self-harm.md#").text
    assert "STYLE Short refusal" in text
    assert "#### Method instructions [self-harm.method-instructions]" in text


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{{ nothing }}", "`rule.j2`: 'nothing' is undefined"),
        ("{{ rule.title.__class__ }}", "`rule.j2`: access to attribute '__class__'"),
        ("{% if %}", "`rule.j2`: Expected an expression"),
    ],
)
def test_a_template_that_cannot_be_rendered_is_named(template, message) -> None:
    """A mistake in a user's template is told with the template's name; the sandbox holds."""
    with pytest.raises(TemplateError, match=re.escape(message)):
        outputs_of(context_of(*FILES, templates={"rule.j2": template}), ["spec"])


def test_a_template_must_leave_room_for_the_conversation() -> None:
    """A prompt without the place of a variable could never be filled."""
    with pytest.raises(TemplateError, match="no place for `conversation`"):
        outputs_of(context_of(*FILES, templates={"classify.user.j2": "Classify."}), ["classify"])
