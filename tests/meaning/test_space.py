from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from specdsl.meaning import Situation
from specdsl.meaning.budget import Meter
from specdsl.meaning.overlaps import Overlaps
from specdsl.meaning.ranks import as_set
from specdsl.meaning.search import Pile, find
from specdsl.meaning.space import Space
from tests.reading import index_of

SPACE = Space(
    index_of(
        """policy p "P"
facet f "F"
  a: A.
  b: B.
  c: C.
flag x "X"
category d "D"
  summary: D.
"""
    )
)


def boxes(*, least: int) -> st.SearchStrategy[int]:
    """Boxes that leave each question at least so many answers."""
    answers = [
        st.sets(st.sampled_from([variable.bit(each) for each in variable.answers]), min_size=least)
        for variable in SPACE.variables
    ]
    return st.tuples(*answers).map(lambda parts: sum(sum(part) for part in parts))


BOXES = boxes(least=0)
FULL = boxes(least=1)
POINTS = [sum(choice) for choice in product(*([v.bit(each) for each in v.answers] for v in SPACE.variables))]


def points(box: int) -> set[int]:
    return {point for point in POINTS if point & box == point}


@given(BOXES)
def test_a_box_without_an_answer_is_empty(box: int):
    """A box holds a situation exactly if it leaves every question an answer."""
    assert SPACE.is_empty(box) == (not points(box))


@given(FULL)
def test_the_usual_point_of_a_box(box: int):
    """It takes the first answer that the box leaves to each question."""
    usual = SPACE.usual(box)
    assert usual in points(box)
    assert all(v.answers_in(usual) == v.answers_in(box)[:1] for v in SPACE.variables)


@given(FULL, FULL)
def test_what_lies_outside_a_box(box: int, hole: int):
    """The pieces hold exactly what is outside, and no point twice."""
    pieces = SPACE.outside(box, hole)
    assert set().union(*map(points, pieces)) == points(box) - points(hole)
    assert sum(len(points(piece)) for piece in pieces) == len(points(box) - points(hole))


@given(FULL, st.lists(FULL, max_size=6))
def test_the_search_finds_a_point_if_there_is_one(box: int, blocks: list[int]):
    """A point of the box outside all blocks, however they overlap; None exactly where there is none."""
    left = points(box) - set().union(*map(points, blocks))
    pile = Pile(SPACE, ((block, None) for block in blocks))
    found = find(SPACE, [box], lambda point: (block for block, _ in pile.around(point)), Meter(1_000))
    assert found in left if left else found is None


@given(st.lists(st.lists(FULL, min_size=5, max_size=5), min_size=1, max_size=4), st.data())
def test_what_meets_a_box(versions: list[list[int]], data: st.DataObject):
    """The sets of overlaps have every box of those asked for that shares a point, and no other.

    Also where they are those of other boxes now.
    """
    overlaps = Overlaps(SPACE, versions[0])
    for boxes in versions:
        overlaps = overlaps.turned(boxes)
        among = data.draw(st.sets(st.integers(0, 4)))
        for number, box in enumerate(boxes):
            meeting = [other for other in among if points(box) & points(boxes[other])]
            assert overlaps.meeting(number, as_set([*among])) == as_set(meeting)


def test_a_situation_and_back():
    """A point says the same as the situation that it stands for."""
    for point in POINTS:
        assert SPACE.of_situation(SPACE.situation(point)) == point


def test_what_is_partly_known_is_a_box():
    """Open questions keep all answers; a default closes those that are not mentioned."""
    open_flag = Situation({("category", "d"): True}, {"f": frozenset("ab")})
    box = SPACE.of_situation(open_flag)
    assert {v.name: v.answers_in(box) for v in SPACE.variables} == {
        "f": ("a", "b"),
        "x": ("no", "yes"),
        "d": ("yes",),
    }
    assert SPACE.variable("flag", "x").answers_in(SPACE.of_situation(Situation({}, {}, default=False))) == (
        "no",
    )
