"""The arithmetic of the table, on figures written out."""

from __future__ import annotations

import pytest

from benchmarks.measure import Pace, Sample, Series, interleaved
from benchmarks.plot import svg
from benchmarks.report import (
    Check,
    Row,
    agree,
    at_least,
    at_most,
    by_growth,
    by_itself,
    by_peak,
    by_speed,
    by_time,
    exponent,
)
from benchmarks.table import BEGIN, END, markdown, put


def series(name, *seconds, error="", digest="d", size=2_000_000, peak=10_000_000):
    samples = [Sample(each, peak, digest, {"bytes": size}) for each in seconds]
    return Series(name, samples, error)


def cells(row):
    return row.ours, row.peer, row.said, str(row.goal), row.verdict


# ── Rows ──────────────────────────────────────────────────────────────────────


def test_median_not_mean():
    """One bad run of seven changes nothing."""
    assert series("a", 1, 1, 1, 9, 1, 1, 1).seconds == 1


def test_speed_is_bytes_a_second():
    """Twice the bytes in the same time is twice as fast."""
    row = by_speed("k", "w", series("us", 0.5), series("them", 0.5, size=1_000_000), at_least(3))
    assert cells(row) == ("500 ms, 4 MB/s", "them: 500 ms, 2 MB/s", "2x", "at least 3x", "no, by 1.5x")


def test_time_against_most():
    """A share of the peer's time."""
    row = by_time("k", "w", series("us", 0.3), series("them", 2.0), at_most(0.15))
    assert cells(row) == ("300 ms", "them: 2 s", "0.15x", "at most 0.15x", "yes")


def test_time_against_least():
    """So many times faster than the peer."""
    row = by_time("k", "w", series("us", 0.02), series("them", 40.0), at_least(1_000))
    assert (row.said, row.verdict) == ("2,000x", "yes")


def test_memory():
    """The peaks of both, as a share."""
    row = by_peak(
        "k", "w", series("us", 1, peak=300_000_000), series("them", 1, peak=200_000_000), at_most(1)
    )
    assert cells(row) == ("300 MB", "them: 200 MB", "1.5x", "at most 1x", "no, by 1.5x")


def test_milliseconds():
    """A goal without a peer is in milliseconds."""
    row = by_itself("k", "w", series("us", 0.125), at_most(50, " ms"))
    assert (row.said, row.verdict) == ("125 ms", "no, by 2.5x")


@pytest.mark.parametrize(
    ("small", "large", "expected"), [((10, 1), (100, 10), 1), ((10, 1), (100, 100), 2), ((1, 3), (8, 3), 0)]
)
def test_exponent(small, large, expected):
    """Ten times the time for ten times the size is 1, a hundred times is 2, the same is 0."""
    assert exponent(*small, *large) == pytest.approx(expected)


def test_growth_row():
    """Both ends are shown, and the exponent beside the goal."""
    row = by_growth("k", "w", (1_000, series("a", 0.1)), (10_000, series("b", 2.0)), at_most(1.1, ""))
    assert cells(row) == ("1,000: 100 ms, 10,000: 2 s", "—", "1.3", "at most 1.1", "no, by 1.18x")


def test_failure_is_shown():
    """A row whose peer could not be measured stays in the table, with what went wrong."""
    row = by_time("k", "w", series("us", 0.3), series("them", error="them is not installed"), at_most(2))
    assert cells(row) == ("300 ms", "—", "—", "at most 2x", "not measured: them: them is not installed")


@pytest.mark.parametrize(
    ("error", "failed"),
    [("", False), ("x: x is not installed", False), ("x: took longer than 9 s", False), ("x: died", True)],
)
def test_what_counts_as_failed(error, failed):
    """A peer that is missing, and one that is too slow, are no fault of the benchmark."""
    assert Row("k", "w", "", error=error).failed is failed


def test_agreement():
    """Equal digests agree, others do not, and nothing is said of what was not run."""
    assert agree("w", series("a", 1), series("b", 1)).same is True
    assert agree("w", series("a", 1), series("b", 1, digest="e")).same is False
    assert agree("w", series("a", 1, digest=""), series("b", 1, digest="")).same is False
    assert agree("w", series("a", 1), series("b", error="gone")).same is None


# ── Table and picture ─────────────────────────────────────────────────────────


def test_table():
    """All of it as Markdown, reasons only for goals that are missed."""
    rows = [
        by_time("fast", "one", series("us", 1), series("them", 1), at_most(2)),
        by_time("slow", "two", series("us", 4), series("them", 1), at_most(2)),
    ]
    reasons = {"fast": "never shown", "slow": "it sleeps"}
    assert markdown(rows, [Check("bytes", same=True, note="a and b")], {"seed": 1}, reasons) == (
        "| work | specdsl | beside | ratio | goal | holds |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        "| one | 1 s | them: 1 s | 1x | at most 2x | yes |\n"
        "| two | 4 s | them: 1 s | 4x | at most 2x | no, by 2x |\n\n"
        "Why not:\n\n- *two*: it sleeps\n\n"
        "| results compared in this run | outcome | of |\n"
        "| --- | --- | --- |\n"
        "| bytes | the same | a and b |\n\n"
        "- seed: 1"
    )


def test_page_keeps_its_prose():
    """Only what stands between the marks is replaced; a page without them is refused."""
    page = f"Before.\n\n{BEGIN}\nold\n{END}\n\nAfter.\n"
    assert put(page, "new") == f"Before.\n\n{BEGIN}\n\nnew\n\n{END}\n\nAfter.\n"
    with pytest.raises(ValueError, match="lacks the marks"):
        put("nothing", "new")


def test_picture_shows_every_goal():
    """Each row with a goal and a figure has a line; figures beyond the frame stay in it."""
    rows = [
        by_time("k", f"work {ratio}", series("us", ratio), series("them", 1), at_most(1))
        for ratio in (1e-9, 0.5, 1e9)
    ]
    picture = svg([*rows, Row("k", "no goal", "1 s")])
    assert picture.count("<rect") == 3
    assert (picture.count(">holds<"), picture.count(">missed<")) == (2, 1)


# ── Turns ─────────────────────────────────────────────────────────────────────


class Fake:
    def __init__(self, name, log, seconds=1.0):
        self.name, self.log, self.seconds = name, log, seconds

    def run(self, limit):
        self.log.append(self.name)
        return Sample(self.seconds)

    def close(self):
        self.log.append(f"{self.name} closed")


def test_contenders_take_turns():
    """A B A B, then both are let go."""
    log = []
    interleaved([Fake("a", log), Fake("b", log)], Pace(repeat=2, patience=100, limit=100))
    assert log == ["a", "b", "a", "b", "a closed", "b closed"]


def test_patience_ends():
    """Whoever took too long in all runs no more, and the table says how often it ran."""
    log = []
    found = interleaved([Fake("a", log, 60), Fake("b", log)], Pace(repeat=3, patience=50, limit=100))
    assert log[:4] == ["a", "b", "b", "b"]
    assert by_itself("k", "w", found["a"]).ours == "60 s (runs: 1)"
