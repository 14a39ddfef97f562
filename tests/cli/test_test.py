"""`specdsl test`, as its users meet it."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from specdsl.cli import main

POLICY = """policy p "P"
  otherwise comply

flag x "X"

category c "C"
  summary: C.

  rule r "R"
    refuse when x
    text: R.

    example first "One"
      given x
      user: Hello.

    example two "Two"
{}      user: Goodbye.
"""
GOOD = POLICY.format("      expect comply\n")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a policy whose examples hold; we are in it, 80 columns wide and without colour."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    write(tmp_path, GOOD)
    return tmp_path


def write(folder: Path, text: str) -> None:
    (folder / "mine").mkdir(exist_ok=True)
    (folder / "mine" / "p.spec").write_text(text, "utf-8")


def test_examples_that_hold(folder, capsys):
    """A line of letters, and a count."""
    assert main(["test", "mine"]) == 0
    assert capsys.readouterr().out == f"mine/p.spec ..{' ' * 60}[100%]\n\n2 passed\n"


def test_an_example_that_does_not_hold(folder, capsys):
    """It fails the run, and is told."""
    write(folder, POLICY.format(""))
    assert main(["test", "mine"]) == 1
    shown = capsys.readouterr().out
    assert "FAILED mine/p.spec:17 c.r.two: expected refuse, decided comply\n\n1 failed, 1 passed\n" in shown


def test_some_of_them(folder, capsys):
    """`-k` chooses by name or title; words that no example has are a slip."""
    assert main(["test", "-v", "-k", "ONE", "mine"]) == 0
    assert capsys.readouterr().out == "mine/p.spec:13 c.r.first PASSED [100%]\n\n1 passed\n"
    assert main(["test", "-k", "three", "mine"]) == 2
    assert capsys.readouterr().err == "specdsl: no example has `three` in its name or its title.\n"


def test_json(folder, capsys):
    """It is one document, coverage in it where that was asked for."""
    assert main(["test", "--format", "json", "--coverage", "mine"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["counts"]["passed"] == 2
    assert report["coverage"]["total"]["percent"] == 100


def test_junit(folder, capsys):
    """A report is written beside what is shown."""
    assert main(["test", "--junit", "examples.xml", "mine"]) == 0
    assert "2 passed" in capsys.readouterr().out
    assert len(ET.parse("examples.xml").findall(".//testcase")) == 2


def test_the_least_that_must_be_reached(folder, capsys):
    """Less fails the run; as much does not."""
    assert main(["test", "--min", "100", "mine"]) == 0
    assert "2 of 2 reached: 100%" in capsys.readouterr().out
    assert main(["test", "--min", "51", "-k", "one", "mine"]) == 1
    assert capsys.readouterr().err == "specdsl: the examples reach 50 percent of the policy, less than 51.\n"


def test_a_share_that_is_none(folder, capsys):
    """It is wrong usage, and said in words."""
    with pytest.raises(SystemExit, match="2"):
        main(["test", "--min", "101", "mine"])
    assert "argument --min: `101` is no number from 0 to 100" in capsys.readouterr().err


def test_a_policy_with_errors(folder, capsys):
    """What was not read may decide otherwise, so nothing is tested."""
    write(folder, GOOD.replace("refuse when x", "refus when x"))
    assert main(["test", "mine"]) == 2
    assert "specdsl lint mine" in capsys.readouterr().err
