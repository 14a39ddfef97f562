"""`decide`, `table` and `why`, as authors meet them."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import jsonschema
import pytest

from specdsl.answers.report import DecisionReport, RelationReport, decision_schema, relation_schema
from specdsl.cli import main
from specdsl.diagnostics.render.cells import width
from tests.literate import cases, check, read
from tests.reading import TOUCHSTONE

SCHEMAS = Path(__file__).parents[2] / "docs" / "schema"
COMMAND = re.compile(r"^\$ (specdsl .*)$", re.MULTILINE)


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of 80 columns, without colour."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")


def run(*words: object) -> int:
    return main([str(word) for word in words])


@pytest.mark.parametrize("path", cases("verbs"))
@pytest.mark.usefixtures("narrow")
def test_the_cases(path: Path, tmp_path: Path, monkeypatch, capsys, update: bool):
    """Each command prints what its case shows."""
    case = read(path)
    for source in case.sources:
        (tmp_path / source.name).write_text(source.text, "utf-8")
    monkeypatch.chdir(tmp_path)
    commands = COMMAND.findall(case.expected[0].text)
    check(case, "".join(transcript(command, capsys) for command in commands), update=update)


def transcript(command: str, capsys) -> str:
    """The command, all that it prints, and its exit status where that is not 0."""
    status = main(shlex.split(command)[1:])
    out, err = capsys.readouterr()
    assert "--format" in command or max(map(width, out.splitlines()), default=0) <= 80, command
    return f"$ {command}\n{out}{err}" + (f"[exit status {status}]\n" if status else "")


# ── JSON ──────────────────────────────────────────────────────────────────────

ASKED = [
    ("--category", "self-harm", "intent=benign"),
    ("--category", "self-harm", "at-risk", "--closed"),
    ("--category", "self-harm,regulated-advice", "detail=actionable", "clinician=no"),
    ("--category", "regulated-advice", "clinician", "the answer depends …"),
]
PAIRS = [
    ("method-instructions", "normal-dose"),
    ("education", "method-instructions"),
    ("in-danger", "education"),
    ("professional-depth", "in-danger"),
    ("in-danger", "personal-plan"),
]


@pytest.mark.parametrize("words", ASKED)
def test_a_decision_as_json_is_described(words: tuple[str, ...], capsys):
    """What is written fits the published schema and reads back with the models."""
    run("decide", TOUCHSTONE, *words, "--format", "json")
    shown = capsys.readouterr().out
    jsonschema.Draft202012Validator(decision_schema()).validate(json.loads(shown))
    assert DecisionReport.model_validate_json(shown).policy == "harbor"


@pytest.mark.parametrize("pair", PAIRS)
def test_a_relation_as_json_is_described(pair: tuple[str, str], capsys):
    """What is written fits the published schema and reads back with the models."""
    run("why", TOUCHSTONE, *pair, "--format", "json")
    shown = capsys.readouterr().out
    jsonschema.Draft202012Validator(relation_schema()).validate(json.loads(shown))
    assert RelationReport.model_validate_json(shown).rules[0].rule.endswith(pair[0])


def test_a_decision_as_json_says_what_would_change_it(capsys):
    """The verdict is null where it depends; the case and the changes say on what."""
    assert run("decide", TOUCHSTONE, *ASKED[0], "--format", "json") == 0
    decision = json.loads(capsys.readouterr().out)
    assert (decision["status"], decision["verdict"], decision["case"]["verdict"]) == ("open", None, "comply")
    assert [(each["facts"], each["verdict"], each["rules"]) for each in decision["changes"]] == [
        ([{"kind": "flag", "name": "at-risk", "values": ["yes"]}], "safe-complete", ["self-harm.in-danger"]),
        (
            [{"kind": "facet", "name": "detail", "values": ["actionable"]}],
            "refuse",
            ["self-harm.method-instructions"],
        ),
    ]
    standing = decision["standing"][0]
    assert (standing["rule"], standing["line"]) == ("self-harm.education", 9)
    assert standing["file"].endswith("touchstone/self-harm.spec")


def test_a_contradiction_as_json_has_its_witness(capsys):
    """The facts of the touchstone's first finding, and an exit status of 1."""
    assert run("why", TOUCHSTONE, *PAIRS[0], "--format", "json") == 1
    relation = json.loads(capsys.readouterr().out)
    assert relation["relation"] == "contradict"
    assert [(fact["name"], fact["values"]) for fact in relation["witness"]] == [
        ("regulated-advice", ["yes"]),
        ("self-harm", ["yes"]),
        ("intent", ["benign"]),
        ("detail", ["actionable"]),
    ]


@pytest.mark.parametrize(("name", "schema"), [("decision", decision_schema), ("relation", relation_schema)])
def test_the_published_schemas_are_fresh(name: str, schema, update: bool):
    """What is in `docs/schema` is what the models say."""
    file = SCHEMAS / f"{name}.schema.json"
    text = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
    if update:
        file.write_text(text, "utf-8")
    assert file.read_text("utf-8") == text


# ── Words in any order ────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "words",
    [
        (TOUCHSTONE, "--category", "self-harm", "minor", "intent=harmful"),
        (TOUCHSTONE, "minor", "--category", "self-harm", "intent=harmful"),
        ("--category", "self-harm", TOUCHSTONE, "minor", "intent=harmful"),
        (TOUCHSTONE, "minor", "intent=harmful", "--category=self-harm"),
    ],
)
def test_facts_stand_before_and_behind_options(words: tuple, capsys):
    """Wherever they stand, all facts count."""
    assert run("decide", *words, "--format", "json") == 0
    facts = json.loads(capsys.readouterr().out)["facts"]
    assert [(fact["name"], fact["values"]) for fact in facts] == [("minor", ["yes"]), ("intent", ["harmful"])]


def test_an_unknown_option_is_not_a_fact(capsys):
    """It is answered like everywhere else."""
    with pytest.raises(SystemExit) as stopped:
        run("decide", TOUCHSTONE, "--category", "self-harm", "--close", "x", "--clsed")
    assert stopped.value.code == 2
    assert "--clsed" in capsys.readouterr().err


def test_a_policy_with_errors_is_not_asked(tmp_path: Path, capsys):
    """Nothing is guessed of what could not be read."""
    (tmp_path / "policy.spec").write_text('policy p "P"\ncategory c "C"\n  rule r "R"\n    refus\n', "utf-8")
    for words in (
        ["decide", tmp_path, "--category", "c"],
        ["table", tmp_path, "c"],
        ["why", tmp_path, "r", "s"],
    ):
        assert run(*words) == 2
        assert "has an error, so" in capsys.readouterr().err


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("category", ["self-harm", "transformation", "illicit-behaviour"])
def test_the_tables_of_a_real_policy_fit_a_terminal(category: str, capsys):
    """However much its rules ask, no line is longer than 80 cells."""
    assert run("table", Path(__file__).parents[2] / "policies" / "assistant", category) == 0
    assert max(map(width, capsys.readouterr().out.splitlines())) <= 80
