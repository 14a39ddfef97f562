"""Linters as whole processes, from their start to their end."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from benchmarks.bench import BIN, fresh
from benchmarks.measure import Command
from benchmarks.report import agree, at_most, by_peak, by_time

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.bench import Bench
    from benchmarks.report import Check, Row

CEDAR = """\
import pathlib, cedarpy
here = pathlib.Path("cedar")
policies = (here / "policies.cedar").read_text("utf-8")
schema = (here / "schema.cedarschema").read_text("utf-8")
assert cedarpy.validate_policies(policies, schema).validation_passed
"""


def rows(bench: Bench) -> Iterator[Row | Check]:
    yield from _cold(bench, bench.middle)
    yield from _again(bench, bench.large)


def cold(bench: Bench, policy: Path, name: str = "specdsl") -> Command:
    """Our linter on a policy that it has never seen."""
    place = bench.place(f"lint-{policy.parent.name}")
    return bench.specdsl(name, place, "lint", "policy", before=lambda: fresh(policy, place))


def cedar(folder: Path) -> Command:
    return Command("cedarpy validate", [sys.executable, "-c", CEDAR], folder, fine=(0,))


def _cold(bench: Bench, size: int) -> Iterator[Row]:
    folder = bench.input(size)
    ruff = [str(BIN / "ruff"), "check", "--isolated", "--no-cache", "--quiet", "--select", "ALL", "python"]
    spectral = [bench.spectral, "lint", "policy/*.yaml", "--ruleset", "ruleset.yaml", "--quiet"]
    ours, validate, rules_in_yaml, yardstick = bench.measure(
        f"lint {size:,}",
        cold(bench, folder / "spec"),
        cedar(folder),
        Command("spectral, 4 checks", spectral, folder / "yaml"),
        Command("ruff, all checks, as Python", ruff, folder),
    ).values()
    work = f"full lint, cold, {size:,} rules"
    yield by_time(f"lint-cedar-{size}", work, ours, validate, at_most(2))
    yield by_time(f"lint-spectral-{size}", work, ours, rules_in_yaml, at_most(0.15))
    yield by_time(f"lint-ruff-{size}", work, ours, yardstick)


def _again(bench: Bench, size: int) -> Iterator[Row | Check]:
    folder = bench.input(size)
    place = bench.place(f"lint-again-{size}")
    fresh(folder / "spec", place)
    again = bench.specdsl("specdsl again", place, "lint", "policy")
    bench.once(f"lint {size:,}, before it is linted again", again)
    ours, warm, validate = bench.measure(
        f"lint {size:,} again", cold(bench, folder / "spec", "cold"), again, cedar(folder)
    ).values()
    yield by_time(
        f"lint-again-{size}", f"full lint, nothing changed, {size:,} rules", warm, ours, at_most(0.2)
    )
    yield by_peak(f"lint-peak-{size}", f"most memory, full lint, {size:,} rules", ours, validate, at_most(1))
    if size != bench.middle:
        yield by_time(f"lint-cedar-{size}", f"full lint, cold, {size:,} rules", ours, validate)
    yield agree(f"findings in {size:,} rules, cold and with nothing changed", ours, warm)
