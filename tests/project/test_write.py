from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from specdsl.project import ProjectError, differences, write_folder, write_text

OLD = {"bundle.json": b"old", "spec/a.md": b"old", "gone.md": b"old"}
NEW = {"bundle.json": b"new", "spec/a.md": b"new", "spec/b.md": b"new"}


def content(folder: Path) -> dict[str, bytes]:
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_a_folder_is_replaced_whole(tmp_path: Path):
    """Afterwards exactly the new files are there, and nothing is left beside the folder."""
    folder = tmp_path / "deep" / "build"
    write_folder(folder, OLD)
    write_folder(folder, NEW)

    assert content(folder) == NEW
    assert list(folder.parent.iterdir()) == [folder]


def test_only_a_bundle_is_replaced(tmp_path: Path):
    """A folder that holds anything else is left alone."""
    (tmp_path / "thesis.txt").write_text("years of work", "utf-8")

    with pytest.raises(ProjectError, match="would remove them"):
        write_folder(tmp_path, NEW)

    assert content(tmp_path) == {"thesis.txt": b"years of work"}


def test_differences_are_named(tmp_path: Path):
    """What writing would add, change and remove, by path; nothing where all is as it should be."""
    write_folder(tmp_path / "build", OLD)

    assert differences(tmp_path / "build", OLD) == {}
    assert differences(tmp_path / "build", NEW) == {
        "bundle.json": "changed",
        "gone.md": "removed",
        "spec/a.md": "changed",
        "spec/b.md": "added",
    }


WRITER = """
import sys
from pathlib import Path
from specdsl.project import write_folder
folder, mark = Path(sys.argv[1]), 0
while True:
    mark += 1
    text = str(mark).encode()
    write_folder(folder, {"bundle.json": text, **{f"spec/{n}.md": text for n in range(40)}})
    print(mark, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
@pytest.mark.parametrize("wait", [0.0, 0.003, 0.007, 0.011, 0.013])
def test_a_kill_leaves_a_whole_bundle(tmp_path: Path, wait: float):
    """Killed at any moment of writing, the folder holds one generation of files, all of it."""
    folder = tmp_path / "build"
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    for _ in range(3):
        writer.stdout.readline()
    time.sleep(wait)
    os.kill(writer.pid, signal.SIGKILL)
    writer.communicate()

    found = content(folder)
    assert len(found) == 41
    assert len(set(found.values())) == 1


def test_a_reader_never_sees_a_part(tmp_path: Path):
    """While another process replaces the folder over and over, its manifest is always there."""
    folder = tmp_path / "build"
    with subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        missing = sum(not (folder / "bundle.json").is_file() for _ in range(20_000))
        writer.kill()

    assert missing == 0


def test_writing_a_text_keeps_the_file_mode(tmp_path: Path):
    """Replacing a file's text leaves who may read it as it was."""
    file = tmp_path / "p.spec"
    file.write_text("old", "utf-8")
    file.chmod(0o640)
    write_text(file, "new")

    assert (file.read_text("utf-8"), file.stat().st_mode & 0o777) == ("new", 0o640)
