"""What is given of an example, in boxes; and the same of facts of which now these and now those are given."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, NamedTuple

from specdsl.graph.model import And, Compare, Is
from specdsl.meaning.condition import atoms
from specdsl.meaning.situation import question_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specdsl.graph.model import Condition
    from specdsl.meaning.space import Space, Variable
    from specdsl.meaning.truths import Test, Truths


class Given(NamedTuple):
    """The bits of the yes/no questions that it speaks of, and its test, if anything is given."""

    mentioned: int
    test: Test | None


class Fact(NamedTuple):
    """A condition that may be given with others; `box` is the one box in which it holds, if it is one."""

    condition: Condition
    mentioned: int
    box: int | None
    facts: list[tuple[int, int]]

    @classmethod
    def of(cls, condition: Condition, truths: Truths) -> Fact:
        mentioned, box = mentioned_in(condition, truths.space), truths.box_of(condition)
        return cls(condition, mentioned, box, truths.facts(condition))

    @classmethod
    def of_facet(cls, facet: Variable, box: int, space: Space) -> Fact:
        """The same of what a box says about a facet."""
        meant = box & facet.bits
        holding = space.whole & ~facet.bits | meant
        condition = Is(facet.name, facet.answers_in(box))
        return cls(condition, 0, holding, [(space.whole & ~meant, holding)])


def joined(facts: Sequence[Fact]) -> Condition | None:
    """All of them as one condition; None of none."""
    conditions = tuple(fact.condition for fact in facts)
    return And(conditions) if len(conditions) > 1 else next(iter(conditions), None)


def all_of(facts: Sequence[Fact], truths: Truths) -> Given:
    """All of them as given at once: what each means is worked out once, however often it is given."""
    whole = joined(facts)
    if whole is None:
        return Given(0, None)
    mentioned = reduce(or_, [each.mentioned for each in facts])
    boxes = [each.box for each in facts if each.box is not None]
    if len(boxes) < len(facts):
        return Given(mentioned, truths.make(whole))
    asked = [pair for each in facts for pair in each.facts]
    return Given(mentioned, truths.of_one_box(reduce(and_, boxes), asked))


def mentioned_in(condition: Condition, space: Space) -> int:
    """The bits of the yes/no questions that it speaks of, and of the categories that the named are within."""
    return reduce(or_, (space.variable(*question).bits for question in _mentioned(condition, space)), 0)


def _mentioned(condition: Condition, space: Space) -> Iterable[tuple[str, str]]:
    for atom in atoms(condition):
        if not isinstance(atom, Is | Compare):
            kind, name = question_of(atom)
            yield kind, name
            above = space.index.ancestors[name] if kind == "category" else ()
            yield from (("category", each) for each in above)
