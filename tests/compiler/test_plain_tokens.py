"""The count without a tokenizer, against the tokenizer itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specdsl.compiler import plain_tokens
from specdsl.compiler.plain_tokens import ENCODING, MARKS, knows_all, most_tokens, tokens_of, tokens_of_each
from tests.reading import TOUCHSTONE

FILE = Path(plain_tokens.__file__).with_suffix(".txt")
PLAIN = "".join(map(chr, range(32, 127))) + "\n" + MARKS
BYTES = frozenset(PLAIN.encode())

TEXT = st.text(st.sampled_from(PLAIN), max_size=40)
SPACES = st.text(st.sampled_from(" \n.,'/-a1B“"), max_size=20)
WORDS = st.lists(st.sampled_from(FILE.read_text("utf-8").split("\t")), max_size=6).map(
    lambda tokens: "".join(tokens).encode("latin-1").decode(errors="ignore")
)
ANY = st.text(st.characters(codec="utf-8"), max_size=20)


def tokenizer():
    import quicktok

    return quicktok.get_encoding(ENCODING)


def tokens_of_the_encoding():
    """All of its tokens that are made of bytes of plain characters, in order, each byte as a character."""
    tokens = sorted(tokenizer().token_byte_values(), key=tokenizer().encode_single_token)
    return [token.decode("latin-1") for token in tokens if BYTES.issuperset(token)]


@pytest.mark.checkout
def test_the_tokens_are_those_of_the_encoding(update):
    """`pytest --update` writes them anew."""
    tokens = tokens_of_the_encoding()
    if update:
        FILE.write_text("\t".join(tokens), "utf-8", newline="\n")
    assert FILE.read_bytes().decode().split("\t") == tokens


@settings(max_examples=2000, deadline=None)
@given(st.lists(TEXT | SPACES | WORDS, max_size=6).map("".join))
def test_the_count_of_a_plain_text_is_exact(text):
    """Whatever stands around the words: spaces, line feeds, quotation marks, apostrophes."""
    found, count = tokens_of(text), tokenizer().count
    assert all(len(other) > plain_tokens._LONGEST for other in found.others)
    assert found.plain + sum(map(count, found.others)) == count(text)


@settings(max_examples=2000, deadline=None)
@given(st.lists(TEXT | SPACES | WORDS | ANY, max_size=6).map("".join))
def test_what_is_not_plain_can_be_counted_by_itself(text):
    """The parts make together what the whole makes, and are not more than the bound."""
    found, count = tokens_of(text), tokenizer().count
    assert found.plain + sum(map(count, found.others)) == count(text)
    assert count(text) <= found.most


@settings(max_examples=1000, deadline=None)
@given(st.lists(TEXT | SPACES | WORDS | ANY, max_size=6).map("".join))
def test_the_first_tokens_alone_make_no_fewer(text):
    """A text that takes few enough of the frequent tokens alone takes few enough of all."""
    assert tokenizer().count(text) <= plain_tokens._frequent().tokens_of(text).most


@settings(max_examples=50, deadline=None)
@given(WORDS, st.integers(0, 900_000))
def test_so_do_the_first_however_many(text, size):
    """It depends on no number of them."""
    some = plain_tokens._Vocabulary(plain_tokens._listed()[:size].rpartition(b"\t")[0])
    assert tokenizer().count(text) <= some.tokens_of(text).most


def test_a_small_text_needs_the_frequent_tokens_alone():
    """To read all tokens takes longer than to lint a file, so only a text near its budget has them read."""
    plain_tokens._whole.cache_clear()
    text = "Say what the person can do now, and where they find help."
    assert tokenizer().count(text) <= most_tokens(text) <= tokenizer().count(text) + 1
    assert not knows_all()
    assert tokens_of(text).most == tokenizer().count(text)
    assert knows_all()


@pytest.mark.parametrize("file", sorted(TOUCHSTONE.glob("*.spec")), ids=lambda file: file.stem)
def test_the_count_of_what_people_write_is_exact(file):
    """Whole files: long, with all that policies hold."""
    text = file.read_text("utf-8")
    found, count = tokens_of(text), tokenizer().count
    assert found.plain + sum(map(count, found.others)) == count(text)


def test_a_long_word_is_left_to_the_tokenizer():
    """To put a word together from its bytes takes the square of its length."""
    assert tokens_of("a word " + "x" * 100_000).others == (" " + "x" * 100_000,)


@settings(deadline=None)
@given(st.lists(st.lists(TEXT | SPACES | WORDS, max_size=3).map("".join), max_size=6))
def test_many_texts_are_counted_as_one_by_one(texts):
    """Each text by itself, whatever stands in the others."""
    found = [*map(tokens_of, texts)]
    if not any(tokens.others for tokens in found):
        assert tokens_of_each(texts) == sum(tokens.plain for tokens in found)
    assert tokens_of_each([*texts, "naïve"]) is None
