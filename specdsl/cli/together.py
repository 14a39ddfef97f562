"""Work that falls into parts: other processes do it, one for each processor, while this one does the rest."""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import ProcessPoolExecutor

T = TypeVar("T")

_FEW = 4  # parts that are done sooner than other processes are there

_works: list[Callable[[int], Any]] = []
"""What the processes do, which they have from their parent."""


def _processors() -> int:
    """How many may work for us. One where a process cannot go on as two, or not safely."""
    is_safe = sys.platform == "linux" and threading.active_count() == 1
    return len(os.sched_getaffinity(0)) if is_safe else 1


@contextmanager
def together(work: Callable[[int], T], parts: int, processes: int | None = None) -> Iterator[Iterable[T]]:
    """What comes of each part, in order of their numbers, to be asked for when the rest is done."""
    processes = processes or _processors()
    pool = _pool(work, min(processes, parts)) if processes > 1 and parts >= _FEW else None
    if pool is None:
        yield (work(part) for part in range(parts))
        return
    with pool:
        yield pool.map(_done, range(parts))


def _pool(work: Callable[[int], object], processes: int) -> ProcessPoolExecutor | None:
    """Processes that do the work; None where the system has nothing by which they could be talked to."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    try:
        return ProcessPoolExecutor(processes, get_context("fork"), _begin, (work,))
    except (ImportError, NotImplementedError, OSError):
        return None


def _begin(work: Callable[[int], object]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who interrupts us interrupts the parent too
    _works.append(work)


def _done(part: int) -> Any:  # noqa: ANN401 - what comes of it
    return _works[-1](part)
