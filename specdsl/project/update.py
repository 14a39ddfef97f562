"""Keeps a generated folder up to date: writes what changed, removes what it wrote before and is no more.

A list of what was written stands beside the files, with digests. What is not on it, or is no longer as it was
written, is somebody's work, and is neither replaced nor removed.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePosixPath

from specdsl.project.error import ProjectError
from specdsl.project.write import write_bytes
from specdsl.record import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LIST = ".specdsl-site.json"
"""The file that says which files of the folder are ours: for each the digests that it may have."""


@dataclass(frozen=True, slots=True)
class Update:
    """How many files there are, how many of them were written now, and how many old ones went."""

    total: int
    written: int
    removed: int


def update_folder(folder: Path, files: Mapping[str, bytes]) -> Update:
    """Make the folder hold these files, by relative path, beside whatever else is there.

    Raises:
        ProjectError: A file would replace somebody's work, or stand outside the folder.
    """
    listed = written_files(folder)
    old = {path: _digest(folder, path) for path in {*listed, *files}}
    new = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    changed = [path for path in files if old[path] != new[path]]
    _check(folder, [path for path in changed if old[path] not in ("", *listed.get(path, ()))], listed)
    gone = [path for path in listed if path not in files and old[path] in listed[path]]
    # Both digests until all is written, so that an interruption leaves no file that is taken for somebody's.
    both = {path: [*dict.fromkeys([*listed.get(path, ()), new[path]])] for path in files}
    _write_list(folder, both | {path: listed[path] for path in gone})
    for path in changed:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        write_bytes(folder / path, files[path])
    for path in gone:
        _remove(folder, path)
    _write_list(folder, {path: [digest] for path, digest in new.items()})
    return Update(len(files), len(changed), len(gone))


def _digest(folder: Path, path: str) -> str:
    """Of what stands there now; empty for nothing.

    Raises:
        ProjectError: It would stand outside the folder.
    """
    file = folder / path
    if not _is_inside(path) or not file.resolve().is_relative_to(folder.resolve()):
        raise ProjectError(f"`{file}` leads out of `{folder}`, so nothing was written.")
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path)
    return not parts.is_absolute() and ".." not in parts.parts and "\\" not in path


def _check(folder: Path, others: list[str], listed: Mapping[str, object]) -> None:
    """That nothing of somebody's would be replaced."""
    if not others:
        return
    first = min(others)
    more = f" (and {len(others) - 1} more)" if len(others) > 1 else ""
    what = "was changed since it was written" if first in listed else "was not written by specdsl"
    raise ProjectError(
        f"`{folder / first}` {what}{more}, so nothing was written. "
        "Move it away, or choose another folder with -o."
    )


def _remove(folder: Path, path: str) -> None:
    """The file, and the folders that are empty without it."""
    file = folder / path
    file.unlink()
    for above in _between(folder, file):
        if any(above.iterdir()):
            return
        above.rmdir()


def _between(folder: Path, file: Path) -> Iterator[Path]:
    yield from (above for above in file.parents if above != folder and above.is_relative_to(folder))


# ── The list ──────────────────────────────────────────────────────────────────


def written_files(folder: Path) -> dict[str, list[str]]:
    """By path the digests that our files in a folder may have; none where it has no list.

    Raises:
        ProjectError: The list cannot be read.
    """
    if folder.exists() and not folder.is_dir():
        raise ProjectError(f"`{folder}` is not a folder, so nothing was written. Choose another with -o.")
    file = folder / LIST
    if not file.is_file():
        return {}
    try:
        found: dict[str, list[str]] = json.loads(file.read_bytes())["files"]
        return {str(path): [str(digest) for digest in digests] for path, digests in found.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ProjectError(f"`{file}` cannot be read. Remove `{folder}`, and build the site anew.") from error


def _write_list(folder: Path, files: Mapping[str, list[str]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"files": dict(sorted(files.items()))}, indent=1, ensure_ascii=False) + "\n"
    if not (folder / LIST).is_file() or (folder / LIST).read_bytes() != text.encode():
        write_bytes(folder / LIST, text.encode())
