"""Whether a policy can do without a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.meaning.questions import Proved, Refuted, Some, Stands, Unknown, minimal
from specdsl.meaning.ranks import Ranks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specdsl.graph.model import Rule
    from specdsl.meaning.questions import Answer, Prover


def redundant(prover: Prover, rule: Rule) -> Answer:
    """Whether some situation needs a rule that stands somewhere; proved, it is redundant.

    One needs it where it stands and no other rule does, or where, were it deleted, the verdicts or the styles
    of the rules that stand would not be the same.
    """
    alone = prover.ask([rule], [Some(_others(prover, rule))])  # the common case, and quick
    return alone if isinstance(alone, Refuted) else _first_open(_needs(prover, rule))


def covering(prover: Prover, rule: Rule) -> tuple[Rule, ...]:
    """Rules that stand, between them, wherever a redundant one does; none of them can be dropped.

    They have its verdict where such rules do.
    """
    others = _others(prover, rule)
    agreeing = tuple(prover.ranks.among(others & prover.ranks.agreeing(rule)))
    everyone = tuple(prover.ranks.among(others))
    enough = agreeing if _covers(prover, rule, agreeing) else everyone
    return minimal(enough, lambda part: _covers(prover, rule, part))


def _covers(prover: Prover, rule: Rule, others: Sequence[Rule]) -> bool:
    return isinstance(prover.ask([Stands(rule)], [Stands(each) for each in others]), Proved)


def _others(prover: Prover, rule: Rule) -> int:
    return prover.near(rule) & ~(1 << prover.ranks.numbers[rule.id])


def _first_open(answers: Iterable[Answer]) -> Answer:
    """A refutation, if there is one among the answers; else what is unknown; else proved."""
    unknown: Answer = Proved()
    for answer in answers:
        if isinstance(answer, Refuted):
            return answer
        if isinstance(answer, Unknown):
            unknown = answer
    return unknown


def _needs(prover: Prover, rule: Rule) -> Iterator[Answer]:
    """Whether there are situations that need the rule, asked one way after the other."""
    yield prover.ask([Stands(rule)], [Stands(each) for each in prover.ranks.among(_others(prover, rule))])
    yield from _losses(prover, rule, rule)
    for other in _touched(prover, rule):
        yield from _losses(prover, other, rule)
        yield from _gains(prover, other, rule)


def _losses(prover: Prover, bringer: Rule, gone: Rule) -> Iterator[Answer]:
    """Where a rule stands and what it brings would, without the deleted one, be brought by none."""
    for rest in _bringing_the_same(prover, bringer):
        yield prover.ask([Stands(bringer)], [Stands(each, gone) for each in rest if each is not gone])


def _gains(prover: Prover, bringer: Rule, gone: Rule) -> Iterator[Answer]:
    """Where a rule would stand without the deleted one and would bring what no rule brings now."""
    for rest in _bringing_the_same(prover, bringer):
        yield prover.ask([Stands(bringer, gone)], [Stands(each) for each in rest])


def _bringing_the_same(prover: Prover, bringer: Rule) -> Iterator[list[Rule]]:
    """For the rule's verdict and for each of its styles the rules around that bring it too."""
    around = list(prover.ranks.among(prover.near(bringer)))
    yield [each for each in around if each.verdict == bringer.verdict]
    for style in prover.index.followed_styles(bringer):
        yield [each for each in around if style in prover.index.followed_styles(each)]


def _touched(prover: Prover, gone: Rule) -> Iterator[Rule]:
    """The other rules that other rules, or fewer, would defeat if this one were deleted."""
    without = Ranks(prover.index, gone)
    itself, near = 1 << prover.ranks.numbers[gone.id], prover.near(gone)
    around = prover.ranks.defeated(gone) & near | prover.ranks.linked(gone)
    for rule in prover.ranks.among(around & ~itself):
        now, then = prover.ranks.defeaters(rule), without.defeaters(rule)
        if now & ~itself != then or (now & itself and near >> prover.ranks.numbers[rule.id] & 1):
            yield rule
