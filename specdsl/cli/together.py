"""Work that falls into parts, shared with other processes, so that all processors have something to do."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

T = TypeVar("T")

_FEW = 4  # parts that are done sooner than another process is there
_NUMBER = 4  # bytes


@contextmanager
def together(
    work: Callable[[int], T], parts: int, processes: int | None = None
) -> Iterator[Iterable[tuple[int, T]]]:
    """What comes of each part, with its number, in any order; to be asked for when all else is done.

    Others begin at once, and this process joins them when it is asked. Each takes the next part from a queue.
    What another process could not do is done here, where it may fail.
    """
    others = (processes or _processors()) - 1
    if others < 1 or parts < _FEW:
        yield ((part, work(part)) for part in range(parts))
        return
    queue = _queue(parts)
    helpers = [_helper(work, queue) for _ in range(min(others, parts))]
    try:
        yield _results(work, parts, queue, helpers)
    finally:
        os.close(queue)
        for helper in helpers:
            helper.dismiss()


def _processors() -> int:
    """How many may work for us. One where a process cannot go on as two, or not safely."""
    is_safe = sys.platform == "linux" and threading.active_count() == 1
    return len(os.sched_getaffinity(0)) if is_safe else 1


def _results(
    work: Callable[[int], T], parts: int, queue: int, helpers: Iterable[_Helper]
) -> Iterator[tuple[int, T]]:
    left = {*range(parts)}
    for part in _taken(queue):
        left.discard(part)
        yield part, work(part)
    for helper in helpers:
        made = helper.made()
        left.difference_update(made)
        yield from made.items()
    yield from ((part, work(part)) for part in sorted(left))


# ── The queue ─────────────────────────────────────────────────────────────────


def _queue(parts: int) -> int:
    """A pipe that is full of numbers, or as many of them as it holds."""
    queue, end = os.pipe()
    os.set_blocking(end, False)
    os.write(end, b"".join(part.to_bytes(_NUMBER, "big") for part in range(parts)))
    os.close(end)
    return queue


def _taken(queue: int) -> Iterator[int]:
    """The next number as long as there is one."""
    while data := os.read(queue, _NUMBER):
        yield int.from_bytes(data, "big")


# ── Other processes ───────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Helper:
    """A process, and the pipe through which it will hand over what it made."""

    process: int
    pipe: int

    def made(self) -> Mapping[int, Any]:
        """What it made of which parts; nothing where something went wrong."""
        with os.fdopen(self.pipe, "rb", closefd=False) as pipe, suppress(EOFError, pickle.UnpicklingError):
            found: Mapping[int, Any] = pickle.load(pipe)  # noqa: S301 - our own
            return found
        return {}

    def dismiss(self) -> None:
        """It is done, or nobody needs it any more."""
        os.close(self.pipe)
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)


def _helper(work: Callable[[int], object], queue: int) -> _Helper:
    pipe, end = os.pipe()
    process = os.fork()
    if process:
        os.close(end)
        return _Helper(process, pipe)
    with suppress(BaseException), os.fdopen(end, "wb") as stream:
        made = {part: work(part) for part in _taken(queue)}
        stream.write(pickle.dumps(made))
    os._exit(0)  # it goes at once, and leaves all that was its parent's alone
