"""Findings as a JUnit report, which every build server can show."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from specdsl.diagnostics.level import at_least
from specdsl.diagnostics.render.text import render_concise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from specdsl.diagnostics.level import Level
    from specdsl.diagnostics.model import Diagnostic

# Characters that no XML 1.0 document may hold, not even escaped.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(
    findings: Sequence[Diagnostic],
    *,
    policy: str | None = None,
    folder: str = "",
    fail_on: Level = "error",
) -> str:
    """A test case for each finding, failed at `fail_on` and above; one that passes where there is none."""
    cases = [_case(finding, folder, failed=at_least(finding.level, fail_on)) for finding in findings]
    failures = sum(at_least(finding.level, fail_on) for finding in findings)
    suite = (
        f'  <testsuite name={_attribute(policy or "specdsl")} tests="{len(cases) or 1}" '
        f'failures="{failures}" errors="0" skipped="0">'
    )
    passed = '    <testcase classname="specdsl" name="lint" />'
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites name="specdsl lint">', suite]
    return "\n".join([*lines, *(cases or [passed]), "  </testsuite>", "</testsuites>", ""])


def _case(finding: Diagnostic, folder: str, *, failed: bool) -> str:
    span = finding.span
    where = f"{folder}{span.file}" if span.file else "policy"
    name = f"{finding.rule} at {span.line}:{span.column}"
    example = [f"for example: {'; '.join(finding.facts)}"] if finding.facts else []
    details = _text(render_concise([finding], folder=folder) + "\n".join([*example, *finding.help]))
    message = _attribute(finding.message)
    body = (
        f"<failure type={_attribute(finding.rule)} message={message}>{details}</failure>"
        if failed
        else f"<system-out>{details}</system-out>"
    )
    start = f"    <testcase classname={_attribute(where)} name={_attribute(name)}"
    return f'{start} file={_attribute(where)} line="{span.line}">\n      {body}\n    </testcase>'


def _attribute(text: str) -> str:
    return quoteattr(_UNWRITABLE.sub("", text))


def _text(text: str) -> str:
    return escape(_UNWRITABLE.sub("", text))
