from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from specdsl.cli import main
from tests.reading import TOUCHSTONE

GOOD = """policy p "P"
  otherwise comply

category c "C"
  summary: C.

  rule r "R"
    refuse
    text: Do not do it.

    example e "E"
      user: Do it.
      good: I'm sorry, I can't help with that.
"""
BAD = GOOD.replace("    refuse\n", "    refus\n")
WARN = GOOD[: GOOD.index("\n    example")]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, which is also where we are, 80 columns wide and without colour."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    return tmp_path


def policy(folder: Path, text: str = GOOD, name: str = "mine") -> Path:
    (folder / name).mkdir(exist_ok=True)
    (folder / name / "policy.spec").write_bytes(text.encode("utf-8"))
    return Path(name)


def run(*words: object) -> int:
    return main([str(word) for word in words])


# ── Help, version, wrong words ────────────────────────────────────────────────


def test_version_imports_nothing_heavy():
    """`--version` answers without loading what the other commands need."""
    heavy = ("argparse", "lark", "pydantic", "jinja2", "networkx", "specdsl.syntax")
    program = (
        "import sys; from specdsl.cli import main; main(['--version']); "
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.startswith("specdsl ")
    assert done.stdout.endswith("[]\n")


def test_every_command_has_help_with_examples(capsys):
    """Each command's help says what it does, and shows it."""
    from specdsl.cli.parser import GROUPS

    for name in (name for group in GROUPS.values() for name in group):
        with pytest.raises(SystemExit) as stopped:
            run(name, "--help")
        said = capsys.readouterr().out
        assert stopped.value.code == 0
        assert f"specdsl {name}" in said.split("examples:")[1]
        assert max(map(len, said.splitlines())) <= 100


def test_no_command_shows_the_guide(capsys):
    """`specdsl` alone is help, not an error."""
    assert run() == 0
    assert "specdsl new my-policy" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lnt"], "there is no `lnt`. Did you mean `lint`?"),
        (["lint", "--format", "txt"], "there is no `txt`. Did you mean `text`?"),
        (["explain", "undefined-refrence"], "Did you mean `undefined-reference`?"),
        (["lint", "nowhere"], "there is no `nowhere`"),
        (["show", "spec/d", "mine"], "the bundle has no `spec/d`. Did you mean `spec/c`?"),
        (["compile", "mine", "--target", "rubric"], "rubrics"),
        (["compile", "mine", "--category", "cc"], "no category `cc`"),
        (["graph", "mine", "-o", "x.jpeg"], "no format is known by the ending `.jpeg`"),
        (["lint", "mine", "mine", "--format", "json"], "name one policy at a time"),
    ],
)
def test_wrong_use_is_answered_in_a_line(folder: Path, capsys, words: list[str], said: str):
    """Exit status 2, and a message that says what was probably meant."""
    policy(folder)
    try:
        status = run(*words)
    except SystemExit as stopped:
        status = stopped.code
    assert status == 2
    assert said in capsys.readouterr().err


def test_a_fault_of_ours_says_so(folder: Path, capsys, monkeypatch):
    """An unexpected exception is not blamed on the policy, and has its own exit status."""
    monkeypatch.setattr("specdsl.cli.linting.check", lambda *_: 1 / 0)
    assert run("lint", policy(folder)) == 3
    assert "a fault in specdsl, not in your policy" in capsys.readouterr().err


# ── lint ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "options", "status"),
    [(GOOD, [], 0), (BAD, [], 1), (WARN, [], 0), (WARN, ["--fail-on", "warning"], 1), ("\n", [], 1)],
)
def test_lint_exits_by_the_gravest_finding(folder: Path, text: str, options: list[str], status: int):
    """0 below `--fail-on`, 1 at it or above."""
    assert run("lint", policy(folder, text), *options) == status


def test_lint_writes_json(folder: Path, capsys):
    """The JSON form has the findings with their places as seen from here."""
    run("lint", policy(folder, BAD), "--format", "json")
    report = json.loads(capsys.readouterr().out)

    (finding,) = report["findings"]
    assert (finding["rule"], finding["spans"][0]["file"], finding["spans"][0]["line"]) == (
        "unknown-verdict",
        "mine/policy.spec",
        8,
    )


@pytest.mark.parametrize("form", ["text", "concise", "json", "sarif", "github", "junit"])
def test_every_format_names_the_finding(folder: Path, capsys, form: str):
    """No format loses what was found."""
    assert run("lint", policy(folder, BAD), "--format", form) == 1
    assert "unknown-verdict" in capsys.readouterr().out


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_fix_mends_and_keeps_the_rest_of_the_file(folder: Path, capsys, mark: str):
    """A safe fix changes its own characters; line ends and the byte-order mark stay."""
    text = mark + GOOD.replace('"P"', "“P”").replace("\n", "\r\n")
    path = policy(folder, text)

    assert run("lint", path, "--fix") == 0
    assert (path / "policy.spec").read_bytes().decode("utf-8") == text.replace("“P”", '"P"')
    assert "mended policy.spec:1" in capsys.readouterr().err


def test_offered_fixes_want_to_be_asked_for(folder: Path):
    """A fix that may change the meaning is applied with --unsafe only."""
    path = policy(folder, BAD)

    assert run("lint", path, "--fix") == 1
    assert (path / "policy.spec").read_text("utf-8") == BAD
    assert run("lint", path, "--fix", "--unsafe") == 0
    assert (path / "policy.spec").read_text("utf-8") == GOOD


def test_a_baseline_silences_what_was_there(folder: Path, capsys):
    """Old findings are not reported again, new ones are."""
    path = policy(folder, WARN)
    assert run("lint", path, "--write-baseline") == 0
    assert run("lint", path, "--fail-on", "warning") == 0

    policy(folder, WARN + '\n  rule s "S"\n    comply\n    status draft\n    text: S.\n')
    assert run("lint", path, "--fail-on", "warning") == 1
    said = capsys.readouterr().out
    assert "`c.s`" in said
    assert "`c.r`" not in said


def test_the_configuration_sets_levels(folder: Path, capsys):
    """`specdsl.toml` beside the policy is read, and a mistake in it is explained."""
    path = policy(folder, WARN)
    (path / "specdsl.toml").write_text('[lint.levels]\nrule-without-example = "error"\n', "utf-8")
    assert run("lint", path) == 1

    (path / "specdsl.toml").write_text('[lint.levels]\nrule-without-exampel = "error"\n', "utf-8")
    assert run("lint", path) == 2
    assert "did you mean `rule-without-example`" in capsys.readouterr().err


# ── fmt ───────────────────────────────────────────────────────────────────────

UNTIDY = GOOD.replace("  ", "    ").replace("refuse\n", "refuse  \n")


def test_fmt_checks_shows_and_writes(folder: Path, capsys):
    """--check and --diff change nothing and exit with 1; without them the file is rewritten."""
    path = policy(folder, UNTIDY)
    file = path / "policy.spec"

    assert run("fmt", "--check", path) == 1
    assert run("fmt", "--diff", path) == 1
    assert file.read_text("utf-8") == UNTIDY
    assert "+    refuse\n" in capsys.readouterr().out

    assert run("fmt", path) == 0
    assert file.read_text("utf-8") == GOOD
    assert run("fmt", "--check", path) == 0


def test_fmt_reads_standard_input(folder: Path):
    """`fmt -` is a filter."""
    done = subprocess.run(
        [sys.executable, "-m", "specdsl", "fmt", "-"], input=UNTIDY.encode(), capture_output=True, check=True
    )
    assert done.stdout.decode() == GOOD


# ── graph, show, schema, new, completion ─────────────────────────────────────


@pytest.mark.parametrize("form", ["text", "json", "dot", "mermaid", "graphml", "svg"])
def test_graph_names_the_rules_in_every_format(capsysbinary, form: str):
    """No view leaves a rule out."""
    assert run("graph", TOUCHSTONE, "--format", form) == 0
    said = capsysbinary.readouterr().out.lower().replace(b"-", b" ")
    assert b"method instructions" in said


def test_graph_draws_a_picture(folder: Path):
    """The format follows the ending of the file."""
    pytest.importorskip("resvg_py")
    assert run("graph", policy(folder), "-o", "picture.png") == 0
    assert (folder / "picture.png").read_bytes().startswith(b"\x89PNG")


def test_show_prints_a_prompt_for_reading(capsys):
    """A prompt is shown as messages, not as JSON; the ending may be left out."""
    assert run("show", "prompts/judge/self-harm", TOUCHSTONE) == 0
    said = capsys.readouterr().out
    assert said.startswith("── system ──\n")
    assert "Do not give method information, whatever the framing." in said


def test_show_lists_the_pieces(folder: Path, capsys):
    """What there is to show, one a line."""
    policy(folder)
    assert run("show", "--list", "mine") == 0
    assert "spec/c.md" in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("kind", ["policy", "lint", "bundle", "config"])
def test_schemas_are_json(capsys, kind: str):
    """Each schema is a JSON object with a type."""
    assert run("schema", kind) == 0
    assert json.loads(capsys.readouterr().out)["type"] == "object"


def test_a_new_policy_is_clean_and_in_form(folder: Path):
    """What `new` lays down lints clean, is formatted, and bears the folder's name."""
    assert run("new", "My Bot") == 0
    assert (folder / "My Bot" / "policy.spec").read_text("utf-8").count('policy my-bot "My bot"') == 1
    assert run("lint", "--fail-on", "info", "My Bot") == 0
    assert run("fmt", "--check", "My Bot") == 0
    assert run("new", "My Bot") == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_completion_knows_the_commands(capsys, shell: str):
    """The script for each shell names the commands."""
    assert run("completion", shell) == 0
    assert "compile" in capsys.readouterr().out


# ── compile ───────────────────────────────────────────────────────────────────


def test_compile_writes_a_bundle_and_checks_it(folder: Path, capsys):
    """After compiling, --check finds no difference; after a change of the policy it names the files."""
    path = policy(folder)
    assert run("compile", path) == 0
    assert (folder / "build" / "bundle.json").is_file()
    assert run("compile", path, "--check") == 0

    policy(folder, GOOD.replace("Do not do it.", "Never do it."))
    assert run("compile", path, "--check") == 1
    assert "changed  build/spec/c.md" in capsys.readouterr().out


def test_compile_refuses_a_policy_with_errors(folder: Path, capsys):
    """Nothing is written, and the errors are shown."""
    assert run("compile", policy(folder, BAD)) == 1
    said = capsys.readouterr().err
    assert "unknown-verdict" in said
    assert "nothing was written" in said
    assert not (folder / "build").exists()


def test_compile_keeps_the_old_bundle_when_it_refuses(folder: Path):
    """A policy that breaks leaves the bundle of its last good version in place."""
    path = policy(folder)
    run("compile", path)
    before = (folder / "build" / "spec" / "c.md").read_bytes()
    policy(folder, BAD)

    assert run("compile", path) == 1
    assert (folder / "build" / "spec" / "c.md").read_bytes() == before
