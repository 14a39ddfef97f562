"""Which of the facts that an example leaves open decides about it."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, TypeAlias

from specdsl.graph.model import Compare, Is, Not
from specdsl.meaning.condition import atoms
from specdsl.meaning.parts import conditions
from specdsl.meaning.scene import MANY
from specdsl.meaning.situation import question_of
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specdsl.graph.model import Condition, Rule
    from specdsl.meaning.scene import Scene

    Question = tuple[Condition, ...]  # as all of its answers

Result: TypeAlias = str | bool | None


@dataclass(frozen=True, slots=True)
class Turn:
    """The possible answers to one open question, each with what comes out, given the facts `under`."""

    answers: tuple[tuple[Condition, Result], ...]
    under: tuple[Condition, ...] = ()

    def giving(self, wanted: Result) -> tuple[Condition, ...]:
        """The answers under which that comes out."""
        return tuple(answer for answer, result in self.answers if result == wanted)

    @property
    def results(self) -> tuple[Result, ...]:
        return tuple(dict.fromkeys(result for _, result in self.answers))


def turning_on(scene: Scene, rule: Rule | None = None) -> Turn | None:
    """A question that the example leaves open, on whose answer the verdict turns, or whether a rule stands.

    It is one that decides alone, if there is one; else one that decides once others are settled. None where
    nothing that is open changes what comes out, or the budget runs out.
    """
    search = _Search(scene, rule)
    left = [*_open_questions(search.scene)]
    under: tuple[Condition, ...] = ()
    while True:
        alone = next(filter(None, (search.turn(question, under) for question in left)), None)
        if alone:
            return search.leanest(alone)
        settled = search.unsettled(left, under)
        if settled is None:
            return None
        question, answer = settled
        left.remove(question)
        under = (*under, answer)


def settling(scene: Scene, wanted: str) -> tuple[Condition, ...]:
    """The answers to one open question that alone make a verdict certain; none where no question does.

    What the example's own rule asks comes before what others ask.
    """
    search = _Search(scene)
    for question in _open_questions(search.scene):
        found = tuple(answer for answer in question if search.results(answer) == {wanted})
        if found:
            return found
    return ()


class _Search:
    """What comes out in the situations of an example, and under more facts."""

    def __init__(self, scene: Scene, rule: Rule | None = None) -> None:
        self.scene = scene
        self._found: Sequence[tuple[int, Result]] = _found(scene, rule) or ()
        self._unions: dict[tuple[Condition, ...], dict[Result, int]] = {}

    def results(self, answer: Condition, under: tuple[Condition, ...] = ()) -> set[Result]:
        """What can come out under an answer to a question, given other facts."""
        meets = self.scene.space.of_fact(answer)
        unions = self._under(under)
        return {result for result, union in unions.items() if not self.scene.space.is_empty(union & meets)}

    def _under(self, facts: tuple[Condition, ...]) -> dict[Result, int]:
        """For each result the answers to each question with which it comes out, given some facts.

        An answer meets one of several boxes exactly if it meets their union: it speaks of one question.
        """
        if facts not in self._unions:
            space = self.scene.space
            given = reduce(and_, map(space.of_fact, facts), space.whole)
            unions: dict[Result, int] = {}
            for box, result in self._found:
                if not space.is_empty(box & given):
                    unions[result] = unions.get(result, 0) | box & given
            self._unions[facts] = unions
        return self._unions[facts]

    def turn(self, question: Question, under: tuple[Condition, ...]) -> Turn | None:
        """The question with its results, if each possible answer has one and they are not all the same."""
        found = [(answer, self.results(answer, under)) for answer in question]
        possible = [(answer, results) for answer, results in found if results]
        if any(len(results) > 1 for _, results in possible):
            return None
        turn = Turn(tuple((answer, results.pop()) for answer, results in possible), under)
        return turn if len(turn.results) > 1 else None

    def unsettled(
        self, left: Sequence[Question], under: tuple[Condition, ...]
    ) -> tuple[Question, Condition] | None:
        """A first question to settle, and an answer that leaves the result open."""
        for question in left:
            for answer in question:
                if len(self.results(answer, under)) > 1:
                    return question, answer
        return None

    def leanest(self, turn: Turn) -> Turn:
        """The same question without the facts that it does not need."""
        question = tuple(answer for answer, _ in turn.answers)
        for fact in turn.under:
            less = self.turn(question, tuple(each for each in turn.under if each != fact))
            turn = less or turn
        return turn


def _found(scene: Scene, rule: Rule | None) -> Sequence[tuple[int, Result]] | None:
    if rule is None:
        return scene.verdicts
    return scene.all_rulings(scene.of_standing([rule]), MANY)


def _open_questions(scene: Scene) -> Iterator[Question]:
    """What its rules and its own facts ask about and it leaves open."""
    own_first = sorted(scene.rules, key=lambda rule: rule.id != scene.example.rule)
    of_rules = (condition for rule in own_first for condition in conditions(rule))
    asked = [atom for condition in (*scene.demands, *of_rules) for atom in atoms(condition)]
    for facet in dict.fromkeys(name for atom in asked if (name := facet_of(atom))):
        variable = scene.space.variable("facet", facet)
        left = {value for box in scene.boxes for value in variable.answers_in(box)}
        if len(left) > 1:
            yield tuple(Is(facet, (value,)) for value in variable.answers if value in left)
    for atom in dict.fromkeys(asked):
        if not isinstance(atom, Is | Compare) and scene.answer(question_of(atom)) is None:
            yield atom, Not(atom)


def facet_of(atom: Condition) -> str | None:
    """The facet or scale that a comparison is about; None of anything else."""
    match atom:
        case Is(facet=name) | Compare(scale=name):
            return name
        case _:
            return None
