"""The written tables are those of the grammar, and an edited grammar works at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from specdsl.source import Source
from specdsl.syntax import parse, tables

ROOT = Path(__file__).parent.parent.parent


def test_tables_are_fresh():
    """`_tables.py` is what the grammar gives today; `python -m specdsl.syntax.tables` writes it anew."""
    from specdsl.syntax import _tables

    written = tables.written(tables.build(tables.read_grammar()))
    assert written == Path(_tables.__file__).read_text("utf-8")


def test_grammar_has_no_conflicts():
    """No two readings compete for the same words."""
    from lark.parsers.lalr_analysis import LALR_Analyzer

    parser_conf = tables.lark_of(tables.read_grammar()).parser.parser.parser_conf
    LALR_Analyzer(parser_conf, strict=True).compute_lalr()


def test_edited_grammar_works_at_once(monkeypatch):
    """A new statement in the grammar is a new statement of the language, its first word a keyword."""
    grammar = tables.read_grammar().replace('"was" references _NL ', '"formerly" references _NL ')
    monkeypatch.setattr(tables, "read_grammar", lambda: grammar)
    tables.load.cache_clear()
    try:
        text = 'category c "C"\n  rule r "R"\n    refuse\n    formerly s\n'
        assert parse(Source("x.spec", text))[1] == []
        old = text.replace("formerly", "was")
        assert [found.rule for found in parse(Source("x.spec", old))[1]] == ["syntax-error"]
    finally:
        tables.load.cache_clear()


def test_reading_needs_no_parser_generator():
    """Reading a spec without slips imports neither Lark nor the slips."""
    program = (
        "import sys; from specdsl.syntax import parse; from specdsl.source import Source;"
        f"parse(Source('x', open({str(ROOT / 'tests/touchstone/harbor.spec')!r}, encoding='utf-8').read()));"
        "print({'lark', 'specdsl.syntax.slips', 'specdsl.syntax.mend'} & {*sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"


@pytest.mark.parametrize("word", ["rule", "text", "note", "draft"])
def test_line_words_are_free_elsewhere(word):
    """A word that begins lines may be the name of a rule, a value and a style."""
    text = (
        f'facet f "F"\n  {word}: V.\nstyle {word} "S" for refuse\n  text: T.\n'
        f'category c "C"\n  rule {word} "R"\n    refuse when f is {word}\n    follow {word}\n    text: T.\n'
    )
    assert parse(Source("x.spec", text))[1] == []
