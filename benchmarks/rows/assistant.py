"""Our own policy, which no peer has in its language: what an author of a real one waits for."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from benchmarks.measure import ROOT, Job
from benchmarks.report import by_itself
from benchmarks.rows.linting import cold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.bench import Bench
    from benchmarks.report import Row


def rows(bench: Bench) -> Iterator[Row]:
    folder = bench.place("assistant")
    policy = folder / "spec"
    shutil.copytree(ROOT / "policies/assistant", policy)
    parse, lint, compiled = bench.measure(
        "assistant",
        Job("parse", "parse_specdsl", folder),
        cold(bench, policy, "lint"),
        Job("compile", "compile", policy),
    ).values()
    yield by_itself("assistant-parse", "parse, policies/assistant", parse)
    yield by_itself("assistant-lint", "full lint, cold, policies/assistant", lint)
    yield by_itself("assistant-compile", "compile, policies/assistant", compiled)
