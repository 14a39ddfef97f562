"""What decides about an example, against deciding it again."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from specdsl.examples.open_facts import narrowed, settling, turning_on
from specdsl.graph.model import Or
from specdsl.meaning import decide_example
from tests.reading import index_of

ATOMS = st.sampled_from(
    ["f is a", "f is not b", "f is one of b, c", "g at least mid", "g is low", "x", "not y"]
)


@st.composite
def conditions(draw):
    parts = draw(st.lists(ATOMS, min_size=1, max_size=3, unique=True))
    return draw(st.sampled_from([" and ", " or "])).join(parts)


@st.composite
def policies(draw):
    """A policy with a few rules and an example that leaves something open."""
    verdicts = st.sampled_from(["comply", "refuse"])
    rules = "".join(
        f'  rule r{n} "R"\n    {draw(verdicts)} when {draw(conditions())}\n'
        + (f"    unless {draw(conditions())}\n" if draw(st.booleans()) else "")
        + "    text: R.\n"
        for n in range(draw(st.integers(1, 3)))
    )
    facts = f"    given {draw(conditions())}\n" if draw(st.booleans()) else ""
    return index_of(
        'policy p "P"\n  otherwise comply\n'
        'facet f "F"\n  a: A.\n  b: B.\n  c: C.\n'
        'scale g "G"\n  low: L.\n  mid: M.\n  high: H.\n'
        'flag x "X"\nflag y "Y"\nassume not (x and g is high)\n'
        f'category c "C"\n  summary: C.\n{rules}'
        f'  example e "E"\n{facts}    expect refuse\n    user: Hello.\n'
    )


def verdicts(index, example):
    return {decision.verdict for decision in decide_example(index, example).decisions}


@settings(max_examples=150, deadline=None)
@given(policies())
def test_the_open_question_decides(index):
    """There is one exactly where the verdict is open; each answer gives what is said, and no fact is idle."""
    example = index.examples["c.e"]
    turn = turning_on(index, example, lambda decision: decision.verdict)
    assert (turn is not None) == (len(verdicts(index, example)) > 1)
    for answer, result in turn.answers if turn else ():
        assert verdicts(index, narrowed(example, [*turn.under, answer])) == {result}
    for fact in turn.under if turn else ():
        others = [each for each in turn.under if each != fact]
        results = [verdicts(index, narrowed(example, [*others, answer])) for answer, _ in turn.answers]
        assert any(len(each) > 1 for each in results) or len({frozenset(each) for each in results}) == 1


@settings(max_examples=150, deadline=None)
@given(policies())
def test_what_settles_the_verdict_is_enough(index):
    """Under any of the answers that are offered the verdict is the one that is wanted."""
    example = index.examples["c.e"]
    answers = settling(index, example, lambda decision: decision.verdict, "refuse")
    if answers:
        either = Or(answers) if len(answers) > 1 else answers[0]
        assert verdicts(index, narrowed(example, [either])) == {"refuse"}
