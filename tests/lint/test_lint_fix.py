from __future__ import annotations

import re

from specdsl.diagnostics.model import Diagnostic, Edit, Fix, Label
from specdsl.lint.fix import fix_sources
from specdsl.source import Source, Span
from tests.lint.linting import PREAMBLE, lint_sources


def lint(sources):
    return lint_sources(sources).found


def replacing(pattern: str, new: str, *, safe: bool = True, rule: str = "placeholder"):
    """A linter that finds a pattern and offers to replace it; `wrong` in the text is an error."""

    def found(sources):
        for source in sources:
            for match in re.finditer(pattern, source.text):
                span = Span(source, *match.span())
                fix = Fix(f"write {new}", (Edit(span, new),), safe)
                yield Diagnostic(rule, "warning", "m", (Label(span),), (match[0],), fixes=(fix,))
            if "wrong" in source.text:
                yield Diagnostic("missing-text", "error", "wrong", (Label(Span(source, 0, 0)),))

    return lambda sources: [*found(sources)]


def test_unused_definitions_go_one_after_another():
    """What only an unused style needed is unused itself once the style is gone; the file stays tidy."""
    text = """\
element hotline "A number to call"
element lecture "Blame or a lecture"

# A comment stays.
style warm "A warm tone" for comply
  must include hotline

category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign and not (minor or clinician)
    text: Give the dose that is printed on the label.
"""
    fixed = fix_sources([PREAMBLE, Source("a.spec", text)], lint)
    assert [done.fix.title for done in fixed.done] == [
        "remove the element `lecture`",
        "remove the style `warm`",
        "remove the element `hotline`",
    ]
    assert fixed.changed[0].text.startswith('# A comment stays.\n\ncategory medicine "Medicine"\n')
    assert [one.rule for one in fixed.findings] == ["rule-without-example"]


def test_only_safe_fixes_are_carried_out_unasked():
    """An offered fix waits for its author; asked for, the first one of a finding is taken."""
    source = Source("a.spec", "one two one")
    offer = replacing("one", "1", safe=False)
    assert fix_sources([source], offer).changed == ()
    fixed = fix_sources([source], offer, offered=True)
    assert fixed.changed[0].text == "1 two 1"
    assert fixed.findings == ()


def test_a_fix_that_brings_an_error_is_not_carried_out():
    """The others are, although they were to be carried out together with it."""
    source = Source("a.spec", "good bad good")

    def both(sources):
        return [*replacing("good", "fine")(sources), *replacing("bad", "wrong")([*sources])]

    fixed = fix_sources([source], both)
    assert fixed.changed[0].text == "fine bad fine"
    assert [done.fix.title for done in fixed.done] == ["write fine", "write fine"]


def test_fixes_that_undo_each_other_end():
    """Two rules that want opposite things do not keep the tool busy for ever."""

    def both(sources):
        return [*replacing("left", "right")(sources), *replacing("right", "left")(sources)]

    assert fix_sources([Source("a.spec", "left")], both).findings


def test_overlapping_edits_are_never_carried_out_together():
    """The second of two that touch is judged again after the first."""
    source = Source("a.spec", "aaaa")

    def overlapping(sources):
        spans = [Span(source, 0, 3), Span(source, 2, 4)] if sources[0] is source else []
        return [
            Diagnostic("x", "warning", "m", (Label(s),), fixes=(Fix("t", (Edit(s, "b"),), safe=True),))
            for s in spans
        ]

    assert fix_sources([source], overlapping).changed[0].text == "ba"


def test_line_ends_and_byte_order_mark_stay():
    """A fixed file differs from the old one in what was fixed alone."""
    fixed = fix_sources([Source("a.spec", "\ufeffone\r\ntwo\r\n")], replacing("one", "1"))
    new = fixed.changed[0]
    assert (new.text, new.bom, new.newline) == ("1\ntwo\n", True, "\r\n")
