"""Made-up policies: the same for the same seed, and what every tool that is measured accepts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.inputs import WRITERS, write_all
from benchmarks.policies import Size, policy, sized
from benchmarks.rows.starting import one_file
from specdsl.analysis import analyse
from specdsl.source import Source

SMALL = Size(rules=30, categories=3, words=20)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("policy")
    write_all(place, policy(SMALL))
    return place


def texts(folder: Path, pattern: str) -> list[str]:
    return [file.read_text("utf-8") for file in sorted(folder.glob(pattern))]


@pytest.mark.parametrize("language", WRITERS)
@pytest.mark.parametrize("dense", [False, True])
def test_same_seed_same_bytes(language, dense):
    """A size and a seed make one policy, and another seed another one."""
    write = WRITERS[language]
    size = sized(40, dense=dense)
    assert [*write(policy(size))] == [*write(policy(size))]
    assert [*write(policy(size))] != [*write(policy(sized(40, dense=dense, seed=2)))]


def test_languages_have_as_much_to_read(folder):
    """No tool is given less text for the same rules: sizes differ by a third at most, navigation apart."""
    patterns = {"spec": "spec/*", "cedar": "cedar/*.cedar", "rego": "rego/*", "gherkin": "gherkin/*",
                "yaml": "yaml/policy/*", "python": "python/*", "pages": "pages/docs/**/*.md"}  # fmt: skip
    sizes = {name: sum(map(len, texts(folder, pattern))) for name, pattern in patterns.items()}
    header = len((folder / "spec/policy.spec").read_text("utf-8"))
    sizes["spec"] -= header
    assert max(sizes.values()) < 1.34 * min(sizes.values()), sizes


def test_specdsl_reads_it(folder):
    """Sparse, dense, with prose or without: nothing is wrong with how it is written or with its names."""
    for made in (SMALL, sized(40, dense=True), sized(40, words=0)):
        write_all(folder / f"{made.words}{made.dense}", policy(made), ["spec"])
        files = sorted((folder / f"{made.words}{made.dense}/spec").iterdir())
        analysis = analyse([Source(file.name, file.read_text("utf-8")) for file in files])
        assert analysis.policy is not None
        assert analysis.diagnostics == ()


def test_a_file_of_20_kb():
    """The policy that small commands are measured on is one file of about 20 KB without errors."""
    text = one_file(1)
    assert 18_000 < len(text) < 22_000
    assert analyse([Source("policy.spec", text)]).diagnostics == ()


# ── Peers ─────────────────────────────────────────────────────────────────────


def test_cedar_accepts_it(folder):
    """Cedar finds its policies valid by its schema: as many as there are rules."""
    cedarpy = pytest.importorskip("cedarpy")
    (text,), (schema,) = texts(folder, "cedar/*.cedar"), texts(folder, "cedar/*.cedarschema")
    assert cedarpy.validate_policies(text, schema).validation_passed
    assert text.count("@id(") == SMALL.rules


def test_regorus_accepts_it(folder):
    """Regorus decides a request as the rule that is about it says."""
    regorus = pytest.importorskip("hobofan_regorus")
    engine = regorus.Engine()
    for file in sorted((folder / "rego").iterdir()):
        engine.add_policy(file.name, file.read_text("utf-8"))
    rule = policy(SMALL).categories[0].rules[0]
    engine.set_input({answer.facet: answer.values[0] for answer in rule.when})
    decisions = engine.eval_query_as_json("data.policy.c0.decision")
    assert f'"{rule.name}"' in decisions


def test_gherkin_accepts_it(folder):
    """Every rule is a scenario."""
    parser = pytest.importorskip("gherkin.parser")
    read = [parser.Parser().parse(text)["feature"]["children"] for text in texts(folder, "gherkin/*")]
    assert sum(map(len, read)) == SMALL.rules


def test_yaml_accepts_it(folder):
    """Every rule is an entry with its verdict, its condition and its text."""
    yaml = pytest.importorskip("yaml")
    rules = [rule for text in texts(folder, "yaml/policy/*") for rule in yaml.safe_load(text)["rules"]]
    assert len(rules) == SMALL.rules
    assert all({"name", "verdict", "when", "text"} <= rule.keys() for rule in rules)


def test_python_compiles(folder):
    """Every rule is a function."""
    for text in texts(folder, "python/*"):
        compile(text, "rules.py", "exec")
    assert sum(text.count("\ndef ") for text in texts(folder, "python/*")) == SMALL.rules


def test_mkdocs_accepts_it(folder):
    """MkDocs builds a page for each rule and category, with all of them in the navigation."""
    pytest.importorskip("mkdocs")
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    subprocess.run(command, cwd=folder / "pages", check=True, capture_output=True)
    page = (folder / "pages/site/c2/r29/index.html").read_text("utf-8")
    assert page.count("toctree-l1") >= SMALL.rules
