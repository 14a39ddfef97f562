"""Every code block of the documentation is run.

On one page, in order: `spec` and `toml` blocks with `file=` are written to a folder; `spec` blocks without it
are added to the page's own policy, which must have no errors; `console` blocks are run there, and must print
what they show; `python` blocks are run there; `sh` blocks must be shell.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.literate import Block, Case, read

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
SPECDSL = [sys.executable, "-m", "specdsl"]
COMMAND = re.compile(r"^\$ (.*)$", re.MULTILINE)


@pytest.mark.checkout
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_code_on_a_page_does_what_the_page_says(page: Path, tmp_path: Path, update: bool):
    """What is shown on the page is what happens when a reader follows it."""
    case = read(page)
    (tmp_path / "policies").symlink_to(ROOT / "policies")
    shown = {block.start: run(block, tmp_path) for block in case.blocks}
    if update:
        page.write_text(rewritten(case, shown), "utf-8")
    else:
        assert [shown[block.start] for block in case.blocks] == [block.text for block in case.blocks]


def run(block: Block, folder: Path) -> str:
    """Do what the block says; returns the text that it should have."""
    match block.language:
        case "spec" | "toml":
            write(block, folder)
        case "console":
            return transcript(block, folder)
        case "python":
            result = run_in(folder, [sys.executable, "-c", block.text])
            assert result.returncode == 0, result.stdout
        case "sh":
            assert subprocess.run(["bash", "-n"], input=block.text, text=True, check=False).returncode == 0
        case "text" | "":
            pass
        case other:
            pytest.fail(f"a block of `{other}` is run by nothing; make it `text` if it is only to be read")
    return block.text


def write(block: Block, folder: Path) -> None:
    name = block.info.get("file")
    if name is None and block.language == "spec":
        page = folder / "page"
        page.mkdir(exist_ok=True)
        name = f"page/{len(list(page.iterdir())):02}.spec"
    assert name is not None, "say with file= where this goes"
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(block.text, "utf-8")


def transcript(block: Block, folder: Path) -> str:
    """The block's commands, each followed by what it prints."""
    commands = COMMAND.findall(block.text)
    return "".join(f"$ {command}\n{run_in(folder, command).stdout}" for command in commands)


def run_in(folder: Path, command: str | list[str]) -> subprocess.CompletedProcess[str]:
    """Run it as a reader would, at 80 columns, output and messages together."""
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONPATH": str(ROOT)}
    shell = isinstance(command, str)
    if shell:
        command = re.sub(r"^specdsl\b", f"{sys.executable} -m specdsl", command)
    return subprocess.run(
        command, shell=shell, cwd=folder, env=environment, text=True, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def rewritten(case: Case, shown: dict[int, str]) -> str:
    text = case.text
    for block in reversed(case.blocks):
        text = text[: block.start] + shown[block.start] + text[block.end :]
    return text


@pytest.mark.parametrize("page", [ROOT / "docs" / "language.md"], ids=["language"])
def test_the_pieces_of_a_page_are_one_policy(page: Path, tmp_path: Path):
    """The examples of the language reference, taken together, are a policy without errors."""
    for block in read(page).blocks:
        if block.language == "spec" and "file" not in block.info:
            write(block, tmp_path)
    result = run_in(tmp_path, [*SPECDSL, "lint", "page"])

    assert result.returncode == 0, result.stdout


def test_the_readme_shows_what_the_linter_says(tmp_path: Path):
    """The first screen's policy gives the finding printed under it."""
    spec, said = read(ROOT / "README.md").blocks[:2]
    (tmp_path / "policy.spec").write_text(spec.text, "utf-8")
    result = run_in(tmp_path, [*SPECDSL, "lint"])

    assert result.stdout == said.text


@pytest.mark.checkout
def test_ci_runs_the_command_that_the_readme_names():
    """CI takes the test command from the README, so the two cannot differ."""
    readme = (ROOT / "README.md").read_text("utf-8")
    commands = [line for line in readme.splitlines() if line.startswith("python3 -m venv")]

    assert len(commands) == 3
    assert "specdsl compile policies/assistant" in commands[0]
    assert ".venv/bin/pytest" in commands[1]
    assert ".venv/bin/mkdocs serve" in commands[2]
    assert "grep -m1 'pytest' README.md" in (ROOT / ".ci" / "run").read_text("utf-8")


@pytest.mark.checkout
def test_links_between_pages_lead_somewhere():
    """Every relative link on a page names a file that is there."""
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
