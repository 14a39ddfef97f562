"""Work that falls into parts, done by as many processes as the machine has processors for."""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_FEW = 4  # parts that are done sooner than other processes are there

_works: list[Callable[[int], str]] = []
"""What the processes do, which they have from their parent."""


def processors() -> int:
    """How many may work for us. One where a process cannot go on as two, or not safely."""
    is_safe = sys.platform == "linux" and threading.active_count() == 1
    return len(os.sched_getaffinity(0)) if is_safe else 1


def together(work: Callable[[int], str], parts: int, processes: int) -> list[str]:
    """What comes of each part, by its number."""
    if processes < 2 or parts < _FEW:  # noqa: PLR2004 - one does it alone
        return [work(part) for part in range(parts)]
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(
        min(processes, parts), get_context("fork"), initializer=_begin, initargs=(work,)
    ) as pool:
        return [*pool.map(_done, range(parts))]


def _begin(work: Callable[[int], str]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who interrupts us interrupts the parent too
    _works.append(work)


def _done(part: int) -> str:
    return _works[-1](part)
