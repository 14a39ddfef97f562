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
    from specdsl.meaning.space import Space
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


def all_of(facts: Sequence[Fact], truths: Truths) -> Given:
    """All of them as given at once: what each means is worked out once, however often it is given."""
    mentioned = reduce(or_, (each.mentioned for each in facts), 0)
    if not facts:
        return Given(0, None)
    boxes = [each.box for each in facts if each.box is not None]
    if len(boxes) < len(facts):
        condition = facts[0].condition if len(facts) == 1 else And(tuple(each.condition for each in facts))
        return Given(mentioned, truths.make(condition))
    return Given(
        mentioned, truths.of_one_box(reduce(and_, boxes), [pair for each in facts for pair in each.facts])
    )


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
