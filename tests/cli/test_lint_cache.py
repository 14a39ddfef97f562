from __future__ import annotations

import json
import os
from concurrent.futures import ProcessPoolExecutor

import pytest

from specdsl.cli import main
from specdsl.project import cache

POLICY = """policy p "P"
  otherwise comply
category c "C"
  summary: C.
  rule r "R"
    refuse
"""


EMPTY = '{"version": 1, "findings": []}'


@pytest.fixture
def policy(tmp_path, monkeypatch):
    """A policy with a finding, and a cache of its own."""
    monkeypatch.setenv("SPECDSL_CACHE_DIR", str(tmp_path / "cache"))
    folder = tmp_path / "policy"
    folder.mkdir()
    (folder / "p.spec").write_text(POLICY)
    return folder


def lint(capsys, *words):
    status = main(["lint", *map(str, words)])
    shown = capsys.readouterr()
    return status, shown.out, shown.err


def poison(tmp_path):
    """Make every entry say that it is one, and return how many there are."""
    entries = [*(tmp_path / "cache").glob("*.json")]
    for entry in entries:
        entry.write_text(json.dumps({"output": "from the cache\n", "notes": [], "status": 0}))
    return len(entries)


def test_nothing_changed_is_not_looked_at_again(policy, tmp_path, capsys):
    """The second time the answer comes from the cache, with the same status."""
    first = lint(capsys, policy)
    assert lint(capsys, policy) == first
    assert first[0] == 1
    assert "missing-text" in first[1]
    assert poison(tmp_path) == 1
    assert lint(capsys, policy) == (0, "from the cache\n", "")


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "p.spec").write_text(POLICY.replace("refuse", "comply")),
        lambda folder: (folder / "q.spec").write_text('flag f "F"\n'),
        lambda folder: (folder / "p.spec").rename(folder / "q.spec"),
        lambda folder: (folder / "specdsl.toml").write_text('[lint.levels]\nmissing-text = "error"\n'),
        lambda folder: (folder / "specdsl-baseline.json").write_text(EMPTY),
    ],
    ids=["text", "new file", "name", "configuration", "baseline"],
)
def test_what_decides_the_findings_is_part_of_the_key(policy, tmp_path, capsys, change):
    """A change of a source, its name, the configuration or the old findings is looked at."""
    lint(capsys, policy)
    poison(tmp_path)
    change(policy)
    assert "from the cache" not in lint(capsys, policy)[1]


@pytest.mark.parametrize(
    "words", [["--no-cache"], ["--timings"], ["--format", "json"], ["--fail-on", "info"], ["--fix"]]
)
def test_another_question_is_another_answer(policy, tmp_path, capsys, words):
    """So is one for which the work itself is asked for."""
    lint(capsys, policy)
    poison(tmp_path)
    assert "from the cache" not in lint(capsys, policy, *words)[1]


def test_a_broken_entry_is_no_answer(policy, tmp_path, capsys):
    """What cannot be read is worked out again, and written anew."""
    first = lint(capsys, policy)
    (entry,) = (tmp_path / "cache").glob("*.json")
    entry.write_text("{")
    assert lint(capsys, policy) == first
    assert json.loads(entry.read_text())["status"] == 1


def test_a_cache_that_cannot_be_written_is_none(policy, tmp_path, capsys):
    """The answer is the same."""
    (tmp_path / "cache").write_text("a file, not a folder")
    assert "missing-text" in lint(capsys, policy)[1]


def test_only_the_newest_entries_are_kept(tmp_path, monkeypatch):
    """The oldest go first."""
    monkeypatch.setenv("SPECDSL_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(cache, "_KEPT", 3)
    for number in range(6):
        cache.remember(str(number), {"n": number})
        os.utime(tmp_path / f"{number}.json", (number, number))
    assert sorted(file.stem for file in tmp_path.glob("*.json")) == ["3", "4", "5"]


def _remember(folder: str, number: int) -> int:
    os.environ["SPECDSL_CACHE_DIR"] = folder
    for _ in range(50):
        cache.remember("one", {"n": number, "long": "x" * 100_000})
        found = cache.remembered("one")
        assert found is not None
        assert set(found) == {"n", "long"}
    return number


def test_two_processes_do_not_disturb_each_other(tmp_path):
    """Whoever reads sees one whole entry or the other."""
    with ProcessPoolExecutor(2) as pool:
        assert [*pool.map(_remember, [str(tmp_path)] * 2, [1, 2])] == [1, 2]


def test_timings_name_what_took_how_long(policy, capsys):
    """Stages and rules, slowest first, and the sum."""
    table = lint(capsys, policy, "--timings")[2].splitlines()
    names = [line.split("  ")[-1] for line in table]
    seconds = [float(line.split(" s")[0]) for line in table]
    assert {"reading", "compiled text", "contradiction", "missing-text"} < set(names)
    assert names[-1] == "in all"
    assert seconds[:-1] == sorted(seconds[:-1], reverse=True)
