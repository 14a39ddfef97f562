"""The whole compiler: what it can be asked for, what it refuses, and what decides the bytes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace

import pytest

from specdsl.compiler import compile_policy
from specdsl.compiler.assemble import LATER, HolesError
from specdsl.compiler.context import Options, UnknownCategoryError
from specdsl.compiler.registry import UnknownTargetError
from specdsl.error import SpecError
from specdsl.source import Source, Span
from specdsl.version import VERSION
from tests.reading import TOUCHSTONE, index_of, index_of_folder

PROGRAM = """
import hashlib, sys
from pathlib import Path
from specdsl.compiler import compile_policy
from specdsl.graph import policy_from_documents
from specdsl.source import Source
from specdsl.syntax import parse

files = sorted(Path(sys.argv[1]).glob("*.spec"), reverse=sys.argv[2] == "reversed")
policy, _ = policy_from_documents([parse(Source(file.name, file.read_text("utf-8")))[0] for file in files])
for path, content in compile_policy(policy)[0].files.items():
    print(hashlib.sha256(content).hexdigest(), path)
"""


@pytest.fixture(scope="module")
def policy():
    return index_of_folder(TOUCHSTONE).policy


# ── What is asked for ─────────────────────────────────────────────────────────


def test_the_manifest_lists_every_file(policy):
    """Every file but the manifest is in it, sorted, with the hash, size and tokens that it has."""
    bundle, found = compile_policy(policy)
    assert found == []
    assert [file.path for file in bundle.manifest.files] == sorted(set(bundle.files) - {"bundle.json"})
    for file in bundle.manifest.files:
        content = bundle.read(file.path)
        assert (file.sha256, file.bytes) == (hashlib.sha256(content).hexdigest(), len(content))
    assert {file.path for file in bundle.manifest.files if file.tokens is None} == {
        "sourcemap.json",
        "training/README.md",
        *(path for path in bundle.files if path.endswith(".parquet")),
    }


def test_the_manifest_says_what_the_bundle_is(policy):
    """Policy, version, language, tool, categories and targets stand in the manifest."""
    manifest = compile_policy(policy)[0].manifest
    assert (manifest.policy, manifest.title) == ("harbor", "Harbor assistant safety policy")
    assert (manifest.version, manifest.language, manifest.encoding) == ("2026.11", "en", "o200k_base")
    assert (manifest.tool.name, manifest.tool.version) == ("specdsl", VERSION)
    assert manifest.categories == ["regulated-advice", "self-harm"]
    assert manifest.targets == ["classify", "generate", "judge", "rubrics", "spec", "training"]


def test_targets_and_categories_can_be_chosen(policy):
    """What is not asked for is not there; what belongs to the whole policy is."""
    bundle = compile_policy(policy, targets=["spec", "judge"], categories=["self-harm"])[0]
    assert list(bundle.files) == [
        "bundle.json",
        "prompts/judge/self-harm.cot.json",
        "prompts/judge/self-harm.json",
        "sourcemap.json",
        "spec/all.md",
        "spec/self-harm.md",
    ]
    assert (bundle.manifest.targets, bundle.manifest.categories) == (["judge", "spec"], ["self-harm"])


def test_training_follows_the_categories(policy):
    """Rows about other categories are not written."""
    bundle = compile_policy(policy, targets=["training"], categories=["self-harm"])[0]
    written = b"".join(content for path, content in bundle.files.items() if path.endswith(".jsonl"))
    assert b'"category": "self-harm"' in written
    assert b'"category": "regulated-advice"' not in written


def test_unknown_names_are_refused(policy):
    """A target or category that does not exist is named beside those that do."""
    with pytest.raises(
        UnknownTargetError, match="there is no target `specs`; the targets are: classify, gen"
    ):
        compile_policy(policy, targets=["specs"])
    with pytest.raises(UnknownCategoryError, match="the policy has no category `self`; it has: regulated"):
        compile_policy(policy, categories=["self"])


def test_holes_are_refused(policy):
    """A policy of which a block could not be read is never compiled; the message says where it is."""
    hole = Span(Source("broken.spec", "a\nrule\n"), 2, 6)
    with pytest.raises(HolesError, match=r"parts that could not be read \(broken.spec:2\); mend them"):
        compile_policy(replace(policy, holes=(hole,)))


def test_two_files_of_one_path_are_refused():
    """A category of the name that the files about all categories have would overwrite them."""
    index = index_of('policy p "P"\n\ncategory all "All"\n  rule r "R"\n    comply\n    text: Yes.\n')
    with pytest.raises(SpecError, match=r"two targets write `spec/all.md`: rename a category"):
        compile_policy(index.policy, targets=["spec"])


def test_progress_is_told_of_each_step(policy):
    """Whoever watches hears the name of each target once, in order, and of what takes time afterwards."""
    heard: list[str] = []
    compile_policy(policy, targets=["spec", "classify"], progress=heard.append)
    assert heard == ["classify", "spec", *LATER]


def test_budgets_are_checked(policy):
    """A budget of the caller's replaces ours, and the finding says what takes most."""
    _, found = compile_policy(policy, targets=["spec"], budgets={"spec": 500})
    assert [(each.rule, each.extra["path"]) for each in found] == [
        ("token-budget", "spec/regulated-advice.md"),
        ("token-budget", "spec/self-harm.md"),
    ]
    assert "self-harm.method-instructions" in found[1].extra["largest"]


def test_the_encoding_counts(policy):
    """Another tokenizer gives other counts, and the manifest names it."""
    counts = {}
    for encoding in ("o200k_base", "llama3"):
        bundle = compile_policy(policy, targets=["spec"], options=Options(encoding=encoding))[0]
        assert bundle.manifest.encoding == encoding
        counts[encoding] = [file.tokens for file in bundle.manifest.files]
    assert counts["o200k_base"] != counts["llama3"]


# ── The same bytes everywhere ─────────────────────────────────────────────────


def digests(order: str = "sorted", **environment: str) -> str:
    """The hash of each file of the touchstone's bundle, compiled by a fresh interpreter."""
    known = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment}
    command = [sys.executable, "-c", PROGRAM, str(TOUCHSTONE), order]
    return subprocess.run(command, env=known, capture_output=True, text=True, check=True).stdout


def test_nothing_but_the_policy_decides_the_bytes():
    """Hash seed, time zone, locale, encoding of the terminal and order of the files change no byte."""
    usual = digests(PYTHONHASHSEED="0", TZ="UTC", LC_ALL="C")
    assert len(usual.splitlines()) > 20
    assert digests("reversed", PYTHONHASHSEED="1", TZ="Asia/Tokyo", LC_ALL="C.UTF-8") == usual
    assert (
        digests("reversed", PYTHONHASHSEED="2", TZ="America/Lima", LC_ALL="tr_TR.UTF-8", PYTHONUTF8="0")
        == usual
    )


def test_compiling_twice_gives_the_same_files(policy):
    """Nothing is left over from one compilation to the next."""
    assert compile_policy(policy)[0].files == compile_policy(policy)[0].files
