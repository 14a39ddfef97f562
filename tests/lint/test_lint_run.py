from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from specdsl.diagnostics.model import Diagnostic, Label
from specdsl.diagnostics.render import json as json_form
from specdsl.lint import exit_status
from specdsl.lint.report import Report, report_schema
from specdsl.source import NOWHERE, Source
from tests.lint.linting import lint_sources, lint_with

SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "lint.schema.json"
MEDICINE = """\
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Generally give the dose on the label. TODO

  rule children "Doses for children"
    comply when minor
    text: Usually give less.
    accept rule-without-example with children: they come next week.
"""


def names(findings) -> list[str]:
    return [finding.rule for finding in findings]


def medicine(file: str = "medicine.spec", text: str = MEDICINE) -> list[Source]:
    return [Source(file, text)]


def finding(level: str) -> Diagnostic:
    return Diagnostic("placeholder", level, "m", (Label(NOWHERE),))


def test_findings_come_in_the_order_of_file_and_place():
    """The order of the sources changes nothing."""
    sources = [*medicine("b.spec"), *medicine("a.spec", MEDICINE.replace("medicine", "drugs"))]
    findings = lint_sources(sources).found
    assert findings == lint_sources(sources[::-1]).found
    places = [(one.span.file, one.span.start) for one in findings]
    assert places == sorted(places)


def test_a_level_can_be_chosen_by_rule_and_by_folder():
    """The last pattern that names the file decides; without one the rule's level; else what the rule says."""
    toml = """
        [lint.levels]
        hedge-word = "error"
        placeholder = "off"
        rule-without-example = "off"
        unused-definition = "off"
        [lint.folders."drafts"]
        hedge-word = "off"
        [lint.folders."drafts/med*.spec"]
        hedge-word = "info"
    """

    def levels(file: str) -> list[tuple[str, str]]:
        return [(one.rule, one.level) for one in lint_with(medicine(file), toml, {}).found]

    assert levels("medicine.spec") == [("hedge-word", "error")] * 2
    assert levels("drafts/deep/other.spec") == []
    assert levels("drafts/medicine.spec") == [("hedge-word", "info")] * 2


def test_an_accepted_finding_is_counted_and_not_shown():
    """Only the finding about that rule is silenced, not the same one about another."""
    findings = lint_sources(medicine())
    assert [one.subjects for one in findings.accepted] == [("medicine.children",)]
    assert [one.subjects for one in findings.found if one.rule == "rule-without-example"] == [
        ("medicine.usual-dose",)
    ]


@pytest.mark.parametrize(
    ("fail_on", "status"), [("error", (1, 0, 0)), ("warning", (1, 1, 0)), ("info", (1, 1, 1))]
)
def test_the_exit_status_is_that_of_the_gravest(fail_on, status):
    """Findings below the chosen level do not fail."""
    assert tuple(exit_status([finding(level)], fail_on) for level in ("error", "warning", "info")) == status
    assert exit_status([], fail_on) == 0


def test_the_report_is_described():
    """What is written validates against the published schema, and reads back with the models."""
    shown = json_form.render([*lint_sources(medicine()).found, finding("info")], policy=None, accepted=1)
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(json.loads(shown))
    report = Report.model_validate_json(shown)
    assert report.counts.accepted == 1
    assert report.findings[0].spans[0].file == "medicine.spec"


def test_the_published_schema_is_fresh(update):
    """`docs/schema/lint.schema.json` is what the models say."""
    schema = json.dumps(report_schema(), indent=2, ensure_ascii=False) + "\n"
    if update:
        SCHEMA.write_text(schema, "utf-8")
    assert SCHEMA.read_text("utf-8") == schema


def test_a_rule_may_add_keys_to_its_findings():
    """`extra` stands beside the other keys, and cannot take the place of one."""
    told = replace(finding("info"), extra={"element": "crisis-line", "rule": "another"})
    (written,) = json.loads(json_form.render([told]))["findings"]
    assert (written["element"], written["rule"]) == ("crisis-line", "placeholder")


def test_a_cold_lint_imports_nothing_heavy():
    """Linting without a configuration file pays for no library."""
    code = (
        "import sys, specdsl.lint.run, specdsl.lint.pages; specdsl.lint.registry.rules(); print(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"pydantic", "networkx", "jinja2", "lark", "pyarrow", "quicktok"} & {*loaded}
