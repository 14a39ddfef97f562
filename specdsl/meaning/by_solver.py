"""The second engine: questions answered by the solver, straight from the conditions as they are written."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from specdsl.graph.model import And, Compare, InCategory, Is, Not, Or, Rule
from specdsl.meaning.claims import Some, Stands, Within
from specdsl.meaning.ranks import Ranks
from specdsl.meaning.regions import demands
from specdsl.meaning.situation import meant_values, question_of
from specdsl.meaning.solver import Solver
from specdsl.meaning.space import YES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from specdsl.graph.model import Condition
    from specdsl.meaning.budget import Meter
    from specdsl.meaning.claims import Claim
    from specdsl.meaning.notebook import Notebook
    from specdsl.meaning.space import Space, Variable

_MOST_PAIRS = 8  # answers of a facet that are kept apart pair by pair


class BySolver:
    """Looks for situations with the solver; each question by itself, so that none depends on those before."""

    def __init__(self, space: Space, ranks: Ranks, near: Callable[[Rule], int], notebook: Notebook) -> None:
        self._space = space
        self._notebook = notebook
        self._ranks = ranks
        self._near = near

    def question(self, inside: Sequence[Claim], outside: Sequence[Claim], meter: Meter) -> SolverQuestion:
        """Where all of `inside` hold and none of `outside` does."""
        if any(isinstance(claim, Some) for claim in (*inside, *outside)):
            self._notebook.part(("all", "rules"))  # all of them become clauses, wherever they apply
        return SolverQuestion(_Clauses(self._space, self._ranks, self._near, meter), inside, outside, meter)


class SolverQuestion:
    """One question as clauses. Every method raises BudgetError where the budget runs out."""

    def __init__(
        self, clauses: _Clauses, inside: Iterable[Claim], outside: Iterable[Claim], meter: Meter
    ) -> None:
        self._clauses = clauses
        self._meter = meter
        claims = [clauses.claim(claim) for claim in inside]
        self._goal = clauses.all_of([*claims, *(clauses.claim(claim) ^ 1 for claim in outside)])
        clauses.add_world()

    def point(self) -> int | None:
        """A situation of the goal; None where there is none."""
        return self._find([self._goal])

    def breaks(self, box: int) -> int | None:
        """A situation of the box that is not one of the goal."""
        return self._find([self._goal ^ 1, *self._clauses.literals_of(box)])

    def possible(self, box: int) -> int | None:
        """A situation of the box that the world allows."""
        return self._find(self._clauses.literals_of(box))

    def _find(self, assumptions: list[int]) -> int | None:
        return self._clauses.point() if self._clauses.solver.solve(assumptions, self._meter) else None


class _Clauses:
    """Conditions as clauses: each has a literal that is true exactly where it holds."""

    def __init__(self, space: Space, ranks: Ranks, near: Callable[[Rule], int], meter: Meter) -> None:
        self.solver = Solver()
        self._space = space
        self._ranks = ranks
        self._near = near
        self._meter = meter
        self._index = space.index
        self._answers: dict[tuple[str, str], dict[str, int]] = {}
        self._conditions: dict[Condition, int] = {}
        self._rules: dict[str, int] = {}

    # ── Claims ────────────────────────────────────────────────────────────────

    def claim(self, claim: Claim) -> int:
        match claim:
            case Rule():
                return self._rule(claim)
            case Stands():
                return self._stands(claim)
            case Some():
                return self.any_of([self._rule(rule) for rule in self._ranks.among(claim.rules)])
            case Within():
                return self._within(claim.box)
            case _:
                return self._condition(claim)

    def _rule(self, rule: Rule) -> int:
        if rule.id not in self._rules:
            parts = [self._condition(each) ^ (not holds) for each, holds in demands(rule)]
            self._rules[rule.id] = self.all_of([self._condition(InCategory(rule.category)), *parts])
        return self._rules[rule.id]

    def _stands(self, claim: Stands) -> int:
        ranks = self._ranks if claim.without is None else Ranks(self._index, claim.without)
        defeaters = ranks.among(ranks.defeaters(claim.rule) & self._near(claim.rule))
        silent = [self._rule(rule) ^ 1 for rule in defeaters]
        return self.all_of([self._rule(claim.rule), *silent])

    def _within(self, box: int) -> int:
        return self.all_of(
            [
                self.any_of(
                    [self._answer(variable.kind, variable.name, each) for each in variable.answers_in(box)]
                )
                for variable in self._space.constrained(box)
            ]
        )

    # ── Conditions ────────────────────────────────────────────────────────────

    def _condition(self, condition: Condition) -> int:
        if condition not in self._conditions:
            self._conditions[condition] = self._work_out(condition)
        return self._conditions[condition]

    def _work_out(self, condition: Condition) -> int:
        match condition:
            case Not():
                return self._condition(condition.operand) ^ 1
            case And():
                return self.all_of([self._condition(part) for part in condition.operands])
            case Or():
                return self.any_of([self._condition(part) for part in condition.operands])
            case Is(facet=facet) | Compare(scale=facet):
                meant = meant_values(condition, self._index.facets[facet])
                return self.any_of([self._answer("facet", facet, value) for value in sorted(meant)])
            case _:
                return self._answer(*question_of(condition), YES)

    def any_of(self, literals: Sequence[int]) -> int:
        return self.all_of([literal ^ 1 for literal in literals]) ^ 1

    def all_of(self, literals: Sequence[int]) -> int:
        """A literal that is true exactly where all of these are."""
        if len(literals) == 1:
            return literals[0]
        self._meter.spend(len(literals))
        whole = self.solver.variable()
        for literal in literals:
            self.solver.add([whole ^ 1, literal])
        self.solver.add([whole, *(literal ^ 1 for literal in literals)])
        return whole

    # ── Questions and answers ─────────────────────────────────────────────────

    def _answer(self, kind: str, name: str, answer: str) -> int:
        if (kind, name) not in self._answers:
            self._answers[kind, name] = self._new_answers(self._space.variable(kind, name))
        return self._answers[kind, name][answer]

    def _new_answers(self, variable: Variable) -> dict[str, int]:
        if variable.kind != "facet":
            yes = self.solver.variable()
            return dict(zip(variable.answers, (yes ^ 1, yes), strict=True))
        literals = [self.solver.variable(usual=answer == variable.answers[0]) for answer in variable.answers]
        self.solver.add(literals)
        self._at_most_one(literals)
        return dict(zip(variable.answers, literals, strict=True))

    def _at_most_one(self, literals: list[int]) -> None:
        """Pair by pair where they are few; otherwise the first few share one literal with the rest."""
        while len(literals) > _MOST_PAIRS:
            first, literals = literals[:_MOST_PAIRS], literals[_MOST_PAIRS:]
            one_of_them = self.any_of(first)
            self._at_most_one(first)
            literals.append(one_of_them)
        for one, other in combinations(literals, 2):
            self.solver.add([one ^ 1, other ^ 1])

    # ── The world ─────────────────────────────────────────────────────────────

    def add_world(self) -> None:
        """Demand all assumptions, and what follows for the categories that are spoken of.

        The others can be left at no: only being in a category has consequences.
        """
        for assumption in self._index.policy.assumptions:
            self.solver.add([self._condition(assumption)])
        spoken_of = [name for kind, name in self._answers if kind == "category"]
        for category in dict.fromkeys(above for each in spoken_of for above in self._index.ancestors[each]):
            self._tie(category)

    def _tie(self, category: str) -> None:
        inside = self._answer("category", category, YES)
        for parent in self._index.categories[category].within:
            self.solver.add([inside ^ 1, self._answer("category", parent, YES)])
        for other in self._index.categories[category].disjoint_from:
            self.solver.add([inside ^ 1, self._answer("category", other, YES) ^ 1])

    def literals_of(self, box: int) -> list[int]:
        """A box that leaves each question either one answer or all, as far as anything here depends on it."""
        fixed = ((variable, variable.answers_in(box)) for variable in self._space.constrained(box))
        return [
            self._answers[variable.kind, variable.name][answer]
            for variable, (answer,) in fixed
            if (variable.kind, variable.name) in self._answers
        ]

    def point(self) -> int:
        """The situation that the solver has found; what it did not look at is as usual."""
        point = self._space.usual_point
        for (kind, name), answers in self._answers.items():
            variable = self._space.variable(kind, name)
            answer = next(each for each, literal in answers.items() if self.solver.is_true(literal))
            point = point & ~variable.bits | variable.bit(answer)
        return point
