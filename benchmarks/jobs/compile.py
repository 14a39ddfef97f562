"""Our compiler, from the graph to all files of the bundle in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.jobs.policy import analysis
from benchmarks.jobs.work import Work, digest_of
from specdsl.compiler import compile_policy

if TYPE_CHECKING:
    from pathlib import Path


def prepare(folder: str) -> Work:
    policy = analysis(folder).policy
    assert policy is not None
    return Work(lambda: compile_policy(policy)[0].files, seen)


def seen(files: dict[str, bytes]) -> tuple[str, dict[str, int]]:
    lines = (f"{path} {digest_of([content.hex()])}" for path, content in sorted(files.items()))
    return digest_of(lines), {"bytes": sum(map(len, files.values())), "files": len(files)}


def written(folder: Path) -> dict[str, bytes]:
    """A bundle as it lies on the disk."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }
