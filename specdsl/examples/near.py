"""Near misses: examples that one fact tells apart, and that the policy decides differently."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from specdsl.examples.judge import judgements
from specdsl.graph.model import FreeText, Holds, Is, Not
from specdsl.meaning.cases import BudgetError
from specdsl.meaning.condition import atoms
from specdsl.meaning.parts import conditions
from specdsl.meaning.space import YES, key_of
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from specdsl.examples.judge import Judgement
    from specdsl.graph.model import Condition, Example, Rule
    from specdsl.meaning.questions import Prover
    from specdsl.meaning.scene import Scene
    from specdsl.meaning.space import Variable


_PATIENCE = 100
"""Splits that a change is worth which might make a near miss."""

_CHANGES = 100
"""Changes of one example that are tried, what its rule itself asks about first."""


@dataclass(frozen=True, slots=True)
class OneSided:
    """A rule whose examples have no near miss beside them, and one that there could be.

    It is `example` with the one fact `change`, whatever it says of that; the policy then decides `verdict`.
    """

    rule: Rule
    example: Example
    change: Condition
    verdict: str


def one_sided(prover: Prover) -> Iterator[OneSided]:
    """The rules that have examples, none with a near miss beside it, though there could be one.

    A near miss of an example is another of the rule's category, decided otherwise, to which a change of one
    fact leads: some situation of the one and some of the other differ in the answer to a single question.
    """
    passed = [judgement for judgement in judgements(prover).values() if judgement.state == "passed"]
    of_rule, of_category = _by(passed, lambda one: one.by), _by(passed, lambda one: one.example.category)
    for rule in prover.index.active_rules:
        if own := of_rule.get(rule.id):
            there = of_category.get(rule.category, [])
            others = [each for each in there if each.verdict not in (None, rule.verdict)]
            search = partial(_one_sided, own=own, others=others)
            yield from prover.about(rule, search, given=(*own, None, *others))


def _one_sided(
    prover: Prover, rule: Rule, own: Sequence[Judgement], others: Sequence[Judgement]
) -> Iterator[OneSided]:
    of_rule = [prover.scene(judgement.example) for judgement in own]
    beside = [prover.scene(judgement.example) for judgement in others]
    if not any(_near(one, other) for one in of_rule for other in beside):
        yield from _first(_possible(scene, rule) for scene in of_rule)


def _by(
    passed: Iterable[Judgement], key: Callable[[Judgement], str | None]
) -> Mapping[str | None, list[Judgement]]:
    groups: defaultdict[str | None, list[Judgement]] = defaultdict(list)
    for judgement in passed:
        groups[key(judgement)].append(judgement)
    return groups


def _first(found: Iterable[OneSided | None]) -> Iterator[OneSided]:
    first = next(filter(None, found), None)
    if first:
        yield first


def _near(one: Scene, other: Scene) -> bool:
    """Whether some situation of the one and some of the other differ in a single answer."""
    space = one.space
    almost_all = len(space.variables) - 1
    return any(space.width(box & beside) == almost_all for box in one.boxes for beside in other.boxes)


# ── A near miss that there could be ───────────────────────────────────────────


def _possible(scene: Scene, rule: Rule) -> OneSided | None:
    """A change of one fact, of what the rule itself asks if possible, that changes the verdict.

    Of answers that no condition tells apart one is tried for all.
    """
    tried: set[tuple[str, str, frozenset[int]]] = set()
    for question, change, box in islice(_changes(scene, rule), _CHANGES):
        asked = frozenset(each for each in scene.told_apart(question) if each & box)
        alike = question.kind, question.name, asked
        if alike not in tried:
            tried.add(alike)
            verdict = None if scene.surely_stands(rule, box) else _verdict(scene, rule, box)
            if verdict:
                return OneSided(rule, scene.example, change, verdict)
    return None


def _verdict(scene: Scene, rule: Rule, changed: int) -> str | None:
    """The one verdict, if it is quickly known that there is one and that it is not the rule's."""
    verdicts: set[str | None] = set()
    with suppress(BudgetError):
        for _, verdict in scene.rulings_beside(changed, scene.of_verdict, _PATIENCE):
            verdicts.add(verdict)
            if len(verdicts) > 1 or verdict in (None, rule.verdict):
                return None
        return next(iter(verdicts), None)
    return None


def _changes(scene: Scene, rule: Rule) -> Iterator[tuple[Variable, Condition, int]]:
    """Each single change of a fact of the example: of the answer to which question, and the box after it."""
    rules = (rule, *(other for other in scene.company.rules if other is not rule))
    asked = dict.fromkeys(key_of(atom) for each in rules for part in conditions(each) for atom in atoms(part))
    for box in scene.boxes[:1]:
        for key in asked:
            question = scene.space.variable(*key)
            yield from ((question, *change) for change in _other_answers(question, box))


def _other_answers(variable: Variable, box: int) -> Iterator[tuple[Condition, int]]:
    left = variable.answers_in(box)
    if variable.kind == "facet":
        for value in _other_values(variable, left):
            yield Is(variable.name, (value,)), box & ~variable.bits | variable.bit(value)
    elif variable.kind != "category" and len(left) == 1:
        fact = Holds(variable.name) if variable.kind == "flag" else FreeText(variable.name)
        yield (Not(fact) if left == (YES,) else fact), box ^ variable.bits


def _other_values(facet: Variable, left: Sequence[str]) -> Iterator[str]:
    """The values that are ruled out, those next to the ones that are left first."""
    known = {facet.answers.index(name) for name in left}
    ring = [*known]
    while ring:
        beside = {place + step for place in ring for step in (-1, 1)} - known
        ring = sorted(place for place in beside if 0 <= place < len(facet.answers))
        known.update(ring)
        yield from (facet.answers[place] for place in ring)
