from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from specdsl.compiler.bundle import Bundle, BundleError, dump_manifest, entry, read_manifest
from specdsl.compiler.dump import dump_json
from specdsl.compiler.manifest import Manifest, Tool, manifest_schema

SCHEMA = Path(__file__).parents[2] / "docs/schema/bundle.schema.json"
CONTENT = {"spec/all.md": b"# Play\n", "spec/games.md": "# Games \u2013 {{x}}\n".encode()}


def manifest(**changed) -> Manifest:
    """A small manifest, changed where a test wants it."""
    values = {
        "format": 1,
        "policy": "play",
        "title": "Play",
        "version": "1",
        "digest": "0" * 64,
        "language": "en",
        "tool": Tool(name="specdsl", version="0.1.0"),
        "categories": ["games"],
        "targets": ["spec"],
        "encoding": "o200k_base",
        "parquet": False,
        "notes": [],
        "files": [entry(path, content, 3) for path, content in CONTENT.items()],
    }
    return Manifest(**{**values, **changed})


def files(**changed) -> dict[str, bytes]:
    """The files of a small bundle."""
    return {**CONTENT, "bundle.json": dump_manifest(manifest(**changed))}


def written(folder: Path, content: dict[str, bytes]) -> Path:
    """The files in a folder."""
    for path, data in content.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def test_memory_and_disk_are_one(tmp_path):
    """A bundle from a folder has the bytes that were written, manifest included."""
    opened = Bundle.open(written(tmp_path, files()))
    assert opened.files == files() == Bundle.from_files(files()).files


def test_reading_is_lazy_and_checked(tmp_path):
    """A damaged file is refused when it is read, and hinders no other."""
    folder = written(tmp_path, files())
    (folder / "spec/all.md").write_bytes(b"# Prey\n")
    bundle = Bundle.open(folder)
    assert bundle.read("spec/games.md") == CONTENT["spec/games.md"]
    with pytest.raises(BundleError, match=r"`spec/all.md` was changed after the policy was compiled"):
        bundle.read("spec/all.md")


def test_missing_file_is_named(tmp_path):
    """A file that the manifest lists and the folder lacks is named."""
    folder = written(tmp_path, files())
    (folder / "spec/all.md").unlink()
    with pytest.raises(
        BundleError, match=r"`spec/all.md` is missing from the bundle; compile the policy again"
    ):
        Bundle.open(folder).read("spec/all.md")


def test_unknown_file_says_what_there_is():
    """Asking for a file that was never compiled lists its neighbours, or else the targets."""
    bundle = Bundle.from_files(files())
    with pytest.raises(BundleError, match=r"no `spec/toys.md`; it has `spec/all.md`, `spec/games.md`"):
        bundle.read("spec/toys.md")
    with pytest.raises(BundleError, match=r"no `prompts/judge/games.json`; it was compiled for: spec"):
        bundle.read("prompts/judge/games.json")


def test_no_bundle(tmp_path):
    """A folder without a manifest is no bundle."""
    with pytest.raises(BundleError, match=r"there is no bundle in `.*`: it has no `bundle.json`"):
        Bundle.open(tmp_path / "build")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "`bundle.json` is not JSON"),
        (b"[]", "`bundle.json` is damaged at ``"),
        (
            dump_json({"format": 2, "shape": "new"}),
            "has format 2, and this specdsl reads up to 1: update specdsl",
        ),
        (dump_json({"format": 1}), "`bundle.json` is damaged at `policy`: Field required"),
    ],
)
def test_unreadable_manifest(content, message):
    """What is wrong with a manifest is said, and a newer format is told from a damaged file."""
    with pytest.raises(BundleError, match=message):
        read_manifest(content)


@pytest.mark.parametrize(
    "path", ["../secret", "/etc/passwd", "a/../../b", "a//b", "./a", "c:\\x", "a\\b", ""]
)
def test_paths_stay_inside(path):
    """No manifest can make a reader look outside the bundle."""
    content = json.loads(dump_manifest(manifest()))
    content["files"][0]["path"] = path
    with pytest.raises(BundleError, match="damaged at `files/0/path`"):
        read_manifest(dump_json(content))


def test_schema_is_fresh():
    """`docs/schema/bundle.schema.json` is the schema of the models."""
    assert SCHEMA.read_bytes() == dump_json(manifest_schema())


def test_manifest_obeys_the_published_schema():
    """Another validator accepts what we write."""
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_bytes())).validate(
        json.loads(dump_manifest(manifest(version=None)))
    )
