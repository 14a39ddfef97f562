"""Text to typed tree, inside a process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.measure import Job
from benchmarks.report import agree, at_least, by_speed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.bench import Bench
    from benchmarks.report import Check, Row

GOALS = {"cedarpy": at_least(1), "Lark, same grammar": at_least(3), "gherkin-official": at_least(8)}


def rows(bench: Bench) -> Iterator[Row | Check]:
    for size in bench.goal_sizes:
        yield from _of_size(bench, size)


def _of_size(bench: Bench, size: int) -> Iterator[Row | Check]:
    folder = bench.input(size)
    ours, lark, *others = bench.measure(
        f"parse {size:,}",
        Job("specdsl", "parse_specdsl", folder),
        Job("Lark, same grammar", "parse_lark", folder),
        Job("cedarpy", "parse_cedar", folder),
        Job("gherkin-official", "parse_gherkin", folder),
        Job("regorus", "parse_rego", folder),
        Job("PyYAML in C", "parse_yaml", folder),
    ).values()
    for peer in (others[0], lark, *others[1:]):
        key = f"parse-{peer.name.split(',')[0].split()[0].lower()}-{size}"
        yield by_speed(key, f"parse, {size:,} rules", ours, peer, GOALS.get(peer.name))
    yield agree(f"syntax trees of {size:,} rules, positions too, from our tables and from Lark", ours, lark)
