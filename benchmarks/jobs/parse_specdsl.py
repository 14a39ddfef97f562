"""Our parser: text to typed tree, positions kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.jobs.policy import sources
from benchmarks.jobs.trees import digest
from benchmarks.jobs.work import Work
from specdsl.source import Source
from specdsl.syntax import parse

if TYPE_CHECKING:
    from specdsl.diagnostics import Diagnostic
    from specdsl.syntax.ast import Document


def prepare(folder: str) -> Work:
    read = sources(f"{folder}/spec")
    size = sum(len(source.text.encode()) for source in read)

    def run() -> list[tuple[Document, list[Diagnostic]]]:
        # Sources anew, so that nothing is known of their lines.
        return [parse(Source(source.name, source.text)) for source in read]

    return Work(run, lambda parsed: (digest(document for document, _ in parsed), {"bytes": size}))
