"""Policies to bundles: beside a plain use of the same template engine, and beside writing the bytes.

The template makes a text a category, as our target `spec` does; a bundle holds much more. So we measure the
bundle, and that target alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.measure import Job
from benchmarks.report import agree, at_least, at_most, by_speed, by_time

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.bench import Bench
    from benchmarks.measure import Series
    from benchmarks.report import Check, Row


@dataclass(frozen=True, slots=True)
class _Bundle:
    """What is compiled: everything, or one target, of which the texts in the folder of its name count.

    `held_to` is what it must agree with: the whole bundle that the command wrote.
    """

    key: str
    work: str
    agreement: str
    written: Path
    held_to: Path
    target: tuple[str, ...] = ()


def rows(bench: Bench) -> Iterator[Row | Check]:
    for size in bench.goal_sizes:
        place = bench.place(f"compile-{size}")
        whole, texts = place / "bundle", place / "texts"
        agreement = f"bundles of {size:,} rules, in memory and as the command writes them"
        yield from _of(bench, size, _Bundle("compile", "compile", agreement, whole, whole))
        agreement = f"spec texts of {size:,} rules, compiled alone and as a part of the bundle"
        spec = _Bundle("compile-spec", "compile the spec texts alone", agreement, texts, whole, ("spec",))
        yield from _of(bench, size, spec)


def _of(bench: Bench, size: int, bundle: _Bundle) -> Iterator[Row | Check]:
    policy, what = bench.input(size) / "spec", f"{bundle.work} {size:,}"
    chosen = [f"--target={name}" for name in bundle.target]
    words = ["compile", str(policy), "-o", bundle.written.name, *chosen]
    command = bench.once(f"{what}, as a command", bench.specdsl("command", bundle.written.parent, *words))
    jobs = [
        Job("specdsl", "compile", policy, *bundle.target),
        Job("a full template each", "compile_jinja", size, bench.seed),
    ]
    if not command.error:
        jobs += [
            Job("writing the bytes", "write", bundle.written),
            Job("files", "read_bundle", bundle.held_to, *bundle.target),
        ]
    yield from _compared(size, bundle, bench.measure(what, *jobs), command)


def _compared(
    size: int, bundle: _Bundle, series: dict[str, Series], command: Series
) -> Iterator[Row | Check]:
    ours, template = series["specdsl"], series["a full template each"]
    written, files = series.get("writing the bytes", command), series.get("files", command)
    work = f"{bundle.work}, {size:,} rules"
    yield by_speed(f"{bundle.key}-jinja-{size}", work, ours, template, at_least(5))
    yield by_time(f"{bundle.key}-write-{size}", work, ours, written, at_most(3))
    yield agree(bundle.agreement, ours, files)
