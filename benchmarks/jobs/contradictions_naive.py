"""The same by looking at every situation, which only the smallest policies allow."""

from __future__ import annotations

from benchmarks.jobs.contradictions import seen
from benchmarks.jobs.policy import analysis
from benchmarks.jobs.work import Work
from tests.meaning.naive import Naive


def prepare(folder: str) -> Work:
    policy = analysis(folder).policy
    assert policy is not None
    return Work(lambda: [(pair[0], pair[1]) for pair in Naive(policy).contradictions()], seen)
