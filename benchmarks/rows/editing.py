"""What an author waits for after each change, inside the process of an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.measure import Job
from benchmarks.report import agree, at_most, by_itself

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.bench import Bench
    from benchmarks.report import Check, Row


def rows(bench: Bench) -> Iterator[Row | Check]:
    size = bench.middle
    folder = bench.input(size) / "spec"
    whole, file, anew = bench.measure(
        f"edit {size:,}",
        Job("specdsl", "relint", folder),
        Job("of the file", "reparse", folder),
        Job("linted from nothing", "lint", folder, 1),
    ).values()
    yield by_itself(
        f"edit-all-{size}", f"all diagnostics after one edit, {size:,} rules", whole, at_most(50, " ms")
    )
    yield by_itself(
        f"edit-file-{size}", f"those of the edited file, {size:,} rules", file, at_most(10, " ms")
    )
    yield agree(f"findings in {size:,} rules after one edit, and from nothing", whole, anew)
