"""The rows of the table: one module a group, each with a function `rows`, in the order of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.rows import assistant, compiling, editing, growth, linting, meaning, parsing, site, starting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from benchmarks.bench import Bench
    from benchmarks.report import Check, Row

GROUPS: Mapping[str, Callable[[Bench], Iterator[Row | Check]]] = {
    "parse": parsing.rows,
    "growth": growth.rows,
    "lint": linting.rows,
    "contradictions": meaning.rows,
    "compile": compiling.rows,
    "start": starting.rows,
    "edit": editing.rows,
    "site": site.rows,
    "assistant": assistant.rows,
}
