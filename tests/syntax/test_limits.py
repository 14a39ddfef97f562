"""Stated limits have their own messages, and nothing large, deep or broken costs more than its length."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from specdsl.source import Source
from specdsl.syntax import format_source, limits, parse

TOUCHSTONE = Path(__file__).parent.parent / "touchstone"
SECONDS = 20  # far more than any of these takes on a busy machine; a square of the length would take hours

LARGE = {
    "one line of prose": ('category c "C"\n  summary: ' + "x" * 10_000_000, "100,000 characters"),
    "one line of words": ("a " * 1_000_000, "100,000 characters"),
    "one line of quotes": ('"' * 10_000_000, "100,000 characters"),
    "one long condition": ('category c "C"\n  rule r "R"\n    refuse when a' + " and a" * 16_000, None),
    "one long comment": ("#" * 10_000_000, None),
    "indentation": ("\n".join(" " * n + "rule r" for n in range(5_000)), "more than 20 deep"),
    "categories": ("\n".join(" " * n + 'category c "C"' for n in range(5_000)), "more than 20 deep"),
    "tabs": ("\n".join("\t" * n + "rule r" for n in range(2_000)), "more than 20 deep"),
    "parentheses": ("assume " + "(" * 49_000 + "a" + ")" * 49_000, "more than 50 parentheses"),
    "open parentheses": ("assume " + "(" * 99_000, "more than 50 parentheses"),
    "negations": ("assume " + "not " * 24_000 + "a", "more than 50 parentheses"),
    "mixed": ("assume a" + " and a or a" * 9_000, "need parentheses"),
    "bad lines": ("refuse whn x\n" * 20_000, "more messages"),
    "bad statements": ('category c "C"\n  rule r "R"\n' + "    refuse whn x\n" * 10_000, "more messages"),
    "misspelt prose words": ('category c "C"\n' + "  sumary\n    x\n" * 10_000, "more messages"),
    "misfit lines": ('category c "C"\n' + "    a: b\n   c: d\n" * 10_000, "more messages"),
    "hidden characters": ('flag a "\u200b\u200b\u200b"\n' * 10_000, "more messages"),
    "a line of hidden characters": ('category c "C"\n  summary: ' + "\u200b" * 90_000, "nobody can see"),
    "tabs in prose": ('category c "C"\n  text:\n' + "\t\t\t" * 30_000 + "x\n", "tabs stand"),
    "a long name": ("category " + "a" * 90_000 + ' "C"', "more than 100 characters"),
    "zeros": ("\x00" * 1_000_000, "nobody can see"),
    "backticks": ("`" * 90_000, None),
    "blank lines": ("\n" * 1_000_000, None),
    "comments": ("# a\n" * 30_000, None),
}  # fmt: skip


@pytest.mark.parametrize("name", LARGE)
def test_large_texts_end_in_messages(name):
    """Each is read and formatted in time that grows with its length, and its limit is named."""
    text, words = LARGE[name]
    start = time.perf_counter()
    source = Source("x.spec", text)
    _, found = parse(source)
    format_source(source)
    assert time.perf_counter() - start < SECONDS
    assert len(found) <= limits.MAX_MESSAGES + 1
    if words:
        assert any(words in one.message for one in found), [one.message for one in found][:3]


def test_a_file_beyond_the_limit_is_not_read():
    """One character more than allowed: one message, one hole, and no formatting."""
    source = Source("x.spec", "#" * (limits.MAX_FILE + 1))
    document, found = parse(source)
    assert [one.message for one in found] == [
        "this file has more than 16,777,216 characters and was not read"
    ]
    assert [type(block).__name__ for block in document.blocks] == ["Hole"]
    assert format_source(source) == source.text


@pytest.mark.parametrize("file", sorted(TOUCHSTONE.glob("*.spec")), ids=lambda file: file.stem)
def test_every_truncation_is_read(file):
    """The touchstone, cut off anywhere, ends in a document; the whole of it in no message."""
    text = file.read_text("utf-8")
    for end in range(0, len(text), 7):
        source = Source(file.name, text[:end])
        document, _ = parse(source)
        formatted = Source(file.name, format_source(source))
        assert parse(formatted)[0] == document
    assert parse(Source(file.name, text))[1] == []


@pytest.mark.parametrize("file", sorted(TOUCHSTONE.glob("*.spec")), ids=lambda file: file.stem)
def test_touchstone_formats_to_itself(file):
    """Byte for byte."""
    text = file.read_text("utf-8")
    assert format_source(Source(file.name, text)) == text
