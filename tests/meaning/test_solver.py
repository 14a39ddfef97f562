from __future__ import annotations

from itertools import combinations, product
from random import Random

import pytest

from specdsl.meaning.budget import Meter
from specdsl.meaning.cases import BudgetError
from specdsl.meaning.solver import Solver

ENOUGH = 1_000_000


def solver(variables: int, clauses: list[list[int]]) -> Solver:
    made = Solver()
    for _ in range(variables):
        made.variable()
    for clause in clauses:
        made.add(clause)
    return made


def holes(pigeons: int) -> tuple[int, list[list[int]]]:
    """So many pigeons, one hole less, none shared: what cannot be, and is hard to see."""
    places = range(pigeons - 1)
    sits = {(p, h): 2 * (p * (pigeons - 1) + h) for p in range(pigeons) for h in places}
    somewhere = [[sits[p, h] for h in places] for p in range(pigeons)]
    alone = [[sits[p, h] + 1, sits[q, h] + 1] for p, q in combinations(range(pigeons), 2) for h in places]
    return len(sits), somewhere + alone


@pytest.mark.parametrize("seed", range(20))
def test_as_enumeration_says(seed: int):
    """Random clauses near the border, with and without assumptions, asked of one solver in turn."""
    random = Random(seed)
    for _ in range(20):
        variables = random.randint(3, 8)
        clauses = [
            [2 * v + random.randint(0, 1) for v in random.sample(range(variables), 3)]
            for _ in range(round(4.2 * variables))
        ]
        made = solver(variables, clauses)
        for _ in range(3):
            assumed = [2 * v + random.randint(0, 1) for v in random.sample(range(variables), 2)]
            ways = product(*([2 * v, 2 * v + 1] for v in range(variables)))
            models = [
                way for way in ways if set(assumed) <= set(way) and all(set(c) & set(way) for c in clauses)
            ]
            assert made.solve(assumed, Meter(ENOUGH)) == bool(models)
            if models:
                assert tuple(2 * v + (not made.is_true(2 * v)) for v in range(variables)) in models


def test_it_learns():
    """Seven pigeons and six holes: proved impossible within a budget that enumeration would burst."""
    assert not solver(*holes(7)).solve((), Meter(ENOUGH))


def test_its_budget_counts_work():
    """Two runs give up at the same step."""
    meters = [Meter(2_000), Meter(2_000)]
    for meter in meters:
        with pytest.raises(BudgetError):
            solver(*holes(7)).solve((), meter)
    assert meters[0].spent == meters[1].spent > 2_000


def test_clauses_that_contradict_each_other_at_once():
    """No clause is needed to see that `a` and not `a` cannot be; nor does an assumption help."""
    assert not solver(1, [[0], [1]]).solve([0], Meter(ENOUGH))
