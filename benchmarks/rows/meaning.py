"""Contradictions by regions, beside a solver that is asked about each pair, and beside plain counting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.inputs import write_all
from benchmarks.measure import Job
from benchmarks.policies import Size, policy
from benchmarks.report import agree, at_least, at_most, by_itself, by_time
from benchmarks.rows.linting import cold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.bench import Bench
    from benchmarks.report import Check, Row

TINY = Size(rules=12, categories=2, facets=4, flags=3, planted=0.3)
"""Few enough questions that every situation can be looked at."""


def rows(bench: Bench) -> Iterator[Row | Check]:
    yield from _beside_parse(bench, bench.large)
    yield from _beside_solver(bench, bench.middle)
    yield _every_situation(bench)
    yield from _dense(bench)


def _beside_parse(bench: Bench, size: int) -> Iterator[Row]:
    folder = bench.input(size)
    series = bench.measure(
        f"contradictions {size:,}",
        Job("specdsl", "contradictions", folder / "spec"),
        Job("own parse", "parse_specdsl", folder),
    )
    work = f"contradictions, regions and detection, {size:,} rules"
    yield by_time(f"contradictions-parse-{size}", work, series["specdsl"], series["own parse"], at_most(0.5))


def _beside_solver(bench: Bench, size: int) -> Iterator[Row | Check]:
    folder = bench.input(size) / "spec"
    ours, z3 = bench.measure(
        f"contradictions {size:,}",
        Job("specdsl", "contradictions", folder),
        Job("Z3, a question a pair", "contradictions_z3", folder),
    ).values()
    yield by_time(f"contradictions-z3-{size}", f"contradictions, {size:,} rules", ours, z3, at_least(1_000))
    yield agree(f"contradicting pairs of {size:,} rules, by regions and by Z3", ours, z3)


def _every_situation(bench: Bench) -> Check:
    folder = bench.place("tiny")
    write_all(folder, policy(TINY), ["spec"])
    ours, naive = bench.measure(
        "contradictions of a tiny policy",
        Job("specdsl", "contradictions", folder / "spec"),
        Job("every situation", "contradictions_naive", folder / "spec"),
    ).values()
    return agree(f"contradicting pairs of {TINY.rules} rules, by regions and by every situation", ours, naive)


def _dense(bench: Bench) -> Iterator[Row | Check]:
    size = bench.large
    folder = bench.input(size, dense=True)
    ours, bits = bench.measure(
        f"count, dense {size:,}",
        Job("specdsl", "count", folder),
        Job("bits counted", "count_popcount", size, bench.seed),
    ).values()
    yield by_time(
        f"count-dense-{size}", f"contradictions counted, dense, {size:,} rules", ours, bits, at_most(2)
    )
    yield agree(f"contradictions counted among {size:,} dense rules, by specdsl and from bitmaps", ours, bits)
    middle = bench.input(bench.middle, dense=True)
    lint = bench.measure(f"lint, dense {bench.middle:,}", cold(bench, middle / "spec"))["specdsl"]
    yield by_itself(f"lint-dense-{bench.middle}", f"full lint, cold, dense, {bench.middle:,} rules", lint)
