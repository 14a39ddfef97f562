"""Puts files and folders in their place in one step: a reader sees the old or the new, never a part."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from specdsl.project.error import ProjectError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

MANIFEST = "bundle.json"
"""The file by which a folder is known to be a bundle, and so may be replaced."""


def write_text(file: Path, text: str) -> None:
    """Replace a file's text; an interruption loses neither the old nor the new."""
    write_bytes(file, text.encode("utf-8"))


def write_bytes(file: Path, content: bytes) -> None:
    """Replace a file's content; an interruption loses neither the old nor the new."""
    fresh = file.with_name(f".{file.name}.{os.urandom(8).hex()}")
    with open(fresh, "xb", opener=_for_us_alone) as stream:
        stream.write(content)
    fresh.chmod(file.stat().st_mode & 0o7777 if file.exists() else 0o666 & ~_umask())
    fresh.replace(file)


def _for_us_alone(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replace a bundle's folder by these files, by relative path.

    They are written to a folder beside it, which then takes its place in one step.

    Raises:
        ProjectError: The folder holds something that is not a bundle, or cannot be written.
    """
    import tempfile

    _check_replaceable(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        _fill(fresh, files)
        _take_place(fresh, folder)
    finally:
        _remove(fresh)


def differences(folder: Path, files: Mapping[str, bytes]) -> dict[str, str]:
    """What writing these files would do: by path, `added`, `changed` or `removed`."""
    there = {f.relative_to(folder).as_posix(): f for f in folder.rglob("*") if f.is_file()}
    added = dict.fromkeys(files.keys() - there.keys(), "added")
    removed = dict.fromkeys(there.keys() - files.keys(), "removed")
    both = files.keys() & there.keys()
    changed = {path: "changed" for path in both if there[path].read_bytes() != files[path]}
    return dict(sorted({**added, **changed, **removed}.items()))


def _check_replaceable(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise ProjectError(f"`{folder}` is not a folder, so no bundle was written. Choose another with -o.")
    if folder.exists() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        raise ProjectError(
            f"`{folder}` holds files that are not a bundle, and writing would remove them. "
            "Choose another folder with -o, or empty this one."
        )


def _fill(fresh: Path, files: Mapping[str, bytes]) -> None:
    fresh.chmod(0o777 & ~_umask())
    for folder in sorted({Path(path).parent for path in files}):
        (fresh / folder).mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        (fresh / path).write_bytes(content)


def _take_place(fresh: Path, folder: Path) -> None:
    """Afterwards `fresh` holds what `folder` held, or is gone."""
    if not folder.exists():
        fresh.rename(folder)
    elif not _exchange(fresh, folder):
        _step_aside(fresh, folder)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where the system has no such call."""
    if sys.platform == "win32":
        return False
    import ctypes

    library = ctypes.CDLL(None)
    a, b = os.fsencode(one), os.fsencode(other)
    if hasattr(library, "renameat2"):
        at_here, exchange = -100, 2  # AT_FDCWD and RENAME_EXCHANGE: Linux, renameat2(2)
        return bool(library.renameat2(at_here, a, at_here, b, exchange) == 0)
    swap = 2  # RENAME_SWAP: macOS, renamex_np(2)
    return hasattr(library, "renamex_np") and bool(library.renamex_np(a, b, swap) == 0)


def _step_aside(fresh: Path, folder: Path) -> None:
    """Where folders cannot be exchanged: two renames; between them the old one has another name."""
    old = folder.with_name(f".{folder.name}.old")
    _remove(old)
    folder.rename(old)
    fresh.rename(folder)
    _remove(old)


def _remove(folder: Path) -> None:
    from shutil import rmtree

    rmtree(folder, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
