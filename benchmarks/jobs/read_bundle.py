"""Reads a bundle from the disk, to compare it with one in memory."""

from __future__ import annotations

from pathlib import Path

from benchmarks.jobs.compile import seen, written
from benchmarks.jobs.work import Work


def prepare(folder: str) -> Work:
    return Work(lambda: written(Path(folder)), seen)
