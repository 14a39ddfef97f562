"""What is said of names that stand for nothing, for two things, or for the wrong thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.graph.making import make
from tests.literate import cases, check, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from specdsl.diagnostics import Diagnostic


def shown(finding: Diagnostic) -> Iterator[str]:
    yield f"{finding.level}[{finding.rule}] {finding.message}"
    for label in finding.labels:
        quoted = label.span.text.split("\n")[0]
        yield f"  {label.span.file}:{label.span.line}:{label.span.column} `{quoted}` {label.text}"
    yield from (f"  help: {line}" for line in finding.help)
    yield from (f"  fix: {fix.title}" for fix in finding.fixes)
    if finding.subjects:
        yield f"  about: {', '.join(finding.subjects)}"


@pytest.mark.parametrize("path", cases("names"))
def test_case(path: Path, update: bool) -> None:
    """Each slip gives exactly the findings that its case shows."""
    case = read(path)
    _, found = make(*case.sources)
    lines = [line for finding in found for line in shown(finding)]
    check(case, "\n".join([*lines, ""]) if lines else "nothing\n", update=update)
