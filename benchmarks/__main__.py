"""The benchmark as a command."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
import tomllib
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import machine, table
from benchmarks.bench import Bench
from benchmarks.measure import Pace
from benchmarks.plot import svg
from benchmarks.report import Check, Row
from benchmarks.rows import GROUPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.measure import Series

EXAMPLES = """\
examples:
  python -m benchmarks                             all of it, on a machine that does nothing else
  python -m benchmarks --only parse,start          two groups of rows
  python -m benchmarks --sizes 1000,10000,100000   with the largest policies, to see growth
  python -m benchmarks --quick                     the smallest sizes, to see that it works
  python -m benchmarks --docs docs/benchmarks.md   put the table into the page, between its marks
"""
HERE = Path(__file__).parent
RESULTS = HERE / "results"
QUICK_SIZES = [20, 40]
QUICK = Pace(repeat=1, patience=10, limit=60)
LONG = ("assistant",)
"""Groups whose size cannot be chosen, left out of a quick run."""


def main(words: list[str] | None = None) -> int:
    options = _options(words)
    started = datetime.now().astimezone().isoformat(timespec="seconds")
    before = machine.load()
    with tempfile.TemporaryDirectory(prefix="specdsl-bench-") as scratch:
        bench = Bench(Path(scratch), options.sizes, options.pace, options.seed, Progress().tell)
        results = [result for group in options.only for result in _group(bench, group)]
    about = {
        "measured": f"{started}, at least {options.pace.repeat} runs each in turn, unless it says fewer",
        "load average": f"{before} before, {machine.load()} after (over 1, 5 and 15 minutes)",
        "seed": options.seed,
        **machine.described(),
    }
    _write(results, bench, about, options)
    return int(any(_went_wrong(result) for result in results))


def _went_wrong(result: Row | Check) -> bool:
    return result.failed if isinstance(result, Row) else result.same is False


def _group(bench: Bench, group: str) -> list[Row | Check]:
    """The rows of a group; what goes wrong in it costs no other."""
    try:
        return list(GROUPS[group](bench))
    except Exception as error:  # noqa: BLE001 - a row that fails says so in the table
        return [Row(group, group, "", error=f"{type(error).__name__}: {error}")]


class Progress:
    """Steps, each with the time since the start, on the standard error."""

    def __init__(self) -> None:
        self.start = time.monotonic()

    def tell(self, step: str) -> None:
        passed = round(time.monotonic() - self.start)
        print(f"{passed // 60:3}:{passed % 60:02}  {step}", file=sys.stderr, flush=True)


# ── What was found ────────────────────────────────────────────────────────────


def _write(
    results: Sequence[Row | Check], bench: Bench, about: dict[str, Any], options: argparse.Namespace
) -> None:
    rows = [result for result in results if isinstance(result, Row)]
    checks = [result for result in results if isinstance(result, Check)]
    reasons = tomllib.loads((HERE / "reasons.toml").read_text("utf-8"))
    printed = table.markdown(rows, checks, about, reasons)
    print(printed)
    options.output.mkdir(parents=True, exist_ok=True)
    (options.output / "latest.json").write_text(_as_json(rows, checks, bench, about), "utf-8")
    (options.output / "goals.svg").write_text(svg(rows), "utf-8")
    if options.docs:
        options.docs.write_text(table.put(options.docs.read_text("utf-8"), printed), "utf-8")
        (options.docs.parent / "benchmarks.svg").write_text(svg(rows), "utf-8")


def _as_json(rows: list[Row], checks: list[Check], bench: Bench, about: dict[str, Any]) -> str:
    value = {
        "about": about,
        "sizes": list(bench.sizes),
        "rows": [{**asdict(row), "holds": row.verdict} for row in rows],
        "checks": [asdict(check) for check in checks],
        "runs": {what: [_runs(each) for each in series] for what, series in bench.record.items()},
    }
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def _runs(series: Series) -> dict[str, Any]:
    return {
        "name": series.name,
        "seconds": [round(sample.seconds, 6) for sample in series.samples],
        "peak": [sample.peak for sample in series.samples],
        "digest": series.digest,
        "facts": dict(series.facts) if series.samples else {},
        "error": series.error,
    }


# ── Options ───────────────────────────────────────────────────────────────────


def _options(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure specdsl beside tools that do comparable work, all in turn in one run.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--sizes", type=_sizes, default=[100, 1_000, 10_000], metavar="N,…", help="numbers of rules")
    add("--repeat", type=int, default=7, metavar="N", help="runs of each contender; the median counts")
    add("--only", type=_groups, metavar="GROUP,…", help=", ".join(GROUPS))
    add("--quick", action="store_true", help="the smallest sizes, once: to see that it works")
    add("--seed", type=int, default=1, help="of the made-up policies")
    add("--patience", type=float, default=300, metavar="SECONDS", help="no more runs of what took this long")
    add("--limit", type=float, default=900, metavar="SECONDS", help="a run that takes longer is given up")
    add("--output", type=Path, metavar="FOLDER", help="for JSON and picture (default: benchmarks/results)")
    add("--docs", type=Path, metavar="PAGE", help="a page to put the table into, between its marks")
    options = parser.parse_args(words)
    options.output = options.output or (RESULTS if options.docs else RESULTS / "partial")
    options.pace = Pace(options.repeat, options.patience, options.limit)
    if options.quick:
        options.sizes, options.pace = QUICK_SIZES, QUICK
    options.only = options.only or [group for group in GROUPS if not (options.quick and group in LONG)]
    return options


def _sizes(text: str) -> list[int]:
    return sorted(int(size.replace("_", "")) for size in text.split(","))


def _groups(text: str) -> list[str]:
    chosen = text.split(",")
    if unknown := [group for group in chosen if group not in GROUPS]:
        raise argparse.ArgumentTypeError(f"there is no {', '.join(unknown)}; there are {', '.join(GROUPS)}")
    return chosen


if __name__ == "__main__":
    sys.exit(main())
