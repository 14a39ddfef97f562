from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from specdsl.examples import coverage, judge, judgements
from specdsl.examples.json_form import json_form
from specdsl.examples.junit import junit
from specdsl.examples.report import Report, examples_schema
from specdsl.examples.text import Sheet, coverage_text, failures, letters, lines, summary
from specdsl.graph import Index, policy_from_documents
from specdsl.meaning.questions import Prover
from specdsl.syntax import parse
from tests.literate import CASES, cases, check, read
from tests.reading import ROOT

SCHEMA = ROOT.parent / "docs" / "schema" / "test.schema.json"


def index_of_case(path: Path) -> Index:
    policy, found = policy_from_documents([parse(source)[0] for source in read(path).sources])
    assert not found
    assert policy is not None
    return Index(policy)


FAILING = CASES / "examples" / "failures.md"


@pytest.mark.parametrize("path", cases("examples"))
def test_the_report_is_that_of_the_case(path, update):
    """What a person reads at the terminal, progress and all."""
    index, sheet = index_of_case(path), Sheet(folder="mine/")
    judged = [*judgements(Prover(index)).values()]
    parts = [*letters(judged, len(judged), sheet), *failures(index, judged, sheet)]
    if path.stem == "coverage":
        parts += ["\n", coverage_text(index, coverage(Prover(index), judged), sheet)]
    check(read(path), "".join([*parts, "\n", summary(judged, sheet)]), update=update)


def test_a_line_for_each_example():
    """`--verbose` names place, example and result, and how much is done."""
    index = index_of_case(CASES / "examples" / "coverage.md")
    judged = judgements(Prover(index)).values()
    assert [*lines(judged, 2, Sheet())] == [
        "policy.spec:21 doses.strong.opioid PASSED [ 50%]\n",
        "policy.spec:26 doses.strong.nurse PASSED [100%]\n",
    ]


def test_letters_fill_the_line_and_go_on_in_the_next():
    """At the right end stands how much is done."""
    index = index_of_case(FAILING)
    one = next(iter(judgements(Prover(index)).values()))
    shown = "".join(letters([one] * 50, 50, Sheet(width=40)))
    assert shown.splitlines() == [
        "doses.spec ...................... [ 44%]",
        "............................      [100%]",
    ]
    assert all(len(line) == 40 for line in shown.splitlines())


def test_no_examples():
    """Nothing is printed but that there are none."""
    assert [*letters([], 0, Sheet())] == [""]
    assert summary([], Sheet()) == "there are no examples\n"


def test_the_json_form_is_described():
    """What is written validates against the published schema, and reads back with the models."""
    index = index_of_case(FAILING)
    judged = [*judgements(Prover(index)).values()]
    written = json_form(index, judged, coverage(Prover(index), judged), "mine/")
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(json.loads(written))
    report = Report.model_validate_json(written)
    assert report.counts.model_dump() == {"passed": 1, "failed": 4, "skipped": 1, "unknown": 0}
    other = report.examples[1]
    assert (other.id, other.file, other.line, other.result) == (
        "doses.label.other-verdict", "mine/doses.spec", 13, "failed",
    )  # fmt: skip
    assert other.expected.model_dump() == {"verdict": "refuse", "by": "doses.harm"}
    assert [each.model_dump() for each in other.decisions] == [
        {"verdict": "comply", "standing": ["doses.label"]}
    ]
    assert other.finding == "example-contradicts-rule"
    assert report.coverage is not None
    assert report.coverage.rule.model_dump() == {"total": 3, "reached": 1, "percent": 33}


def test_without_coverage_there_is_none():
    """It is null where it was not asked for, and an example that passes has no message."""
    index = index_of_case(CASES / "examples" / "coverage.md")
    report = Report.model_validate_json(json_form(index, [*judgements(Prover(index)).values()], None, ""))
    assert report.coverage is None
    assert [(each.message, each.finding) for each in report.examples] == [(None, None), (None, None)]


def test_the_published_schema_is_fresh(update):
    """`docs/schema/test.schema.json` is what the models say."""
    schema = json.dumps(examples_schema(), indent=2, ensure_ascii=False) + "\n"
    if update:
        SCHEMA.write_text(schema, "utf-8")
    assert SCHEMA.read_text("utf-8") == schema


def test_junit():
    """Every example is a test case of its rule; failures, errors and what was skipped are counted apart."""
    index = index_of_case(FAILING)
    judged = [*judgements(Prover(index)).values()]
    judged.append(judge(Prover(index), index.examples["doses.harm.open"], budget=0))
    suite = ET.fromstring(junit(index, judged, "mine/"))[0]
    assert {key: suite.get(key) for key in ("name", "tests", "failures", "errors", "skipped")} == {
        "name": "medicines", "tests": "7", "failures": "4", "errors": "1", "skipped": "1",
    }  # fmt: skip
    shown = [(case.get("classname"), case.get("name"), [part.tag for part in case]) for case in suite]
    assert shown == [
        ("doses.label", "right", []),
        ("doses.label", "other-verdict", ["failure"]),
        ("doses.label", "other-reason", ["failure"]),
        ("doses.label", "impossible", ["failure"]),
        ("doses.harm", "open", ["failure"]),
        ("travel.border", "syringes", ["skipped"]),
        ("doses.harm", "open", ["error"]),
    ]
    assert suite[1].get("file") == "mine/doses.spec"
    assert suite[1][0].get("type") == "example-contradicts-rule"
