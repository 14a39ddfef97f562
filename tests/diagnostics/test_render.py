from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specdsl.diagnostics.fingerprint import fingerprint
from specdsl.diagnostics.model import Diagnostic, Fix, Label
from specdsl.diagnostics.render import github, json, junit, sarif, text
from specdsl.diagnostics.render.cells import cells, visible, width, wrap
from specdsl.source import NOWHERE, Source, Span

DANGEROUS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def found(words: str, *, before: str = "", after: str = "", name: str = "a.spec", **more) -> Diagnostic:
    """A finding on these words; line ends are those that a source has."""
    before, words, after = (part.replace("\r", "\n") for part in (before, words, after))
    source = Source(name, f"\ufeff{before}{words}{after}")
    span = Span(source, len(before), len(before) + len(words))
    return Diagnostic(
        "placeholder", more.pop("level", "error"), more.pop("message", "m"), (Label(span, "l"),), **more
    )


@settings(max_examples=200, deadline=None)
@given(st.text(), st.text(), st.text(min_size=1), st.text())
def test_no_text_of_an_author_reaches_a_terminal_unseen(before, words, message, name):
    """Whatever stands in a policy, no escape sequence and no character that turns text around is printed."""
    finding = found(
        words, before=before, name=name, message=message, help=(message,), fixes=(Fix(message, ()),)
    )
    assert not DANGEROUS.search(text.render([finding], width=40))
    assert not DANGEROUS.search(text.render_concise([finding]))


@settings(max_examples=200, deadline=None)
@given(st.text(min_size=200), st.integers(0, 190), st.integers(0, 9))
def test_no_quoted_line_is_wider_than_the_terminal(line, start, length):
    """Long lines are shown around the span; the width is kept whatever the characters."""
    line = line.replace("\n", " ").replace("\r", " ")
    finding = found(line[start : start + length], before=line[:start], after=line[start + length :])
    quoted = [shown for shown in text.render([finding], width=60).splitlines() if shown.startswith("1 |")]
    assert quoted
    assert max(map(width, quoted)) <= 61


def test_a_line_of_ten_megabytes_is_quoted_around_the_span():
    """A huge line costs neither time nor paper."""
    shown = text.render([found("here", before="x" * 5_000_000, after="y" * 5_000_000)])
    assert "here" in shown
    assert len(shown) < 1000


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a\x1b[31mb", "a<U+001B>[31mb"),
        ("a\u202eb", "a<U+202E>b"),
        ("soft\u00adhyphen", "soft<U+00AD>hyphen"),
        ("zero\u200bwidth", "zero<U+200B>width"),
        ("क\u200dष", "क\u200dष"),
        ("👩\u200d🚒", "👩\u200d🚒"),
        ("a\u200db", "a<U+200D>b"),
        ("Größe 全角", "Größe 全角"),
    ],
)
def test_what_hides_is_spelt_out(raw, shown):
    """What controls, formats or turns is written as a number; a joiner between letters may do its work."""
    assert visible(raw) == shown


@pytest.mark.parametrize(
    ("line", "starts"),
    [("ab", [0, 1, 2]), ("全b", [0, 2, 3]), ("a\tb", [0, 1, 4, 5]), ("e\u0301x", [0, 1, 1, 2])],
)
def test_cells_are_those_of_a_terminal(line, starts):
    """Wide characters take two cells, combining marks none, and a tab reaches to the next stop."""
    assert cells(line)[1] == starts


def test_a_word_longer_than_the_line_is_not_cut():
    """Names can be copied from what is printed."""
    assert wrap("see self-harm.method-instructions now", 10) == [
        "see",
        "self-harm.method-instructions",
        "now",
    ]


def test_commands_for_github_are_escaped():
    """Nothing in a policy can end a property or begin a command of its own."""
    shown = github.render([found("x", name="a,b:c.spec", message="50%\n::error::x", level="info")])
    place = "file=a%2Cb%3Ac.spec,line=1,endLine=1,col=1,endColumn=2"
    assert shown == f"::notice {place},title=placeholder::50%25%0A::error::x\n"


@settings(max_examples=200, deadline=None)
@given(
    st.text("abc ", min_size=1, max_size=200),
    st.text("xyz", min_size=1, max_size=30),
    st.text("abc ", max_size=200),
)
def test_the_marks_stand_under_the_words(before, words, after):
    """Also where a long line is shown in part, what is underlined is what the finding points at."""
    quoted, marks = text.render([found(words, before=before, after=after)], width=60).splitlines()[3:5]
    assert quoted[marks.index("^") :][: marks.count("^")] == words


def test_junit_is_xml_whatever_is_in_it():
    """Characters that XML cannot hold are left out, and the others come back as they were."""
    finding = found("x", message='<a & "b">\x00\x0b\ufffe\ud800 done', name="<&>.spec")
    failure = ET.fromstring(junit.render([finding], policy='"p"')).find(".//failure")
    assert failure is not None
    assert failure.get("message") == '<a & "b"> done'
    assert "<&>.spec:1:1: error[placeholder]" in (failure.text or "")


def test_junit_fails_at_the_level_that_fails():
    """What lies below the level is told, and the test passes."""
    warning = [found("x", level="warning")]
    assert 'failures="0"' in junit.render(warning)
    assert 'failures="1"' in junit.render(warning, fail_on="info")


def test_a_fingerprint_outlives_moves_and_new_line_ends():
    """Lines and spaces may move; other words, another rule or another subject make another finding."""
    first = fingerprint(found("grave  error", before="\n\n", subjects=("a", "b")))
    assert first == fingerprint(found("grave\n error", name="other.spec", subjects=("b", "a")))
    assert first != fingerprint(found("grave", subjects=("a", "b")))
    assert first != fingerprint(found("grave error", subjects=("a",)))


def test_sarif_tells_two_findings_on_the_same_words_apart():
    """Fingerprints are unique within a run, and the same in the next."""
    shown = sarif.render([found("x", before="1"), found("x", before="22")], rules=[])
    marks = re.findall(r'"specdslFinding/v1": "(.*)"', shown)
    assert [mark[-2:] for mark in marks] == [":1", ":2"]
    assert marks[0][:-2] == marks[1][:-2]


def test_sarif_paths_are_uris():
    """A space or an umlaut in a file's name is percent-encoded, the slash is not."""
    assert '"uri": "p%20q/%C3%A4.spec"' in sarif.render([found("x", name="ä.spec")], rules=[], folder="p q/")


def test_what_has_no_place_is_shown_by_every_renderer():
    """A finding about no file is printed without one, and SARIF gives it no location."""
    finding = Diagnostic("lost-in-compile", "error", "gone", (Label(NOWHERE, "nowhere"),))
    assert text.render_concise([finding]) == "error[lost-in-compile]: gone\n"
    assert github.render([finding]) == "::error title=lost-in-compile::gone\n"
    assert '"locations": []' in sarif.render([finding], rules=[])
    assert '"file": ""' in json.render([finding])
