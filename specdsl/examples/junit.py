"""Tested examples as a JUnit report, which every build server can show."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from specdsl.examples.describe import describe
from specdsl.examples.text import Sheet, failure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specdsl.examples.judge import Judgement
    from specdsl.graph.query import Index

# Characters that no XML 1.0 document may hold, not even escaped.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(index: Index, judged: Sequence[Judgement], folder: str) -> str:
    """A test case for each example, in a class for each rule or category."""
    counts = Counter(judgement.result for judgement in judged)
    suite = (
        f'  <testsuite name={_attribute(index.policy.name)} tests="{len(judged)}" '
        f'failures="{counts["failed"]}" errors="{counts["unknown"]}" skipped="{counts["skipped"]}">'
    )
    cases = [_case(index, judgement, folder) for judgement in judged]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites name="specdsl test">', suite]
    return "\n".join([*lines, *cases, "  </testsuite>", "</testsuites>", ""])


def _case(index: Index, judgement: Judgement, folder: str) -> str:
    example = judgement.example
    owner = example.id.rpartition(".")[0]
    start = (
        f"    <testcase classname={_attribute(owner)} name={_attribute(example.name)} "
        f'file={_attribute(folder + example.span.file)} line="{example.span.line}"'
    )
    body = _body(index, judgement, folder)
    return f"{start}>\n      {body}\n    </testcase>" if body else f"{start} />"


def _body(index: Index, judgement: Judgement, folder: str) -> str:
    message = _attribute(describe(index, judgement).message)
    details = escape(_UNWRITABLE.sub("", failure(index, judgement, Sheet(folder=folder))))
    match judgement.result:
        case "passed":
            return ""
        case "skipped":
            return f"<skipped message={message} />"
        case "failed":
            return (
                f"<failure type={_attribute(judgement.finding or '')} message={message}>{details}</failure>"
            )
        case "unknown":
            return f"<error message={message}>{details}</error>"


def _attribute(text: str) -> str:
    return quoteattr(_UNWRITABLE.sub("", text))
