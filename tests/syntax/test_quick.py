"""The quick reading is the careful one, and most files are read quickly."""

from __future__ import annotations

import gc
from contextlib import suppress
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from specdsl.collector import paused
from specdsl.source import Source, Span
from specdsl.syntax import limits, parse, phrases, quick
from specdsl.syntax.parse import Reader
from tests.documents import DOCUMENTS, SOUP, spoilt

ROOT = Path(__file__).parent.parent.parent
FILES = sorted([*ROOT.glob("policies/*/*.spec"), *ROOT.glob("tests/touchstone/*.spec")])
patient = settings(suppress_health_check=list(HealthCheck), deadline=None)

ROWS = st.lists(
    st.sampled_from(
        [
            "",
            " ",
            "  ",
            "    ",
            "      ",
            "    a",
            "      b  ",
            "        c",
            "   d",
            "# e",
            "     # f",
            "      # g",
        ]
    )
)
FIRSTS = st.sampled_from(["", " ", " first", " first  ", "  # first", " é"])
UNEVEN = st.builds(
    lambda first, rows, behind: "\n".join(
        ['category c "C"', '  rule r "R"', "    refuse", f"    text:{first}", *rows, behind]
    ),
    FIRSTS,
    ROWS,
    st.sampled_from(["", "    note: N.", "  note: N.", "# end", 'category d "D"  # end']),
)


def places(node):
    """A tree as nested tuples, its positions among them."""
    if isinstance(node, Span):
        return node.start, node.end
    if isinstance(node, tuple):
        return tuple(places(each) for each in node)
    if is_dataclass(node):
        return type(node).__name__, *(places(getattr(node, field.name)) for field in fields(node))
    return node.name if isinstance(node, Source) else node


@patient
@given(DOCUMENTS | UNEVEN | SOUP | spoilt(DOCUMENTS) | st.text())
def test_quick_and_careful_reading_agree(text):
    """What is read quickly has nothing wrong in it, and is the careful reader's tree, positions and all."""
    source = Source("x.spec", text)
    document = quick.read(source)
    if document is not None:
        reader = Reader(source)
        assert places(document) == places(reader.document())
        assert reader.messages() == []


@pytest.mark.checkout
@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_policies_are_read_quickly(file):
    """Files that hold nothing foreign are read quickly."""
    text = file.read_text("utf-8")
    assert (quick.read(Source(file.name, text)) is None) == ("\u201c" in text)


@pytest.mark.parametrize(
    "text",
    [
        'category c "C"\n  rule r "R"  # why\n    refuse when a and\n',
        'category c "C"\n\trule r "R"\n',
        'category c "C"\n  rule r "R"\n    refuse\n      text: T.\n',
        'category c "C"\n    rule r "R"\n      refuse\n  note: N.\n',
        'category c "C"\n  rule r "R"\n    refuse\n    refuse\n',
        'flag f "F"\n  note: N.\n',
        'facet f "F"\n  rule r "R"\n',
        f'category c "{"x" * limits.MAX_LINE}"\n',
        f'category c "C"\n  rule r "R"\n    refuse when {"not " * (limits.MAX_CONDITION_DEPTH + 1)}a\n',
    ],
)
def test_what_is_odd_is_left_to_the_careful_reader(text):
    """A slip, a tab, a wrong place, a repeated verdict and what is too large are not read quickly."""
    assert quick.read(Source("x.spec", text)) is None
    assert parse(Source("x.spec", text))[1]


@pytest.mark.parametrize("rows", ["\n      a\n    # b\n", "\n \n      # b\n", " a\n     \n    # b\n"])
def test_heading_in_prose_is_no_comment(rows):
    """A line of prose that begins with a hash belongs to it, however deep the lines before it stand."""
    document, found = parse(Source("x.spec", f'facet f "F"\n  v:{rows}'))
    assert not found
    assert "# b" in document.blocks[0].items[0].meaning.text


def test_words_of_one_grammar_mean_nothing_in_another(monkeypatch):
    """What was learnt from one grammar is not used with the tables of another."""
    from specdsl.syntax import tables

    text = 'category c "C"\n  rule r "R"\n    refuse\n    formerly s\n'
    assert quick.read(Source("x.spec", text)) is None
    grammar = tables.read_grammar().replace('"was" references _NL ', '"formerly" references _NL ')
    edited = tables.build(grammar)
    monkeypatch.setattr(quick, "load", lambda: edited)
    assert quick.read(Source("x.spec", text)) is not None
    monkeypatch.undo()
    assert quick.read(Source("x.spec", text)) is None


def test_what_is_kept_is_bounded(monkeypatch):
    """A process that never ends does not keep every word that it ever read."""
    monkeypatch.setattr(phrases, "_WORDS", 10)
    for number in range(50):
        quick.read(Source("x.spec", f'category c{number} "C"\n'))
    assert len(phrases._latest[0].others) <= 12


def test_what_is_kept_of_lines_is_bounded(monkeypatch):
    """Nor every clause, every statement, and every order of statements."""
    monkeypatch.setattr(phrases, "_PHRASES", 10)
    for number in range(50):
        rule = f"    refuse when a{number} and b\n    follow s{number}\n"
        quick.read(Source("x.spec", f'category c "C"\n  rule r "R"\n{rule}'))
        known = phrases._latest[0]
        assert len(known.clauses) + sum(body.size for body in known.bodies.values()) <= 16


# ── The collector ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize("enabled", [True, False])
def test_collector_is_as_before(enabled):
    """Whether it ran or not, the collector does afterwards what it did; in between it does not run."""
    (gc.enable if enabled else gc.disable)()
    try:
        with suppress(KeyError), paused():
            assert not gc.isenabled()
            raise KeyError
        assert gc.isenabled() == enabled
    finally:
        gc.enable()
