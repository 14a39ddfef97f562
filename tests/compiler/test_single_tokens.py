"""The quick bound on tokens, against the tokenizer itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specdsl.compiler import single_tokens
from specdsl.compiler.single_tokens import ENCODING, most_tokens
from specdsl.compiler.tokens import counter

FILE = Path(single_tokens.__file__).with_suffix(".txt")
MOST = 20_000
TEXT = st.text(st.sampled_from(" aeitThe.,'\u2019!)\n\té́A1-") | st.characters(codec="utf-8"), max_size=60)
WORDS = st.lists(st.sampled_from(FILE.read_text("ascii").split()), max_size=12).map(" ".join)


def words_of_the_encoding():
    """The most frequent of all words that are one token behind a space: frequent ones have low numbers."""
    import quicktok

    tokenizer = quicktok.get_encoding(ENCODING)
    found = []
    for number in range(tokenizer.n_vocab):
        try:
            token = tokenizer.decode([number])
        except KeyError:  # not all numbers are given
            continue
        word = token[1:]
        if token[:1] == " " and len(word) > 1 and word.isascii() and word.isalpha() and word[1:].islower():
            found.append(word)
    return found[:MOST]


@pytest.mark.checkout
def test_the_words_are_those_of_the_encoding(update):
    """`pytest --update` writes them anew, eight or so a line."""
    words = sorted(words_of_the_encoding())
    if update:
        lines = (" ".join(words[at : at + 14]) for at in range(0, len(words), 14))
        FILE.write_text("\n".join(lines) + "\n", "ascii")
    assert FILE.read_text("ascii").split() == words


@settings(max_examples=500, deadline=None)
@given(st.lists(TEXT | WORDS, max_size=6).map(" ".join))
def test_no_text_has_more_tokens_than_the_bound(text):
    """Whatever stands around the words that are counted as one: marks, apostrophes, other scripts."""
    assert counter(ENCODING)(text) <= most_tokens(text)


def test_the_bound_is_near_for_plain_prose():
    """A sentence of frequent words has hardly more: the first word is counted by its letters."""
    text = "Say what the person can do now, and where they find help."
    assert counter(ENCODING)(text) == 14
    assert most_tokens(text) == 16
