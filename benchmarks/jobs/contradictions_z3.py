"""The same with Z3: one solver that knows the world, one question for each pair of rules.

It is asked about the pairs that our own search looks at, too: those of different verdicts of which neither
defeats the other. Conditions go to it as they are, so that it checks the regions.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import z3

from benchmarks.jobs.contradictions import seen
from benchmarks.jobs.policy import analysis
from benchmarks.jobs.work import Work
from specdsl.graph import Index
from specdsl.graph.model import And, FreeText, Holds, InCategory, Is, Not, Or
from specdsl.meaning.ranks import Ranks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.graph.model import Condition, Rule


def prepare(folder: str) -> Work:
    policy = analysis(folder).policy
    assert policy is not None
    return Work(lambda: list(Pairs(Index(policy)).contradictions()), seen)


class Pairs:
    def __init__(self, index: Index) -> None:
        self.index = index
        self.ranks = Ranks(index)
        self.solver = z3.SolverFor("QF_FD")  # finite domains: what it has for such questions
        self.solver.add(*self.world())
        self.stands = {rule.id: z3.Bool(f"stands {rule.id}") for rule in self.ranks.rules}
        self.solver.add(*(z3.Implies(self.stands[rule.id], self.standing(rule)) for rule in self.ranks.rules))

    def contradictions(self) -> Iterator[tuple[str, str]]:
        for first, second in combinations(self.ranks.rules, 2):
            if self.unranked(first, second):
                answer = self.solver.check(self.stands[first.id], self.stands[second.id])
                if answer == z3.sat:
                    yield first.id, second.id

    def unranked(self, first: Rule, second: Rule) -> bool:
        ranked = self.ranks.defeaters(first) | self.ranks.defeated(first)
        return first.verdict != second.verdict and not ranked >> self.ranks.numbers[second.id] & 1

    # ── What rules and the world say ──────────────────────────────────────────

    def standing(self, rule: Rule) -> z3.BoolRef:
        defeaters = self.ranks.among(self.ranks.defeaters(rule))
        return z3.And(self.applies(rule), *(z3.Not(self.applies(other)) for other in defeaters))

    def applies(self, rule: Rule) -> z3.BoolRef:
        when = [self.of(rule.when)] if rule.when else []
        return z3.And(yes("category", rule.category), *when, *(z3.Not(self.of(each)) for each in rule.unless))

    def world(self) -> Iterator[z3.BoolRef]:
        for facet in self.index.facets.values():
            values = [yes(facet.id, value.name) for value in facet.values]
            yield z3.PbEq([(value, 1) for value in values], 1)
        for category in self.index.categories.values():
            here = yes("category", category.id)
            yield from (z3.Implies(here, yes("category", above)) for above in category.within)
            yield from (z3.Not(z3.And(here, yes("category", each))) for each in category.disjoint_from)
        yield from map(self.of, self.index.policy.assumptions)

    def of(self, condition: Condition) -> z3.BoolRef:
        match condition:
            case Is():
                one = z3.Or(*(yes(condition.facet, value) for value in condition.values))
                return z3.Not(one) if condition.negated else one
            case Holds():
                return yes("flag", condition.flag)
            case InCategory():
                return yes("category", condition.category)
            case FreeText():
                return yes("text", condition.text)
            case Not():
                return z3.Not(self.of(condition.operand))
            case And():
                return z3.And(*map(self.of, condition.operands))
            case Or():
                return z3.Or(*map(self.of, condition.operands))
            case _:
                raise NotImplementedError(f"made-up policies have no {type(condition).__name__}")


def yes(question: str, answer: str) -> z3.BoolRef:
    return z3.Bool(f"{question} {answer}")
