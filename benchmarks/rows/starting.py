"""What is felt first: how long a small command takes, beside a Python that does nothing."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.bench import fresh
from benchmarks.formats import spec
from benchmarks.inputs import write
from benchmarks.measure import Command
from benchmarks.policies import Size, policy
from benchmarks.report import at_most, by_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.bench import Bench
    from benchmarks.report import Row

ONE_FILE = Size(rules=15, categories=1, facets=20, words=40)
"""A policy of 20 KB."""
TURNS = 3
"""What takes hundredths of a second is measured so many times as often."""


def rows(bench: Bench) -> Iterator[Row]:
    source = bench.place("one-file")
    write(source, [("policy.spec", one_file(bench.seed))])
    linted, formatted = bench.place("one-file-lint"), bench.place("one-file-fmt")
    often = replace(bench, pace=replace(bench.pace, repeat=TURNS * bench.pace.repeat))
    nothing, version, lint, fmt = often.measure(
        "start",
        Command("python -c pass", [sys.executable, "-c", "pass"], source),
        bench.specdsl("--version", source, "--version"),
        bench.specdsl("lint", linted, "lint", "policy", before=lambda: fresh(source, linted)),
        bench.specdsl("fmt", formatted, "fmt", "policy", before=lambda: fresh(source, formatted)),
    ).values()
    yield by_time("start-version", "specdsl --version", version, nothing, at_most(1.7))
    yield by_time("start-lint", "specdsl lint, one file of 20 KB", lint, nothing, at_most(4))
    yield by_time("start-fmt", "specdsl fmt, one file of 20 KB", fmt, nothing, at_most(4))


def one_file(seed: int) -> str:
    size = Size(ONE_FILE.rules, 1, ONE_FILE.facets, words=ONE_FILE.words, seed=seed)
    return "\n".join(text for _, text in spec.files(policy(size)))
