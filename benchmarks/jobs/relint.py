"""What an editor does after each change: the policy is linted again with one file edited."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from benchmarks.jobs.lint import seen
from benchmarks.jobs.policy import TODAY, edited, sources
from benchmarks.jobs.work import Work
from specdsl.session import Session

if TYPE_CHECKING:
    from specdsl.lint import Findings


def prepare(folder: str, what: str = "title") -> Work:
    """The first edit is turn 1; the policy was linted once before it."""
    read = sources(folder)
    session = Session(TODAY)
    session.check(read)
    turns = count(1)

    def run() -> Findings:
        return session.check(edited(read, next(turns), what))

    return Work(run, seen)
