"""Interleaved measurement: A B A B …, so that whatever else the machine does hits all contenders alike.

A contender is a command, measured as a whole process, or a job, measured inside a process of its own that
stays until the series is over.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from select import select
from statistics import median
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ROOT = Path(__file__).parent.parent


class MeasureError(Exception):
    """A contender that could not be measured; the message says why."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One run. `digest` tells results apart; `peak` is in bytes; `facts` are about the result."""

    seconds: float
    peak: int | None = None
    digest: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


class Contender(Protocol):
    @property
    def name(self) -> str: ...

    def run(self, limit: float) -> Sample:
        """Run once; `limit` is in seconds.

        Raises:
            MeasureError: It failed, or took longer.
        """

    def close(self) -> None:
        """Let go of what it holds."""


@dataclass(slots=True)
class Series:
    """All runs of one contender, and what went wrong, if anything did."""

    name: str
    samples: list[Sample] = field(default_factory=list)
    error: str = ""
    cut: bool = False
    """It was not run as often as the others, since it takes too long."""

    @property
    def seconds(self) -> float:
        return median(sample.seconds for sample in self.samples)

    @property
    def peak(self) -> int:
        return round(median(sample.peak or 0 for sample in self.samples))

    @property
    def facts(self) -> Mapping[str, Any]:
        return self.samples[0].facts

    @property
    def digest(self) -> str:
        """That of all runs that were looked at; where they differ, a word that no other series has."""
        digests = {sample.digest for sample in self.samples} - {""}
        return digests.pop() if len(digests) == 1 else f"{self.name}: {len(digests)} different results"


@dataclass(frozen=True, slots=True)
class Pace:
    """How often each contender runs; one that took more than `patience` seconds in all is not run again."""

    repeat: int
    patience: float
    limit: float


def interleaved(
    contenders: Sequence[Contender], pace: Pace, tell: Callable[[str], None] = lambda _: None
) -> dict[str, Series]:
    """Every contender in turn, round after round; by name what came of it."""
    series = {contender.name: Series(contender.name) for contender in contenders}
    try:
        for number in range(pace.repeat):
            for contender in contenders:
                tell(f"{contender.name} {number + 1}/{pace.repeat}")
                _once(contender, series[contender.name], pace)
    finally:
        for contender in contenders:
            contender.close()
    return series


def _once(contender: Contender, series: Series, pace: Pace) -> None:
    series.cut = series.cut or sum(sample.seconds for sample in series.samples) > pace.patience
    if series.error or series.cut:
        return
    try:
        series.samples.append(contender.run(pace.limit))
    except MeasureError as error:
        series.error = str(error)


# ── Whole processes ───────────────────────────────────────────────────────────


def environment(cache: Path | None = None) -> dict[str, str]:
    """That of a user: byte code is kept, no path of ours is in the way, and caches stand where we say."""
    left_out = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONUNBUFFERED")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    places = {} if cache is None else {"XDG_CACHE_HOME": str(cache)}
    return {**kept, **places, "NO_COLOR": "1", "COLUMNS": "100", "SOURCE_DATE_EPOCH": "1767225600"}


@dataclass(frozen=True, slots=True)
class Command:
    """A program, from its start to its end. `before` puts the place in order, and is not measured."""

    name: str
    words: Sequence[str]
    folder: Path
    before: Callable[[], object] = lambda: None
    fine: Sequence[int] = (0, 1)

    def run(self, limit: float) -> Sample:
        self.before()
        with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
            start = time.perf_counter()
            process = self._started(said, complained)
            status, peak = _waited(process, limit)
            seconds = time.perf_counter() - start
            if status not in self.fine:
                raise MeasureError(_why(self.words, status, limit, seconds, complained))
            return Sample(seconds, peak, _digest_of(said))

    def _started(self, said: Any, complained: Any) -> subprocess.Popen[bytes]:  # noqa: ANN401 - open files
        cache = self.folder / ".cache"
        try:
            return subprocess.Popen(
                self.words, cwd=self.folder, env=environment(cache), stdout=said, stderr=complained
            )
        except OSError as error:
            raise MeasureError(f"`{self.words[0]}` is not installed: {error.strerror}") from error

    def close(self) -> None:
        """Nothing outlives a run."""


def _waited(process: subprocess.Popen[bytes], limit: float) -> tuple[int, int]:
    """The exit status and the most memory that it held, in bytes."""
    timer = threading.Timer(limit, process.kill)
    timer.start()
    try:
        _, status, usage = os.wait4(process.pid, 0)
    finally:
        timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    return process.returncode, usage.ru_maxrss * unit


def _why(words: Sequence[str], status: int, limit: float, seconds: float, complained: Any) -> str:  # noqa: ANN401
    if seconds >= limit:
        return f"took longer than {limit:.0f} s"
    complained.seek(0)
    lines = complained.read().decode("utf-8", "replace").strip().splitlines() or ["no message"]
    if missing := re.fullmatch(r"ModuleNotFoundError: No module named '(.*)'", lines[-1]):
        return f"{missing[1]} is not installed"
    return f"`{Path(words[0]).name}` ended with {status}: {lines[-1][:300]}"


def _digest_of(said: Any) -> str:  # noqa: ANN401 - an open file
    said.seek(0)
    return hashlib.sha256(said.read()).hexdigest()


# ── Inside a process ──────────────────────────────────────────────────────────


class Job:
    """A job of `benchmarks.jobs`, by the name of its module; its process is started at the first run."""

    def __init__(self, name: str, module: str, *arguments: object) -> None:
        self.name = name
        words = [sys.executable, "-m", "benchmarks.worker", module, *map(str, arguments)]
        self._words = words
        self._process: subprocess.Popen[bytes] | None = None
        self._complained = tempfile.TemporaryFile()  # noqa: SIM115 - closed in `close`

    def run(self, limit: float) -> Sample:
        process = self._process = self._process or self._started()
        assert process.stdin is not None
        try:
            process.stdin.write(b"run\n")
            process.stdin.flush()
        except BrokenPipeError:
            pass  # its last words are read below
        answer = json.loads(self._line(process, limit))
        if "error" in answer:
            raise MeasureError(answer["error"])
        return Sample(answer["seconds"], answer["peak"], answer["digest"], answer["facts"])

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self._words, cwd=ROOT, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=self._complained,
        )  # fmt: skip

    def _line(self, process: subprocess.Popen[bytes], limit: float) -> bytes:
        assert process.stdout is not None
        waits = PREPARATION + limit
        if not select([process.stdout], [], [], waits)[0]:
            process.kill()
            raise MeasureError(f"took longer than {waits:.0f} s with its preparation")
        line = process.stdout.readline()
        if not line:
            status = process.wait()
            raise MeasureError(_why(self._words, status, limit, 0, self._complained))
        return line

    def close(self) -> None:
        self._complained.close()
        if self._process is not None:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            self._process.kill()
            self._process.communicate()


PREPARATION = 300
"""Seconds that a job may take to read what it works on, beside its own time."""
