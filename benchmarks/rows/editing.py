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
    whole, meaning, file, anew, meant = bench.measure(
        f"edit {size:,}",
        Job("specdsl", "relint", folder),
        Job("of a condition", "relint", folder, "condition"),
        Job("of the file", "reparse", folder),
        Job("linted from nothing", "lint", folder, 1),
        Job("linted from nothing, a condition", "lint", folder, 1, "condition"),
    ).values()
    most = at_most(50, " ms")
    yield by_itself(
        f"edit-all-{size}", f"all diagnostics after an edit of a title, {size:,} rules", whole, most
    )
    yield by_itself(
        f"edit-meaning-{size}", f"all diagnostics after an edit of a condition, {size:,} rules", meaning, most
    )
    yield by_itself(
        f"edit-file-{size}", f"those of the edited file, {size:,} rules", file, at_most(10, " ms")
    )
    yield agree(f"findings in {size:,} rules after an edit of a title, and from nothing", whole, anew)
    yield agree(f"findings in {size:,} rules after an edit of a condition, and from nothing", meaning, meant)
