from __future__ import annotations

import pytest

from specdsl.compile.leak import Leak, SpecText, normative_prose
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
