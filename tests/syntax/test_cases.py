"""Slips of authors and the exact messages they get, one readable file each."""

from __future__ import annotations

import re

import pytest

from specdsl.source import Source
from specdsl.syntax import format_source, parse
from tests import literate

_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")


def sources_of(case):
    r"""The inputs of a case; in blocks marked `escapes=yes`, `\u{200b}` stands for a character."""
    for block in case.blocks:
        if block.language == "spec":
            text = _ESCAPE.sub(_character, block.text) if block.info.get("escapes") else block.text
            yield Source(block.info.get("file", "policy.spec"), text)


def _character(found):
    return chr(int(found[1], 16))


def rendered(found):
    """One message as plain lines, in the simplest form that shows everything."""
    lines = [f"{found.rule} {found.level} {place(found.span)}", f"  {found.message}"]
    lines += [f"  - {place(label.span)} {label.text}" for label in found.labels if label.text]
    lines += [f"  help: {text}" for text in found.help]
    for fix in found.fixes:
        lines += [f"  {'safe ' * fix.safe}fix: {fix.title}", *(f"    {line}" for line in changed(fix))]
    return "".join(f"{line}\n" for line in lines)


def place(span):
    return f"{span.file}:{span.line}:{span.column}-{span.end_line}:{span.end_column}"


def mended(fix):
    text = fix.edits[0].span.source.text
    for edit in sorted(fix.edits, key=lambda edit: -edit.span.start):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def changed(fix):
    """The lines that a fix makes."""
    before = fix.edits[0].span.source.text.split("\n")
    return [line.strip() for line in mended(fix).split("\n") if line not in before]


@pytest.mark.parametrize("path", literate.cases("syntax"))
def test_messages(path, update):
    """The file gets exactly these messages."""
    case = literate.read(path)
    found = [one for source in sources_of(case) for one in parse(source)[1]]
    literate.check(case, "".join(map(rendered, found)) or "nothing to say\n", update=update)


@pytest.mark.parametrize("path", literate.cases("syntax"))
def test_fixes_mend(path):
    """Each offered repair, applied alone, takes its own message away and brings no new one."""
    for source in sources_of(literate.read(path)):
        before = parse(source)[1]
        for found in before:
            for fix in found.fixes:
                after = parse(Source(source.name, mended(fix)))[1]
                assert len(after) < len(before), (found.message, fix.title, [one.message for one in after])


@pytest.mark.parametrize("path", [*literate.cases("syntax"), *literate.cases("fmt")])
def test_formatting_keeps_the_meaning(path):
    """Of every case, slips and all: formatting changes no meaning, and settles at once."""
    for source in sources_of(literate.read(path)):
        formatted = Source(source.name, format_source(source))
        assert parse(formatted)[0] == parse(source)[0]
        assert format_source(formatted) == formatted.text


@pytest.mark.parametrize("path", literate.cases("fmt"))
def test_canonical_form(path, update):
    """The file is formatted exactly so."""
    case = literate.read(path)
    literate.check(case, *(format_source(source) for source in sources_of(case)), update=update)
