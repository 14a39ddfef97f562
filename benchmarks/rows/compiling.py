"""Policies to bundles: beside a plain use of the same template engine, and beside writing the bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.measure import Job
from benchmarks.report import agree, at_least, at_most, by_speed, by_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.bench import Bench
    from benchmarks.report import Check, Row


def rows(bench: Bench) -> Iterator[Row | Check]:
    for size in bench.goal_sizes:
        yield from _of_size(bench, size)


def _of_size(bench: Bench, size: int) -> Iterator[Row | Check]:
    policy = bench.input(size) / "spec"
    place = bench.place(f"compile-{size}")
    command = bench.specdsl("command", place, "compile", str(policy), "-o", "bundle")
    whole = bench.once(f"compile {size:,}, as a command", command)
    jobs = [Job("specdsl", "compile", policy), Job("a full template each", "compile_jinja", size, bench.seed)]
    if not whole.error:
        jobs += [
            Job("writing the bytes", "write", place / "bundle"),
            Job("files", "read_bundle", place / "bundle"),
        ]
    series = bench.measure(f"compile {size:,}", *jobs)
    written, files = series.get("writing the bytes", whole), series.get("files", whole)
    work = f"compile, {size:,} rules"
    yield by_speed(
        f"compile-jinja-{size}", work, series["specdsl"], series["a full template each"], at_least(5)
    )
    yield by_time(f"compile-write-{size}", work, series["specdsl"], written, at_most(3))
    yield agree(
        f"bundles of {size:,} rules, in memory and as the command writes them", series["specdsl"], files
    )
