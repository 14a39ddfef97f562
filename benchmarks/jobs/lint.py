"""The full lint, from texts to findings, without the start of a process and without the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.jobs.policy import TODAY, edited, sources
from benchmarks.jobs.work import Work, digest_of
from specdsl.analysis import analyse, check
from specdsl.diagnostics.render import text
from specdsl.source import Source

if TYPE_CHECKING:
    from specdsl.lint import Findings


def prepare(folder: str, turn: str = "", what: str = "title") -> Work:
    """The policy in the folder; with a `turn`, after that edit of it."""
    read = sources(folder)
    given = edited(read, int(turn), what) if turn else read

    def run() -> Findings:
        return check(analyse([Source(source.name, source.text) for source in given]), TODAY)

    return Work(run, seen)


def seen(findings: Findings) -> tuple[str, dict[str, int]]:
    printed = text.render_concise(findings.found, folder="")
    return digest_of([printed]), {"findings": len(findings.found)}
