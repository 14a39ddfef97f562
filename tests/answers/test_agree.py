"""Answers compared with what comes of looking at every situation, on small random policies."""

from __future__ import annotations

from random import Random

import pytest

from specdsl.answers.decision import Case, Decision, decide_facts
from specdsl.answers.facts import Fact
from specdsl.answers.names import QuestionError
from specdsl.answers.relation import relation
from specdsl.answers.table import Table, table_of
from specdsl.graph.query import Index
from tests.meaning.naive import Naive
from tests.meaning.random_policies import random_policy

SEEDS = range(150)


@pytest.fixture(params=SEEDS)
def random(request) -> Random:
    return Random(f"answers {request.param}")


# ── What comes of looking ─────────────────────────────────────────────────────


def standing(naive: Naive, number: int) -> list[str]:
    return [rule.id for rule in naive.active if number in naive.standing[rule.id]]


def outcome(naive: Naive, number: int) -> tuple[str, str | None]:
    verdicts = {rule.verdict for rule in naive.active if number in naive.standing[rule.id]}
    if len(verdicts) > 1:
        return "contradiction", None
    verdict = verdicts.pop() if verdicts else otherwise(naive, number)
    return ("decided", verdict) if verdict else ("silent", None)


def otherwise(naive: Naive, number: int) -> str | None:
    inside = [c for c in naive.policy.categories if naive.situations[number]["category", c.id] == "yes"]
    ladder = [value.name for value in naive.policy.ladder]
    return max((c.otherwise for c in inside if c.otherwise), key=ladder.index, default=naive.policy.otherwise)


def fits(fact: Fact, situation: dict) -> bool:
    return situation[fact.kind, fact.name] in fact.values


def some_facts(naive: Naive, random: Random) -> dict:
    """Something that somebody might say of a request."""
    said = {}
    for (kind, name), answers in naive.questions.items():
        if kind != "category" and random.random() < 0.3:
            answer = random.choice(answers)
            said[name] = answer if kind == "facet" else answer == "yes"
    return said


# ── Decisions ─────────────────────────────────────────────────────────────────


def test_a_decision_is_what_looking_at_every_situation_shows(random: Random):
    """Its verdict, first case and changes hold, no fact of a change can be dropped, no change is missing."""
    policy = random_policy(random)
    naive, names = Naive(policy), [category.id for category in policy.categories]
    named, said = random.sample(names, random.randint(1, min(2, len(names)))), some_facts(naive, random)
    inside = {above for name in named for above in naive.above(name)}
    left = [
        number
        for number, situation in enumerate(naive.situations)
        if all((situation["category", name] == "yes") is (name in inside) for name in names)
        and all(fits(fact, situation) for fact in spelt_out(naive, said))
    ]
    if not left:
        with pytest.raises(QuestionError):
            decide_facts(Index(policy), named, said)
        return
    decision = decide_facts(Index(policy), named, said)

    assert decision.case is not None
    outcomes = {outcome(naive, number) for number in left}
    assert decision.status == (outcomes.copy().pop()[0] if len(outcomes) == 1 else "open")
    assert {(each.status, each.verdict) for each in (decision.case, *decision.changes)} == outcomes
    around = [n for n in left if all(fits(fact, naive.situations[n]) for fact in decision.case.facts)]
    assert {outcome(naive, number) for number in around} == {(decision.case.status, decision.case.verdict)}
    check_rules(decision, naive, left)
    check_changes(decision, naive, left)


def spelt_out(naive: Naive, said: dict) -> list[Fact]:
    kinds = {name: kind for kind, name in naive.questions}
    return [
        Fact(kinds[name], name, (value,) if isinstance(value, str) else ("yes" if value else "no",))
        for name, value in said.items()
    ]


def check_rules(decision: Decision, naive: Naive, left: list[int]) -> None:
    for state in decision.rules:
        for told, where in ((state.applies, naive.applying), (state.stands, naive.standing)):
            found = {number in where[state.rule.id] for number in left}
            assert told == {frozenset({True}): "yes", frozenset({False}): "no"}.get(frozenset(found), "open")


def check_changes(decision: Decision, naive: Naive, left: list[int]) -> None:
    """From the usual situation, each change leads where it says, and less than it does not."""
    usual = usual_situation(naive, left)
    for case in (*decision.changes, *decision.variants):
        for facts in points(case):
            number = moved(naive, usual, facts)
            assert number in left
            assert outcome(naive, number) == (case.status, case.verdict)
            assert sorted(standing(naive, number)) == sorted(rule.id for rule in case.rules)
    for case in decision.changes:
        for facts in points(case):
            for dropped in facts:
                fewer = {key: value for key, value in facts.items() if key != dropped}
                number = moved(naive, usual, fewer)
                assert number is None or outcome(naive, number) != (case.status, case.verdict)
    smaller = [(case, facts) for case in (*decision.changes, *decision.variants) for facts in points(case)]
    for number in left:
        if outcome(naive, number) != outcome(naive, usual):
            assert any(
                (case.status, case.verdict) == outcome(naive, number)
                and all(naive.situations[number][key] != naive.situations[usual][key] for key in facts)
                for case, facts in smaller
            )


def points(case: Case) -> list[dict]:
    found: list[dict] = [{}]
    for fact in case.facts:
        found = [{**each, (fact.kind, fact.name): value} for each in found for value in fact.values]
    return found


def usual_situation(naive: Naive, left: list[int]) -> int:
    """The one with the fewest answers that are not the first of their question; of those the first."""

    def unusual(number: int) -> list[bool]:
        return [naive.situations[number][key] != answers[0] for key, answers in naive.questions.items()]

    return min(left, key=lambda number: sum(unusual(number)))


def moved(naive: Naive, number: int, facts: dict) -> int | None:
    wanted = {**naive.situations[number], **facts}
    return naive.situations.index(wanted) if wanted in naive.situations else None


# ── Tables ────────────────────────────────────────────────────────────────────


def test_the_gaps_and_overlaps_of_a_table_are_those_that_there_are(random: Random):
    """A situation lies in a gap exactly if no rule applies, in an overlap exactly if both rules stand."""
    policy = random_policy(random)
    alone = random.choice([category.id for category in policy.categories])
    naive = Naive(policy)
    inside = naive.inside(alone)
    if not inside:
        with pytest.raises(QuestionError, match="no request can be in"):
            table_of(Index(policy), alone)
        return
    table = table_of(Index(policy), alone)
    rules = [entry.rule.id for entry in table.entries]
    for number in inside:
        situation = naive.situations[number]
        applying = [rule for rule in rules if number in naive.applying[rule]]
        up = [rule for rule in applying if not any(beats(naive, other, rule) for other in applying)]
        for numbers in [
            (),
            *((a, b) for a in range(1, len(rules) + 1) for b in range(a + 1, len(rules) + 1)),
        ]:
            there = not applying if not numbers else all(rules[n - 1] in up for n in numbers)
            assert told(table, numbers, situation, applying) is there, numbers
        for entry in table.entries:
            meant = any(lies_in(row, table, situation) for row in entry.when)
            meant &= not any(lies_in(row, table, situation) for row in entry.unless)
            assert meant is (entry.rule.id in applying)


def beats(naive: Naive, winner: str, loser: str) -> bool:
    by_id = {rule.id: rule for rule in naive.active}
    return winner != loser and naive.defeats(by_id[winner], by_id[loser])


def told(table: Table, numbers: tuple[int, ...], situation: dict, applying: list[str]) -> bool:
    """Whether the table says that this is a gap (no numbers), or that these rules both stand here."""
    spots = [spot for spot in table.spots if spot.numbers == numbers]
    for spot in spots:
        clear = not any(table.entries[number - 1].rule.id in applying for number in spot.besides)
        both = all(table.entries[number - 1].rule.id in applying for number in numbers)
        if clear and (any(lies_in(row, table, situation) for row in spot.rows) or (not spot.rows and both)):
            return True
    return False


def lies_in(row: tuple, table: Table, situation: dict) -> bool:
    return all(
        not answers or situation[each.kind, each.name] in answers
        for answers, each in zip(row, table.questions, strict=True)
    )


# ── Relations ─────────────────────────────────────────────────────────────────


def test_how_two_rules_relate_is_what_looking_shows(random: Random):
    """The kind of the relation, which rule is dead, and which applies only with the other."""
    policy = random_policy(random)
    naive = Naive(policy)
    if len(naive.active) < 2:
        return
    one, other = random.sample(naive.active, 2)
    found = relation(Index(policy), one.id, other.id)

    both = naive.applying[one.id] & naive.applying[other.id]
    assert found.kind == kind(naive, one, other, both)
    if both:
        assert {rule.id for rule in found.only_with} == {
            rule.id for rule in (one, other) if naive.applying[rule.id] == both
        }
        assert {dead.rule.id for dead in found.dead} == {
            rule.id for rule in (one, other) if not naive.standing[rule.id]
        }


def kind(naive: Naive, one, other, both: set[int]) -> str:
    if not both:
        return "disjoint"
    if naive.defeats(one, other) or naive.defeats(other, one):
        return "ranked"
    if one.verdict == other.verdict:
        return "agree"
    return "contradict" if naive.standing[one.id] & naive.standing[other.id] else "settled"
