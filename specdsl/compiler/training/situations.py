"""Situations to recall the policy in: facts under which each rule decides, and each rank between two."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from specdsl.compiler.training.decided import Decided
from specdsl.graph.model import And, Example, FreeText, Holds, InCategory, Not
from specdsl.meaning.cases import BudgetError
from specdsl.meaning.examples import one_outcome
from specdsl.meaning.given import Fact, all_of, joined
from specdsl.meaning.scene import Scene
from specdsl.meaning.space import YES
from specdsl.meaning.stage import stage
from specdsl.record import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specdsl.compiler.context import Context
    from specdsl.graph.model import Condition, Rule
    from specdsl.meaning.company import Company
    from specdsl.meaning.scene import Case
    from specdsl.meaning.space import Variable
    from specdsl.meaning.stage import Stage
    from specdsl.meaning.truths import Truths

MOST_CASES = 5
"""How many ways to settle the open facts are looked at before a rule is given no card."""

BUDGET = 30
"""Splits for one question about a card: a situation that needs more is none to recall a rule by."""


@dataclass(frozen=True, slots=True)
class _Aim:
    """What a card is to show: that the rule stands, and, for a rank, that the other yields to it."""

    stage: Stage
    rule: Rule
    beaten: Rule | None = None
    known: dict[tuple[Company, int], tuple[str, int] | None] = field(default_factory=dict)
    """What is shown where just these rules of a company apply: many facts leave the same."""

    @property
    def name(self) -> str:
        return f"{self.rule.id}>{self.beaten.id}" if self.beaten else self.rule.id

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What the rules ask for, their exceptions apart."""
        if self.beaten is None:
            return _parts(self.rule.when)
        elsewhere = self.beaten.category != self.rule.category
        there = (InCategory(self.beaten.category),) if elsewhere else ()
        return (*there, *_parts(self.beaten.when), *_parts(self.rule.when))

    @property
    def exceptions(self) -> tuple[Condition, ...]:
        return (*(self.beaten.unless if self.beaten else ()), *self.rule.unless)

    def example(self, facts: Sequence[Fact]) -> Example:
        rule, given = self.rule, joined(facts)
        return Example(self.name, rule.name, rule.title, rule.category, rule.id, given, None, None, (), ())

    def scene(self, facts: Sequence[Fact]) -> Scene:
        return Scene(self.stage, self.example(facts), BUDGET, all_of(facts, self.stage.truths))

    def is_met(self, facts: Sequence[Fact]) -> bool:
        """Whether these facts show what is to be shown, and the same of it whatever is open."""
        scene = self.scene(facts)
        if scene.surely_leaves_out(self.rule):
            return False
        shown = set()
        try:
            for case in scene.each_way():
                shown.add(self._shown_in(scene, case))
                if len(shown) > 1 or None in shown:
                    return False  # most are not met, and one of their first cases says so
        except BudgetError:
            return False
        return bool(shown)

    def _shown_in(self, scene: Scene, case: Case) -> tuple[str, int] | None:
        key = scene.company, case.applicable
        if key not in self.known:
            self.known[key] = self._shown(scene, case)
        return self.known[key]

    def _shown(self, scene: Scene, case: Case) -> tuple[str, int] | None:
        """The verdict, and for a rank the rules to which the other yields; None where this is not shown."""
        verdict, company = scene.verdict(case), scene.company
        if verdict is None or not company.set_of([self.rule]) & case.standing:
            return None
        if self.beaten is None:
            return verdict, 0
        other = company.set_of([self.beaten]) & case.applicable & ~case.standing
        return (verdict, company.defeaters(other.bit_length() - 1) & case.applicable) if other else None


def situations(context: Context) -> Iterator[Decided]:
    """Situations that the rule in question decides, as examples that have facts and no conversation."""
    for aim in _aims(context):
        facts = _fewest(aim)
        if facts is not None:
            yield _decided(aim.scene(facts))


def _decided(scene: Scene) -> Decided:
    """What is decided in a scene that shows it."""
    found = one_outcome(scene)
    assert found
    assert found.verdict
    return Decided(scene.example, found.verdict, found)


def _aims(context: Context) -> Iterator[_Aim]:
    here = stage(context.index)
    for rule in context.index.active_rules:
        if rule.category in context.categories:
            yield _Aim(here, rule)
            yield from (_Aim(here, rule, context.index.rules[name]) for name in _overridden(context, rule))


def _overridden(context: Context, rule: Rule) -> list[str]:
    """The active rules that it names itself."""
    return [name for name in context.ranks.below[rule.id] if name in rule.overrides]


def _parts(condition: Condition | None) -> tuple[Condition, ...]:
    if condition is None:
        return ()
    return condition.operands if isinstance(condition, And) else (condition,)


def _fewest(aim: _Aim) -> tuple[Fact, ...] | None:
    """The rules' conditions where they suffice, else with their exceptions denied, else a case of that."""
    asked = dict.fromkeys(aim.conditions)
    different = dict.fromkeys((*asked, *(Not(exception) for exception in aim.exceptions)))
    facts = tuple(Fact.of(each, aim.stage.truths) for each in different)
    whole = next(filter(aim.is_met, (facts[:number] for number in sorted({len(asked), len(facts)}))), None)
    if whole is not None:
        return whole
    sufficient = next(filter(aim.is_met, _cases(aim, facts)), None)
    return _needed(aim, sufficient) if sufficient else None


def _needed(aim: _Aim, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts without those that can be left out."""
    for each in facts:
        fewer = tuple(other for other in facts if other is not each)
        if aim.is_met(fewer):
            facts = fewer
    return facts


# ── Narrower situations ───────────────────────────────────────────────────────


def _cases(aim: _Aim, facts: Sequence[Fact]) -> Iterator[tuple[Fact, ...]]:
    """Ways to settle what the facts leave open."""
    try:
        cases = [*islice(aim.scene(facts).settled(), MOST_CASES)]
    except BudgetError:
        cases = []
    return (_told(aim.stage.truths, case) for case in cases)


def _told(truths: Truths, case: int) -> tuple[Fact, ...]:
    """What a reader must be told of a situation: silence means no, or whatever it may be."""
    said = sorted(truths.space.facts(case), key=lambda variable: (variable.kind, variable.name))
    values = [Fact.of_facet(each, case, truths.space) for each in said if each.kind == "facet"]
    answers = [Fact.of(_yes(each), truths) for each in said if each.answers_in(case) == (YES,)]
    return (*values, *answers)


def _yes(question: Variable) -> Condition:
    match question.kind:
        case "flag":
            return Holds(question.name)
        case "text":
            return FreeText(question.name)
        case _:
            return InCategory(question.name)
