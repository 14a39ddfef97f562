"""The benchmark runs from its command to its files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.measure import Command, Job, MeasureError
from benchmarks.table import BEGIN, END

ROOT = Path(__file__).parents[2]


@pytest.mark.checkout
def test_quick_run(tmp_path):
    """A quick run of some groups writes JSON, picture and page; nothing differs, and no run is left out."""
    page = tmp_path / "page.md"
    page.write_text(f"{BEGIN}\n{END}\n", "utf-8")
    words = ["--quick", "--only", "parse,contradictions,edit", "--output", str(tmp_path), "--docs", str(page)]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads((tmp_path / "latest.json").read_text("utf-8"))
    assert {row["key"].partition("-")[0] for row in found["rows"]} == {
        "parse", "contradictions", "count", "lint", "edit",
    }  # fmt: skip
    assert all(check["same"] is not False for check in found["checks"])
    assert found["checks"][0]["same"] is True, "stock Lark is there wherever the tests are"
    assert found["about"]["seed"] == 1
    assert all(run["seconds"] or run["error"] for runs in found["runs"].values() for run in runs)
    assert done.stdout.strip() in page.read_text("utf-8")
    assert (tmp_path / "benchmarks.svg").read_text("utf-8").startswith("<svg")


def test_command_is_measured(tmp_path):
    """A program has its time, its memory and a digest of what it said."""
    command = Command("python", [sys.executable, "-c", "print('x' * 10)"], tmp_path)
    first, second = command.run(60), command.run(60)
    assert first.seconds > 0
    assert (first.peak or 0) > 1_000_000
    assert first.digest == second.digest


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("raise SystemExit(3)", "`python.*` ended with 3: no message"),
        ("import no_such_module", "no_such_module is not installed"),
        ("import time; time.sleep(60)", "took longer than 1 s"),
    ],
)
def test_command_that_fails(program, said, tmp_path):
    """What went wrong is said in a line."""
    with pytest.raises(MeasureError, match=said):
        Command("python", [sys.executable, "-c", program], tmp_path, fine=(0,)).run(1)


def test_missing_program(tmp_path):
    """A program that is not there is named."""
    with pytest.raises(MeasureError, match="`no-such-program` is not installed"):
        Command("x", ["no-such-program"], tmp_path).run(1)


def test_job_that_cannot_be_prepared():
    """The error of a job's process comes back, and its process is gone."""
    job = Job("lint", "lint", "/no/such/folder")
    with pytest.raises(MeasureError, match="there is no `/no/such/folder`"):
        job.run(10)
    job.close()


@pytest.mark.checkout
def test_page_shows_the_last_run():
    """The table in the documentation is that of the results beside it: every row, every comparison."""
    page = (ROOT / "docs/benchmarks.md").read_text("utf-8")
    found = json.loads((ROOT / "benchmarks/results/latest.json").read_text("utf-8"))
    cells = [(row["work"], row["ours"], row["peer"], row["holds"]) for row in found["rows"]]
    lines = [line for line in page.splitlines() if line.startswith("| ")]
    shown = [tuple(line.strip("| ").split(" | ")) for line in lines]
    assert [(row[0], row[1], row[2], row[5]) for row in shown if len(row) == 6][2:] == cells
    assert all(f"| {check['what']} |" in page for check in found["checks"])
    assert all(f"- {name}: {value}" in page for name, value in found["about"].items())
