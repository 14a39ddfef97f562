from __future__ import annotations

from pathlib import Path

import pytest

from specdsl.project import ProjectError, open_project


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.spec").write_text(text, "utf-8")
    return folder


def test_every_spec_file_below_the_folder_is_read_in_order_of_path(tmp_path: Path):
    """Files of folders below count, other endings and hidden folders do not."""
    (tmp_path / "a").mkdir()
    (tmp_path / ".git").mkdir()
    write(tmp_path, z="# z\n")
    write(tmp_path / "a", b="# b\n")
    write(tmp_path / ".git", hidden="# no\n")
    (tmp_path / "notes.md").write_text("no", "utf-8")

    project = open_project(tmp_path)

    assert [source.name for source in project.sources] == ["a/b.spec", "z.spec"]
    assert project.found == ()


def test_a_file_stands_for_its_folder(tmp_path: Path):
    """Naming one file of a policy reads the whole policy."""
    write(tmp_path, one="# 1\n", two="# 2\n")

    assert len(open_project(tmp_path / "one.spec").sources) == 2


def write_other(folder: Path) -> Path:
    file = folder / "policy.txt"
    file.write_text("x", "utf-8")
    return file


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda folder: folder / "nowhere", "there is no"),
        (lambda folder: folder, "has no .spec file in it"),
        (write_other, "is not a .spec file"),
    ],
)
def test_what_is_no_policy_is_said(tmp_path: Path, make, message: str):
    """A wrong path gives one plain message, not a traceback."""
    with pytest.raises(ProjectError, match=message):
        open_project(make(tmp_path))


@pytest.mark.parametrize("to_folder", [False, True])
def test_links_do_not_lead_out(tmp_path: Path, to_folder: bool):
    """A link to what lies outside the policy's folder is reported, and nothing behind it is read."""
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    write(outside, secret="policy secret\n")
    write(inside, own="# own\n")
    link = inside / ("link" if to_folder else "link.spec")
    link.symlink_to(outside if to_folder else outside / "secret.spec")

    project = open_project(inside)

    assert all("secret" not in source.text for source in project.sources)
    assert [found.message for found in project.found] == [
        "this is a link that leads out of the policy's folder, so it was not followed"
    ]


@pytest.mark.parametrize(
    ("data", "message", "place"),
    [
        ("policy p".encode("utf-16"), "this file is saved as UTF-16, so it was not read", (1, 1)),
        (b"# \xc3\xa9\r\n# caf\xe9 au lait\n", "this character is not UTF-8 text", (2, 6)),
    ],
)
def test_files_in_another_encoding(tmp_path: Path, data: bytes, message: str, place: tuple[int, int]):
    """A file that is not UTF-8 is an error at the first character that is not."""
    (tmp_path / "p.spec").write_bytes(data)

    (found,) = open_project(tmp_path).found

    assert (found.message, (found.span.line, found.span.column)) == (message, place)
