"""Reads a policy's sources.

A policy's folder is a boundary. Every `.spec` file below it belongs to it; folders whose name begins with a
dot are passed over; a link that leads out of the folder is reported and not followed.
"""

from __future__ import annotations

import os
from pathlib import Path

from specdsl.diagnostics import Diagnostic, Label
from specdsl.project.error import ProjectError
from specdsl.record import dataclass
from specdsl.source import Source, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_FILES = 20_000
MAX_BYTES = 64 * 2**20
"""The largest file that is read at all; the reader of the language has limits of its own below this."""

SUFFIX = ".spec"


@dataclass(frozen=True, slots=True)
class Project:
    """A policy's folder as it was read. `found` is what reading it already has to say."""

    root: Path
    sources: tuple[Source, ...]
    found: tuple[Diagnostic, ...]


def open_project(path: Path) -> Project:
    """Read the policy in a folder; a `.spec` file stands for the folder it is in.

    Raises:
        ProjectError: There is no such folder, or no `.spec` file in it, or more than can be read.
    """
    root = policy_folder(path)
    read = [_read(root, file) for file in _spec_files(root)]
    if not read:
        raise ProjectError(
            f"`{path}` has no {SUFFIX} file in it. To start a policy there: specdsl new {path}"
        )
    return Project(root, tuple(source for source, _ in read), tuple(d for _, found in read for d in found))


def policy_folder(path: Path) -> Path:
    if path.is_file() and path.suffix == SUFFIX:
        return path.parent
    if path.is_file():
        raise ProjectError(f"`{path}` is not a {SUFFIX} file. Name a policy's folder, or a file in it.")
    if not path.exists():
        raise ProjectError(f"there is no `{path}`. Name a policy's folder, such as policies/assistant.")
    return path


def _spec_files(root: Path) -> list[Path]:
    """The files in order of path; links among them, also links to folders, are there to be reported."""
    files = sorted(_walk(root), key=lambda file: file.relative_to(root).as_posix())
    if len(files) > MAX_FILES:
        raise ProjectError(f"`{root}` holds {len(files):,} {SUFFIX} files; the limit is {MAX_FILES:,}.")
    return files


def _walk(root: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(here, name) for name in names if name.endswith(SUFFIX) and not name.startswith("."))
        yield from (link for name in folders if _leads_out(link := Path(here, name), root))


def _leads_out(path: Path, root: Path) -> bool:
    return not path.resolve().is_relative_to(root.resolve())


def _read(root: Path, file: Path) -> tuple[Source, list[Diagnostic]]:
    """One source; of a file that cannot be read as text, as much as can, and what is wrong with it."""
    name = file.relative_to(root).as_posix()
    if _leads_out(file, root):
        return _unread(name, "this is a link that leads out of the policy's folder, so it was not followed",
                       "put a copy here instead, or remove the link")  # fmt: skip
    try:
        data = file.read_bytes() if file.stat().st_size <= MAX_BYTES else None
    except OSError as error:
        return _unread(name, f"this file could not be read: {(error.strerror or 'unknown').lower()}",
                       "check that it still exists and that you may read it")  # fmt: skip
    if data is None:
        return _unread(name, f"this file is larger than {MAX_BYTES // 2**20} MB, so it was not read",
                       "split it: every category may have a file of its own")  # fmt: skip
    return decode(name, data)


def decode(name: str, data: bytes) -> tuple[Source, list[Diagnostic]]:
    """A source from a file's bytes, which must be UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _unread(name, "this file is saved as UTF-16, so it was not read", "save it as UTF-8")
    try:
        return Source(name, data.decode("utf-8")), []
    except UnicodeDecodeError as error:
        source = Source(name, data.decode("utf-8", errors="replace"))
        start = len(Source(name, data[: error.start].decode("utf-8")).text)
        span = Span(source, start, start + 1)
        return source, [_complaint(span, "this character is not UTF-8 text", "save the file as UTF-8")]


def _unread(name: str, message: str, advice: str) -> tuple[Source, list[Diagnostic]]:
    source = Source(name, "")
    return source, [_complaint(Span(source, 0, 0), message, advice)]


def _complaint(span: Span, message: str, advice: str) -> Diagnostic:
    return Diagnostic("syntax-error", "error", message, (Label(span),), help=(advice,))
