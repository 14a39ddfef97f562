"""Near misses: examples that one fact tells apart, and that the policy decides differently."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from specdsl.examples.judge import Judgement, judgements
from specdsl.examples.scene import Scene, conditions
from specdsl.graph.model import Compare, FreeText, Holds, Is, Not
from specdsl.meaning.cases import BudgetError
from specdsl.meaning.condition import atoms
from specdsl.meaning.situation import question_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specdsl.graph.model import Condition, Example, Rule
    from specdsl.graph.query import Index
    from specdsl.meaning import Situation
    from specdsl.meaning.questions import Prover
    from specdsl.meaning.situation import Atom, Question


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
    index = prover.index
    passed = [judgement for judgement in judgements(prover).values() if judgement.state == "passed"]
    outlines = {judgement.example.id: _outlines(index, judgement.example) for judgement in passed}
    for rule in index.active_rules:
        own = [judgement for judgement in passed if judgement.by == rule.id]
        others = [
            judgement
            for judgement in passed
            if judgement.example.category == rule.category and judgement.verdict not in (None, rule.verdict)
        ]
        if not any(_near(outlines[a.example.id], outlines[b.example.id]) for a in own for b in others):
            yield from _first(_possible(index, rule, judgement) for judgement in own)


def _first(found: Iterable[OneSided | None]) -> Iterator[OneSided]:
    first = next(filter(None, found), None)
    if first:
        yield first


# ── How far two examples are apart ────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Outline:
    """A situation for quick comparison: what is answered with yes, what is open, the values that are left."""

    yes: frozenset[Question]
    open: frozenset[Question]
    values: dict[str, frozenset[str]]

    def distance(self, other: _Outline) -> int:
        """How many questions have no answer in common."""
        answers = (self.yes ^ other.yes) - self.open - other.open
        shared = self.values.keys() & other.values.keys()
        return len(answers) + sum(self.values[each].isdisjoint(other.values[each]) for each in shared)


def _outlines(index: Index, example: Example) -> tuple[_Outline, ...]:
    scene = Scene(index, example)
    mentioned = {_question(atom) for atom in atoms(example.given)} if example.given else set()
    return tuple(
        _Outline(
            frozenset(question for question, answer in box.answers.items() if answer),
            frozenset(each for each in mentioned if isinstance(each, tuple) and box.answer(each) is None),
            dict(box.values),
        )
        for box in scene.boxes
    )


def _question(atom: Atom) -> str | Question:
    """The facet or scale that a comparison is about, else the yes/no question."""
    match atom:
        case Is(facet=name) | Compare(scale=name):
            return name
        case _:
            return question_of(atom)


def _near(some: tuple[_Outline, ...], others: tuple[_Outline, ...]) -> bool:
    return any(one.distance(other) == 1 for one in some for other in others)


# ── A near miss that there could be ───────────────────────────────────────────


def _possible(index: Index, rule: Rule, judgement: Judgement) -> OneSided | None:
    """A change of one fact, of what the rule itself asks if possible, that changes the verdict."""
    scene = Scene(index, judgement.example)
    for change, situation in islice(_changes(scene, rule), _CHANGES):
        verdict = _verdict(scene, situation)
        if verdict not in (None, rule.verdict):
            assert verdict is not None
            return OneSided(rule, judgement.example, change, verdict)
    return None


def _verdict(scene: Scene, situation: Situation) -> str | None:
    """The one verdict, if it is quickly known that there is one."""
    verdicts: set[str | None] = set()
    with suppress(BudgetError):
        for settled in scene.beside(situation, _PATIENCE):
            verdicts.add(scene.decision(settled, scene.near_rules).verdict)
            if len(verdicts) > 1:
                return None
        return next(iter(verdicts), None)
    return None


def _changes(scene: Scene, rule: Rule) -> Iterator[tuple[Condition, Situation]]:
    """Each single change of a fact of the example, and the situation after it."""
    rules = (rule, *(other for other in scene.near_rules if other is not rule))
    asked = dict.fromkeys(atom for each in rules for part in conditions(each) for atom in atoms(part))
    questions = dict.fromkeys(map(_question, asked))
    for box in scene.boxes[:1]:
        for question in questions:
            yield from _other_answers(question, box, scene.index)


def _other_answers(
    question: str | Question, box: Situation, index: Index
) -> Iterator[tuple[Condition, Situation]]:
    if isinstance(question, str):
        for value in _other_values(question, box, index):
            yield Is(question, (value,)), box.with_values(question, frozenset({value}))
    elif question[0] != "category" and box.answer(question) is not None:
        answer = not box.answer(question)
        fact = Holds(question[1]) if question[0] == "flag" else FreeText(question[1])
        yield (fact if answer else Not(fact)), box.with_answer(question, answer=answer)


def _other_values(facet: str, box: Situation, index: Index) -> list[str]:
    """The values that the situation rules out, those next to the ones it leaves first."""
    names = [value.name for value in index.facets[facet].values]
    left = [place for place, name in enumerate(names) if name in box.values.get(facet, names)]
    ruled_out = [place for place in range(len(names)) if place not in left]
    near = sorted(ruled_out, key=lambda place: min((abs(place - one) for one in left), default=0))
    return [names[place] for place in near]
