"""Our compiler, from the graph to all files of the bundle in memory, or to those of one target."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from benchmarks.jobs.policy import analysis
from benchmarks.jobs.work import Work, digest_of
from specdsl.compiler import compile_policy

if TYPE_CHECKING:
    from pathlib import Path


def prepare(folder: str, target: str = "") -> Work:
    policy = analysis(folder).policy
    assert policy is not None
    chosen = [target] if target else None
    return Work(lambda: compile_policy(policy, targets=chosen)[0].files, partial(seen, folder=target))


def seen(files: dict[str, bytes], folder: str = "") -> tuple[str, dict[str, int]]:
    """What there is in a folder of the bundle, or in all of it."""
    chosen = {path: content for path, content in files.items() if path.startswith(folder)}
    lines = (f"{path} {digest_of([content.hex()])}" for path, content in sorted(chosen.items()))
    return digest_of(lines), {"bytes": sum(map(len, chosen.values())), "files": len(chosen)}


def written(folder: Path) -> dict[str, bytes]:
    """A bundle as it lies on the disk."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }
