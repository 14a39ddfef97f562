"""Our search for contradictions: the regions of all conditions, and every pair of rules that clash."""

from __future__ import annotations

from benchmarks.jobs.policy import analysis
from benchmarks.jobs.work import Work, digest_of
from specdsl.graph import Index
from specdsl.meaning.catalogue import contradictions
from specdsl.meaning.questions import Prover


def prepare(folder: str) -> Work:
    policy = analysis(folder).policy
    assert policy is not None

    def run() -> list[tuple[str, str]]:
        # The index is new each time, and so is all that hangs on it.
        return [(clash.first.id, clash.second.id) for clash in contradictions(Prover(Index(policy)))]

    return Work(run, seen)


def seen(pairs: list[tuple[str, str]]) -> tuple[str, dict[str, int]]:
    ordered = sorted(" ".join(sorted(pair)) for pair in pairs)
    return digest_of(ordered), {"pairs": len(ordered)}
