"""Do three engines agree? Regions, solver and plain enumeration, on every finding about random policies.

python -m tests.meaning.agree --policies 100000 --seed 1
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator
from random import Random
from time import monotonic

from specdsl.graph.model import Policy
from specdsl.graph.query import Index
from specdsl.meaning import catalogue
from specdsl.meaning.questions import Prover, Refuted, Unknown, Witness
from tests.meaning.naive import Found, Naive
from tests.meaning.random_policies import random_policy

KEYS: dict[str, Callable] = {
    "contradictions": lambda f: (f.first.id, f.second.id),
    "style_contradictions": lambda f: (f.first.id, f.second.id, f.element, f.level),
    "impossible_rules": lambda f: (f.rule.id,),
    "impossible_exceptions": lambda f: (f.rule.id, f.number),
    "impossible_examples": lambda f: (f.example.id,),
    "shadowed_rules": lambda f: (f.rule.id,),
    "redundant_rules": lambda f: (f.rule.id,),
    "vacuous_exceptions": lambda f: (f.rule.id, f.number),
    "always_true_conditions": lambda f: (f.rule.id,),
    "uncovered": lambda f: (f.category.id,),
    "dangling_overrides": lambda f: (f.winner.id, f.loser.id),
    "lifted_overrides": lambda f: (f.winner.id, f.loser.id),
    "broad_overrides": lambda f: (f.winner.id, f.loser.id),
}


def policy_number(seed: int, number: int) -> Policy:
    return random_policy(Random(f"{seed}/{number}"))


ALONE: tuple[dict, ...] = ({"engines": ("regions",)}, {"engines": ("solver",)})


def disagreements(naive: Naive, *, provers: tuple[dict, ...] = ALONE, facts: bool = False) -> Iterator[str]:
    """What provers say wrongly about one policy; `facts`: also count those of witnesses, which takes long."""
    expected = naive.findings()
    for options in provers:
        prover = Prover(Index(naive.policy), **options)
        for name, key in KEYS.items():
            findings = list(getattr(catalogue, name)(prover))
            yield from _compare(f"{options} {name}", [key(finding) for finding in findings], expected[name])
            yield from _bad_proofs(naive, name, findings)
            for finding in findings:
                yield from _bad_witness(naive, finding, name, facts=facts and options == ALONE[0])


def _compare(what: str, found: list[tuple], expected: Found) -> Iterator[str]:
    if len(found) != len(set(found)):
        yield f"{what}: said twice: {found}"
    if set(found) != expected:
        yield f"{what}: too many {set(found) - expected}, too few {expected - set(found)}"


# ── Reasons ───────────────────────────────────────────────────────────────────


def _bad_proofs(naive: Naive, name: str, findings: list) -> Iterator[str]:
    """The rules that are named as reasons must be enough, and none of them too many."""
    if name not in {"shadowed_rules", "redundant_rules"}:
        return
    for finding in findings:
        mine, theirs = naive.applying, naive.applying
        if name == "redundant_rules":
            mine = theirs = naive.standing
        left = [theirs[rule.id] for rule in finding.by]
        if not mine[finding.rule.id] <= set().union(*left):
            yield f"{name}: {finding.rule.id} is more than {[rule.id for rule in finding.by]}"
        for number in range(len(left)):
            if mine[finding.rule.id] <= set().union(*left[:number], *left[number + 1 :]):
                yield f"{name}: {finding.rule.id} does not need {finding.by[number].id}"


# ── Witnesses ─────────────────────────────────────────────────────────────────


def _bad_witness(naive: Naive, finding: object, name: str, *, facts: bool) -> Iterator[str]:
    answer = finding.answer  # type: ignore[attr-defined]
    if isinstance(answer, Unknown):
        yield f"{name}: unknown"
    if isinstance(answer, Refuted):
        goal = _goal(naive, finding, name)
        yield from _wrong_facts(naive, answer.witness, goal, name)
        if facts and len(answer.witness.facts) != naive.fewest_facts(goal):
            yield f"{name}: {answer.witness.facts} where {naive.fewest_facts(goal)} facts are enough"


def _goal(naive: Naive, finding, name: str) -> set[int]:
    """The situations that show a finding."""
    match name:
        case "contradictions" | "style_contradictions":
            return naive.standing[finding.first.id] & naive.standing[finding.second.id]
        case "uncovered":
            return naive.inside(finding.category.id) - naive.decided()
        case "lifted_overrides":
            return naive.applying[finding.winner.id] & naive.applying[finding.loser.id]
        case _:
            return naive.applying[finding.winner.id] - naive.applying[finding.loser.id]


def _wrong_facts(naive: Naive, witness: Witness, goal: set[int], name: str) -> Iterator[str]:
    facts = {(fact.kind, fact.name): fact.value for fact in witness.facts}
    if not naive.makes_sure(facts, goal):
        yield f"{name}: {facts} do not make sure of it"
    for key in facts:
        if naive.makes_sure({other: value for other, value in facts.items() if other != key}, goal):
            yield f"{name}: {facts} do not need {key}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--policies", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first policy")
    options = parser.parse_args()
    found: Counter[str] = Counter()
    wrong, start = 0, monotonic()
    for number in range(options.first, options.first + options.policies):
        naive = Naive(policy_number(options.seed, number))
        found.update({name: len(keys) for name, keys in naive.findings().items()})
        for line in disagreements(naive, facts=number % 20 == 0):
            wrong += 1
            print(f"policy {number}: {line}", flush=True)
    print(
        f"{options.policies} policies from number {options.first}, seed {options.seed}: {wrong} disagreements"
    )
    print(f"findings compared: {dict(found)}")
    print(f"{monotonic() - start:.0f} seconds")


if __name__ == "__main__":
    main()
