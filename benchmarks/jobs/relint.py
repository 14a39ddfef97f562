"""What an editor does after each change: the policy is linted again with one file edited."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from benchmarks.jobs.lint import seen
from benchmarks.jobs.policy import TODAY, edited, sources
from benchmarks.jobs.work import Work
from specdsl.analysis import analyse, check

if TYPE_CHECKING:
    from specdsl.lint import Findings


def prepare(folder: str) -> Work:
    """The first edit is turn 1; the policy was linted once before it."""
    read = sources(folder)
    check(analyse(read), TODAY)
    turns = count(1)

    def run() -> Findings:
        return check(analyse(edited(read, next(turns))), TODAY)

    return Work(run, seen)
