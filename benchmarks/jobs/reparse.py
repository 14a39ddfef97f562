"""What an editor does at once after a change: the diagnostics of the edited file alone."""

from __future__ import annotations

from itertools import count

from benchmarks.jobs.policy import edited, sources
from benchmarks.jobs.work import Work
from specdsl.syntax import parse


def prepare(folder: str) -> Work:
    read = sources(folder)
    turns = count(1)
    parse(read[1])
    return Work(lambda: parse(edited(read, next(turns))[1]))
