from __future__ import annotations

import json
from pathlib import Path

import pytest

from specdsl.project import ProjectError, Update, update_folder
from specdsl.project.update import LIST

FILES = {"a.md": b"one", "deep/er/b.md": b"two"}


def files(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): file.read_text("utf-8")
        for file in folder.rglob("*")
        if file.is_file() and file.name != LIST
    }


def test_files_are_written(tmp_path: Path):
    """The folder is made, and holds the files."""
    assert update_folder(tmp_path / "new", FILES) == Update(2, 2, 0)
    assert files(tmp_path / "new") == {"a.md": "one", "deep/er/b.md": "two"}


def test_only_what_changes_is_written(tmp_path: Path):
    """A file whose content stays keeps its date, so that builds that look at dates stay quick."""
    update_folder(tmp_path, FILES)
    before = {path: (tmp_path / path).stat().st_mtime_ns for path in [*FILES, LIST]}

    assert update_folder(tmp_path, FILES) == Update(2, 0, 0)
    assert {path: (tmp_path / path).stat().st_mtime_ns for path in [*FILES, LIST]} == before
    assert update_folder(tmp_path, {**FILES, "a.md": b"new"}) == Update(2, 1, 0)
    assert (tmp_path / "deep/er/b.md").stat().st_mtime_ns == before["deep/er/b.md"]


def test_what_is_no_more_goes(tmp_path: Path):
    """A file of the last time that is none of this time goes, with the folders that it leaves empty."""
    update_folder(tmp_path, FILES)

    assert update_folder(tmp_path, {"a.md": b"one"}) == Update(1, 0, 1)
    assert files(tmp_path) == {"a.md": "one"}
    assert not (tmp_path / "deep").exists()


def test_what_others_put_there_stays(tmp_path: Path):
    """A file that we did not write is left alone, also beside one that goes."""
    update_folder(tmp_path, FILES)
    (tmp_path / "deep/er/mine.md").write_text("mine")
    update_folder(tmp_path, {"a.md": b"one"})

    assert files(tmp_path) == {"a.md": "one", "deep/er/mine.md": "mine"}


def test_what_somebody_changed_is_not_removed(tmp_path: Path):
    """A file of ours that somebody edited is their work, and stays when ours is no more."""
    update_folder(tmp_path, FILES)
    (tmp_path / "deep/er/b.md").write_text("edited")
    update_folder(tmp_path, {"a.md": b"one"})

    assert files(tmp_path) == {"a.md": "one", "deep/er/b.md": "edited"}


@pytest.mark.parametrize(
    ("prepared", "message"),
    [(False, "a.md` was not written by specdsl"), (True, "a.md` was changed since it was written")],
)
def test_somebody_s_work_is_not_replaced(tmp_path: Path, prepared: bool, message: str):
    """Where a file would replace one that is not as we wrote it, nothing is written at all."""
    if prepared:
        update_folder(tmp_path, {"a.md": b"ours"})
    (tmp_path / "a.md").write_text("theirs")

    with pytest.raises(ProjectError, match=message):
        update_folder(tmp_path, FILES)
    assert files(tmp_path) == {"a.md": "theirs"}


def test_the_same_content_is_nobody_s(tmp_path: Path):
    """A file that already says what we would write is taken over without a word."""
    (tmp_path / "a.md").write_text("one")

    assert update_folder(tmp_path, FILES) == Update(2, 1, 0)


@pytest.mark.parametrize("path", ["../out.md", "/out.md", "deep/../../out.md", "deep\\..\\out.md"])
def test_nothing_is_written_outside(tmp_path: Path, path: str):
    """A path that leads out of the folder is refused before anything is written."""
    with pytest.raises(ProjectError, match="leads out of"):
        update_folder(tmp_path / "in", {"a.md": b"one", path: b"out"})
    assert files(tmp_path) == {}


def test_no_link_leads_outside(tmp_path: Path):
    """A folder that is a link to elsewhere is not written through, nor is anything removed there."""
    update_folder(tmp_path / "in", FILES)
    (tmp_path / "in/deep").rename(tmp_path / "elsewhere")
    (tmp_path / "in/deep").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(ProjectError, match="leads out of"):
        update_folder(tmp_path / "in", {"a.md": b"one"})
    assert (tmp_path / "elsewhere/er/b.md").read_text() == "two"


def test_a_list_that_was_tampered_with_removes_nothing_outside(tmp_path: Path):
    """The list is data: a path in it that leads out is refused."""
    (tmp_path / "precious.md").write_text("precious")
    update_folder(tmp_path / "in", FILES)
    (tmp_path / "in" / LIST).write_text(json.dumps({"files": {"../precious.md": ["0"]}}))

    with pytest.raises(ProjectError, match="leads out of"):
        update_folder(tmp_path / "in", FILES)
    assert (tmp_path / "precious.md").read_text() == "precious"


@pytest.mark.parametrize("text", ["{", "[]", '{"files": 1}', '{"files": {"a": 1}}'])
def test_a_list_that_cannot_be_read(tmp_path: Path, text: str):
    """It is said how to go on, and nothing is written."""
    (tmp_path / LIST).write_text(text)

    with pytest.raises(ProjectError, match="cannot be read"):
        update_folder(tmp_path, FILES)
    assert files(tmp_path) == {}


def test_after_an_interruption_all_files_are_ours_still(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Where writing stops half-way, the next time finishes it and takes nothing for somebody's work."""
    from specdsl.project import update

    update_folder(tmp_path, FILES)
    written: list[Path] = []

    def stop(file: Path, content: bytes) -> None:
        if len(written) > 1:
            raise KeyboardInterrupt
        written.append(file)
        file.write_bytes(content)

    new = {"a.md": b"1", "deep/er/b.md": b"2"}
    monkeypatch.setattr(update, "write_bytes", stop)
    with pytest.raises(KeyboardInterrupt):
        update_folder(tmp_path, new)
    monkeypatch.undo()

    assert files(tmp_path) == {"a.md": "1", "deep/er/b.md": "two"}
    assert update_folder(tmp_path, new) == Update(2, 1, 0)


def test_a_file_is_no_folder(tmp_path: Path):
    """A file in the folder's place is left alone."""
    (tmp_path / "taken").write_text("mine")

    with pytest.raises(ProjectError, match="is not a folder"):
        update_folder(tmp_path / "taken", FILES)
