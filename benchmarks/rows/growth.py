"""How time grows with size, inside a process: a start that is the same for all sizes would flatter it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from benchmarks.measure import Job
from benchmarks.report import Row, at_most, by_growth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.bench import Bench

GOAL = at_most(1.10, "")


def rows(bench: Bench) -> Iterator[Row]:
    """Between all sizes from 1,000 rules on; where there are none, between the smallest and the largest."""
    sizes = [size for size in bench.sizes if size >= 1_000]
    pairs = list(pairwise(sizes)) or [(min(bench.sizes), max(bench.sizes))]
    for work, job, folder in (("parse", "parse_specdsl", ""), ("full lint", "lint", "spec")):
        for small, large in pairs:
            key, what = f"growth-{job}-{large}", f"growth of {work}, {small:,} to {large:,} rules"
            if small == large:
                yield Row(key, what, "", goal=GOAL, error="it takes two sizes")
                continue
            series = bench.measure(
                what, *(Job(str(size), job, bench.input(size) / folder) for size in (small, large))
            )
            first, last = ((size, series[str(size)]) for size in (small, large))
            yield by_growth(key, what, first, last, GOAL)
