from __future__ import annotations

import pytest

from specdsl.diagnostics.model import Diagnostic, Label
from specdsl.lint.baseline import apply_baseline, baseline_of, read_baseline, write_baseline
from specdsl.source import NOWHERE, Source
from tests.lint.linting import lint_sources

MEDICINE = """\
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Generally give the dose. Generally say where it is printed.

    example headache "A headache"
      given intent is benign
      user: How many can I take?
      good: As many as the label says. …
"""


def hedges(text: str) -> list[Diagnostic]:
    return [one for one in lint_sources([Source("medicine.spec", text)]).found if one.rule == "hedge-word"]


def test_a_baseline_comes_back_as_it_was_written():
    """The file says each entry on a line, with its rule and subjects, so that people can review it."""
    baseline = baseline_of(hedges(MEDICINE))
    text = write_baseline(baseline)
    assert read_baseline(text) == (baseline, [])
    assert text.splitlines()[3].startswith(
        '    {"rule": "hedge-word", "subjects": ["medicine.usual-dose"], "count": 2, '
    )
    assert read_baseline(write_baseline(baseline_of([])))[0].entries == ()


def test_known_findings_are_known_after_a_move():
    """Lines above, other spaces and another file change nothing."""
    baseline = baseline_of(hedges(MEDICINE))
    moved = hedges("# A comment.\n\n" + MEDICINE)
    applied = apply_baseline(moved, baseline)
    assert (applied.new, applied.known, applied.stale) == ((), tuple(moved), ())


def test_one_more_of_the_same_is_new():
    """An entry knows as many as it counted."""
    baseline = baseline_of(hedges(MEDICINE))
    more = hedges(MEDICINE.replace("printed.", "printed. Generally be kind."))
    applied = apply_baseline(more, baseline)
    assert (applied.new, applied.known) == ((more[2],), tuple(more[:2]))


def test_what_is_gone_is_stale():
    """The entries that nothing answers to any more are named with how many are gone."""
    baseline = baseline_of(hedges(MEDICINE))
    applied = apply_baseline(hedges(MEDICINE.replace("Generally give", "Give")), baseline)
    assert [(entry.rule, entry.subjects, entry.count) for entry in applied.stale] == [
        ("hedge-word", ("medicine.usual-dose",), 1)
    ]


def test_what_was_not_read_is_never_let_pass():
    """No baseline knows a finding of the syntax."""
    unread = [Diagnostic("syntax-error", "error", "m", (Label(NOWHERE),))]
    assert baseline_of(unread).entries == ()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"findings": [{}]}', '{"version": 2, "findings": []}'])
def test_a_broken_baseline_is_told(text):
    """A file that is none, or of another version, is not half used."""
    baseline, problems = read_baseline(text)
    assert baseline.entries == ()
    assert len(problems) == 1
