from __future__ import annotations

import pytest

from specdsl.diagnostics.render import text
from tests.lint.linting import PREAMBLE, lint_with
from tests.literate import Case, cases, check, read


def templates(case: Case) -> dict[str, str]:
    return {block.info["file"]: block.text for block in case.blocks if block.language == "jinja"}


@pytest.mark.parametrize("path", cases("lint"))
def test_the_findings_are_those_of_the_case(path, update):
    """Every rule finds in its case exactly what the case shows, and says it as it is shown."""
    case = read(path)
    findings = lint_with(case.sources, "".join(case.inputs("toml")), templates(case))
    shown = [finding for finding in findings.found if finding.span.file != PREAMBLE.name]
    check(case, text.render(shown, accepted=len(findings.accepted)), update=update)
