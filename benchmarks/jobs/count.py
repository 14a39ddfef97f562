"""Our count of the pairs that may contradict each other, where they are too many to go through."""

from __future__ import annotations

from benchmarks.jobs.policy import analysis
from benchmarks.jobs.work import Work
from specdsl.graph import Index
from specdsl.meaning.catalogue import most_contradictions
from specdsl.meaning.questions import Prover


def prepare(folder: str) -> Work:
    policy = analysis(f"{folder}/spec").policy
    assert policy is not None
    return Work(
        lambda: most_contradictions(Prover(Index(policy))), lambda count: (str(count), {"pairs": count})
    )
