"""Rows of the table: what was measured, beside what, the ratio, the goal, and whether it holds."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.measure import Series

NOTHING = "—"
MISSING = "is not installed"
TOO_SLOW = "took longer than"


@dataclass(frozen=True, slots=True)
class Goal:
    """What a ratio (or another figure, in its unit) must be: at most so much, or at least."""

    limit: float
    at_least: bool = False
    unit: str = "x"

    def __str__(self) -> str:
        return f"at {'least' if self.at_least else 'most'} {_number(self.limit)}{self.unit}"

    def holds(self, ratio: float) -> bool:
        return self.missed_by(ratio) <= 1

    def missed_by(self, ratio: float) -> float:
        """How many times too little or too much; 1 or less where the goal holds."""
        return self.limit / ratio if self.at_least else ratio / self.limit


def at_most(limit: float, unit: str = "x") -> Goal:
    return Goal(limit, unit=unit)


def at_least(limit: float, unit: str = "x") -> Goal:
    return Goal(limit, at_least=True, unit=unit)


@dataclass(frozen=True, slots=True)
class Row:
    """`error` says why there is no ratio where there should be one."""

    key: str
    work: str
    ours: str
    peer: str = NOTHING
    ratio: float | None = None
    goal: Goal | None = None
    error: str = ""

    @property
    def failed(self) -> bool:
        """Whether it went wrong in another way than that a peer is missing or that somebody is too slow."""
        return bool(self.error) and not any(words in self.error for words in (MISSING, TOO_SLOW))

    @property
    def said(self) -> str:
        """The ratio as it is printed."""
        return (
            NOTHING if self.ratio is None else f"{_number(self.ratio)}{self.goal.unit if self.goal else 'x'}"
        )

    @property
    def verdict(self) -> str:
        """Whether the goal holds, else by how much not."""
        if self.error:
            return f"not measured: {self.error}"
        if self.goal is None or self.ratio is None:
            return NOTHING
        return "yes" if self.goal.holds(self.ratio) else f"no, by {_number(self.goal.missed_by(self.ratio))}x"


@dataclass(frozen=True, slots=True)
class Check:
    """Two ways to the same result, and whether it was the same; None where one of them gave none."""

    what: str
    same: bool | None
    note: str = ""


# ── From series to rows ───────────────────────────────────────────────────────


def by_speed(key: str, work: str, ours: Series, peer: Series, goal: Goal | None = None) -> Row:
    """Compares bytes a second: each has its own language, and so its own number of bytes."""
    if unmeasured := _unmeasured(key, work, goal, ours, peer):
        return unmeasured
    ratio = _speed(ours) / _speed(peer)
    return Row(key, work, _with_speed(ours), f"{peer.name}: {_with_speed(peer)}", ratio, goal)


def by_time(key: str, work: str, ours: Series, peer: Series, goal: Goal | None = None) -> Row:
    """Compares seconds; where less is asked to be so many times less, the peer's are divided by ours."""
    if unmeasured := _unmeasured(key, work, goal, ours, peer):
        return unmeasured
    ratio = ours.seconds / peer.seconds
    turned = 1 / ratio if goal and goal.at_least else ratio
    return Row(key, work, _time(ours), f"{peer.name}: {_time(peer)}", turned, goal)


def by_peak(key: str, work: str, ours: Series, peer: Series, goal: Goal | None = None) -> Row:
    """Compares the most memory that each process held."""
    if unmeasured := _unmeasured(key, work, goal, ours, peer):
        return unmeasured
    peaks = [f"{_number(series.peak / 1e6)} MB" for series in (ours, peer)]
    return Row(key, work, peaks[0], f"{peer.name}: {peaks[1]}", ours.peak / peer.peak, goal)


def by_itself(key: str, work: str, ours: Series, goal: Goal | None = None) -> Row:
    """No peer: the goal, if there is one, is in milliseconds."""
    if unmeasured := _unmeasured(key, work, goal, ours):
        return unmeasured
    return Row(key, work, _time(ours), ratio=ours.seconds * 1000 if goal else None, goal=goal)


def by_growth(
    key: str, work: str, small: tuple[int, Series], large: tuple[int, Series], goal: Goal | None = None
) -> Row:
    """The power of the size with which the time grows."""
    if unmeasured := _unmeasured(key, work, goal, small[1], large[1]):
        return unmeasured
    times = ", ".join(f"{rules:,}: {_time(series)}" for rules, series in (small, large))
    return Row(
        key, work, times, NOTHING, exponent(small[0], small[1].seconds, large[0], large[1].seconds), goal
    )


def exponent(small: float, small_seconds: float, large: float, large_seconds: float) -> float:
    """1 for twice the time for twice the size, 2 for four times."""
    return log(large_seconds / small_seconds) / log(large / small)


def agree(what: str, one: Series, other: Series) -> Check:
    """Whether two contenders came to the same result."""
    if missing := [series for series in (one, other) if series.error or not series.samples]:
        return Check(what, None, _failures(missing))
    return Check(what, bool(one.digest) and one.digest == other.digest, f"{one.name} and {other.name}")


def _unmeasured(key: str, work: str, goal: Goal | None, *series: Series) -> Row | None:
    if missing := [each for each in series if each.error or not each.samples]:
        done = (_time(each) if each not in missing else NOTHING for each in series)
        ours, *peer = done
        return Row(key, work, ours, peer[0] if peer else NOTHING, None, goal, _failures(missing))
    return None


def _failures(series: list[Series]) -> str:
    return "; ".join(f"{each.name}: {each.error or 'not run'}" for each in series)


# ── Figures as text ───────────────────────────────────────────────────────────


def _speed(series: Series) -> float:
    return float(series.facts["bytes"]) / series.seconds


def _with_speed(series: Series) -> str:
    return f"{_time(series)}, {_number(_speed(series) / 1e6)} MB/s"


def _time(series: Series) -> str:
    few = f" (runs: {len(series.samples)})" if series.cut else ""
    return f"{seconds(series.seconds)}{few}"


def seconds(value: float) -> str:
    return f"{_number(value)} s" if value >= 1 else f"{_number(value * 1000)} ms"


def _number(value: float) -> str:
    """Three digits, and no more zeros than that."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
