"""Runs one job, once for every line that comes in, and answers each with the time it took, as JSON.

A job is a module of `benchmarks.jobs` with a function `prepare`: what it returns is what is measured.
All jobs run without Python's cyclic garbage collector, as our commands do.
"""

from __future__ import annotations

import gc
import importlib
import json
import resource
import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from benchmarks.jobs.work import Work


def main() -> None:
    gc.disable()
    work: Work | None = None
    for number, _ in enumerate(sys.stdin):
        try:
            work = work or prepared(*sys.argv[1:])
            answer(measured(work, first=number == 0))
        except ModuleNotFoundError as error:
            answer({"error": f"{error.name} is not installed"})


def prepared(module: str, *arguments: str) -> Work:
    work: Work = importlib.import_module(f"benchmarks.jobs.{module}").prepare(*arguments)
    return work


def measured(work: Work, *, first: bool) -> dict[str, Any]:
    """One run, with the garbage of the run before out of the way. The first result is looked at."""
    gc.collect()
    start = time.perf_counter()
    result = work.run()
    seconds = time.perf_counter() - start
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    digest, facts = work.look(result) if first else ("", {})
    return {"seconds": seconds, "peak": peak, "digest": digest, "facts": dict(facts)}


def answer(value: dict[str, Any]) -> None:
    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    main()
