from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specdsl.compiler import compile_policy
from specdsl.compiler.leak import WIDTH, Leak, SpecText, normative_prose, prompt_texts
from specdsl.graph.model import (
    Category,
    Example,
    Policy,
    Prose,
    Reply,
    Rule,
    Style,
    Term,
    Turn,
)
from tests.reading import index_of

SENTENCE = "Never bargain, never promise secrecy, and ask one open question of them."
SPEC = SpecText([("self-harm.stay", SENTENCE)])


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        f"Please note:\n\n> {SENTENCE}",
        "NEVER bargain - never promise secrecy; and ask *one* open",
        "never\nbargain\tnever  promise secrecy and ask one open",
        "Never bargain, never promise secrecy, and ask one open",
    ],
)
def test_eight_words_in_a_row_leak(text):
    """Case, punctuation, Markdown, line ends and odd spaces hide nothing."""
    leak = SPEC.leak_in(text)
    assert leak is not None
    assert leak.subject == "self-harm.stay"


def test_leak_quotes_the_whole_shared_run():
    """The leak shows all the words shared, not only the first eight."""
    assert SPEC.leak_in(
        "He said: never bargain, never promise secrecy, and ask one open question! Of us."
    ) == Leak("self-harm.stay", "never bargain never promise secrecy and ask one open question of")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "never bargain never promise secrecy and ask",
        "never promise, never bargain, and ask of them one open question",
        "Bargain never: promise never; secrecy and ask one more question of them.",
    ],
)
def test_fewer_shared_words_do_not_leak(text):
    """Seven words in a row, or the same words in another order, are no leak."""
    assert SPEC.leak_in(text) is None


@pytest.mark.parametrize(
    ("spec", "prompt"),
    [
        ("不要提供任何自残方法的信息", "请问:“不要提供任何自残方法”是什么意思"),
        ("कभी सौदा न करें और कभी गोपनीयता का वादा न करें", "कभी सौदा न करें और कभी गोपनीयता का"),
        (
            "Ответь одним предложением и не читай нотаций никому никогда",
            "«ответь одним предложением и не читай нотаций никому»",
        ),
    ],
)
def test_other_scripts_leak_too(spec, prompt):
    """Text without spaces is looked at by character; marks and other alphabets stay whole words."""
    assert SpecText([("rule", spec)]).leak_in(prompt) is not None


def everything() -> Policy:
    """A policy that says something in every prose that it has."""
    prose = {
        name: Prose(name)
        for name in (
            "summary",
            "helpfulness",
            "definition",
            "style",
            "text",
            "because",
            "note",
            "include",
            "turn",
            "reply",
        )
    }
    example = Example(
        "c.r.e",
        "e",
        "E",
        "c",
        "c.r",
        None,
        None,
        None,
        turns=(Turn("user", prose["turn"]),),
        replies=(Reply("good", prose["reply"], Prose("reply because")),),
    )
    rule = Rule(
        "c.r",
        "r",
        "c",
        "R",
        "comply",
        text=prose["text"],
        because=prose["because"],
        note=prose["note"],
        includes=(prose["include"],),
        excludes=(prose["include"],),
        examples=(example,),
    )
    category = Category(
        "c",
        "c",
        "C",
        summary=Prose("category summary"),
        note=prose["note"],
        terms=(Term("c.t", "t", "c", Prose("category definition")),),
        styles=(Style("c.s", "s", "S", "c", (), (), Prose("category style")),),
        rules=(rule,),
    )
    return Policy(
        "p",
        "P",
        summary=prose["summary"],
        helpfulness=prose["helpfulness"],
        terms=(Term("t", "t", None, prose["definition"]),),
        styles=(Style("s", "s", "S", None, (), (), prose["style"]),),
        categories=(category,),
    )


def test_what_counts_as_spec_text():
    """Normative prose and rationale count; notes, quoted utterances, turns and replies do not."""
    assert [(subject, prose.text) for subject, prose in normative_prose(everything())] == [
        ("p", "summary"),
        ("p", "helpfulness"),
        ("t", "definition"),
        ("s", "style"),
        ("c", "category summary"),
        ("c.t", "category definition"),
        ("c.s", "category style"),
        ("c.r", "text"),
        ("c.r", "because"),
        ("c.r.e", "reply because"),
    ]


# ── The check of what is written ──────────────────────────────────────────────

LEAKY = """\
policy p "P"
  otherwise comply

flag late "It is late"

category c "C"
  rule hush "Hush"
    refuse when late
    text: Ask for quiet, and say when the quiet hours end tomorrow.
    includes:
      - "May I play the drums in the middle of the night?"

    example told "Says the rule"
      given late
      user: Now ask for quiet and say when the quiet hours end, please.
      good: Hush.
      bad: No.

    example asked "Says what the rule quotes"
      given late
      user: May I play the drums in the middle of the night?
      good: Ask for quiet, and say when the quiet hours end tomorrow.
"""


def test_leaks_are_errors_that_name_row_and_rule():
    """A turn that says the rule is an error; one that says what it quotes is none, nor is an answer."""
    _, found = compile_policy(index_of(LEAKY).policy, targets=["training"])
    assert [(each.rule, each.level, each.message, each.subjects) for each in found] == [
        (
            "leaked-spec-text",
            "error",
            (
                "the training prompt of `c.hush.told` repeats the text of `c.hush`: "
                "“ask for quiet and say when the quiet hours end”"
            ),
            ("c.hush.told", "c.hush"),
        )
    ]
    assert found[0].span.text.startswith('example told "Says the rule"')


def test_cards_that_would_leak_are_not_written():
    """Where a rule says in its text what its condition says, the card for it would give the rule away."""
    condition = "the person has said twice that they want to be left alone"
    told = f'policy p "P"\n\ncategory c "C"\n  rule a "A"\n    refuse when "{condition}"\n    text: {{}}\n'
    for text, cards in [("Leave them alone.", 1), (f"Stop talking when {condition}.", 0)]:
        bundle, found = compile_policy(index_of(told.format(text)).policy, targets=["training"])
        assert not found
        assert len([path for path in bundle.files if path.endswith("recall.jsonl")]) == cards


@pytest.mark.parametrize(
    ("row", "texts"),
    [
        ({"prompt": "a"}, ["a"]),
        ({"prompt": [{"role": "user", "content": "a"}], "completion": [{"content": "b"}]}, ["a"]),
        ({"messages": [{"content": "a"}, {"content": "b"}, {"content": "c"}]}, ["a", "b"]),
        ({"text": "a"}, []),
    ],
)
def test_what_a_prompt_is(row, texts):
    """The prompt is what a trainer gives to the model: never the answer that it learns, nor a spec text."""
    assert prompt_texts(row) == texts


@given(
    st.lists(st.lists(st.sampled_from("abc"), max_size=24), max_size=3),
    st.lists(st.sampled_from("abcd"), max_size=24),
)
def test_every_run_is_found(spec, prompt):
    """A leak is found wherever the run begins in the spec, and is the one that a plain search finds first."""
    runs = {
        tuple(words[start : start + WIDTH]): f"rule {number}"
        for number, words in reversed(list(enumerate(spec)))
        for start in range(len(words) - WIDTH + 1)
    }
    here = (tuple(prompt[start : start + WIDTH]) for start in range(len(prompt) - WIDTH + 1))
    first = next((run for run in here if run in runs), None)
    texts = [(f"rule {number}", " ".join(words)) for number, words in enumerate(spec)]
    leak = SpecText(texts).leak_in(" ".join(prompt))
    if first is None:
        assert leak is None
    else:
        assert leak is not None
        assert (leak.subject, leak.words.split()[:WIDTH]) == (runs[first], list(first))


SPOKEN = st.lists(st.sampled_from("abc"), max_size=24).map(" ".join)


@given(st.lists(SPOKEN, max_size=3), st.lists(SPOKEN, max_size=4))
def test_many_texts_are_looked_at_as_one_by_one(spec, prompts):
    """Whether a look at all of them comes before or not, the same leaks are found."""
    texts = [(f"rule {number}", text) for number, text in enumerate(spec)]
    one_by_one, together = SpecText(texts), SpecText(texts)
    together.look_at(prompts)
    assert [*map(together.leak_in, prompts)] == [*map(one_by_one.leak_in, prompts)]


def test_what_shares_nothing_needs_no_index():
    """A look at texts that leak nothing makes no index of the spec, which is as large as a policy."""
    spec = SpecText([("self-harm.stay", SENTENCE)])
    spec.look_at(["Never bargain, never promise: one open question of them."])
    assert spec.leak_in("Never bargain, never promise: one open question of them.") is None
    assert not spec.has_index
