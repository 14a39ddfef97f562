"""Reads a bundle from the disk, to compare it, or a folder of it, with one in memory."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from benchmarks.jobs.compile import seen, written
from benchmarks.jobs.work import Work


def prepare(bundle: str, folder: str = "") -> Work:
    return Work(lambda: written(Path(bundle)), partial(seen, folder=folder))
