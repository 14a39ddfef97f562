from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specdsl.lint.rules import hedge_word, placeholder, undefined_vague_term
from specdsl.lint.wording import own_words


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a dangerous thing", [2]),
        ('"a dangerous thing"', []),
        ("`dangerous`", []),
        ('"am I\n being cheated?", "is this dangerous?"', []),
        ('"a", dangerous, "b"', [5]),
        ('- it says "x\n- dangerous"', [15]),
        ('it says "x\n\ndangerous', [12]),
    ],
)
def test_quotations_are_somebody_elses_words(text: str, places: list[int]):
    """A quotation may be wrapped over lines, and ends with its paragraph or list item at the latest."""
    assert [match.start() for match in own_words(re.compile("dangerous"), text, ["danger"])] == places


PATTERNS = [
    (hedge_word._HEDGE, hedge_word._SIGNS),
    (undefined_vague_term._WORD, undefined_vague_term._VAGUE),
]
WORDS = [*re.findall("[a-z]+", " ".join(hedge_word._HEDGES)), *undefined_vague_term._VAGUE, "ly"]
REMINDERS = ["TODO", "TBD", "FIXME", "XXX", "lorem", "ipsum"]
OTHER_LETTERS = ["\u0130deally", "r\u0131sky", "un\u017fafe"]
PARTS = st.sampled_from([*WORDS, *REMINDERS, *OTHER_LETTERS, *" ,.\n\"'"])


@given(st.lists(PARTS | PARTS.map(str.title) | st.just(" "), max_size=20).map("".join))
def test_whatever_a_pattern_matches_holds_a_sign(text: str):
    """What is found where signs are looked for first is what the pattern alone finds."""
    for pattern, signs in PATTERNS:
        found = [match.span() for match in own_words(pattern, text, signs)]
        assert found == [match.span() for match in own_words(pattern, text, [""])]


@given(st.lists(PARTS | PARTS.map(str.title) | st.just(" "), max_size=20).map("".join))
def test_every_reminder_holds_a_sign(text: str):
    """A text in which a pattern for reminders finds something has one of the signs."""
    matches = placeholder._PLACEHOLDER.findall(text)
    assert all(any(sign in match for sign in placeholder._SIGNS) for match in matches)


@pytest.mark.parametrize("word", hedge_word._HEDGES)
def test_every_hedge_has_a_sign(word: str):
    """Each of the hedges holds a word without which it is none."""
    assert any(sign in word for sign in hedge_word._SIGNS)
