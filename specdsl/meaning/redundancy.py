"""Whether a policy can do without a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.meaning.questions import Proved, Refuted, Some, Stands, Unknown, minimal
from specdsl.meaning.ranks import Ranks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specdsl.graph.model import Rule
    from specdsl.meaning.questions import Answer, Claim, Prover


def redundant(prover: Prover, rule: Rule) -> Answer:
    """Whether some situation needs a rule that stands somewhere; proved, it is redundant.

    One needs it where it stands and no other rule does, or where, were it deleted, the verdicts or the styles
    of the rules that stand would not be the same.
    """
    unbeaten = _others(prover, rule) & ~prover.ranks.defeated(rule)
    alone = prover.ask([Stands(rule)], [Some(unbeaten)])  # the common case, and quick
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


def _needs(prover: Prover, gone: Rule) -> Iterator[Answer]:
    """Whether there are situations that need the rule, asked one way after the other."""
    yield prover.ask([Stands(gone)], [Stands(each) for each in prover.ranks.among(_others(prover, gone))])
    for rest in _bringing_the_same(prover, gone):
        yield prover.ask([Stands(gone)], [Stands(each, gone) for each in rest if each is not gone])
    without = Ranks(prover.index, gone)
    for rule in _around(prover, gone):
        now, then = prover.ranks.defeaters(rule), without.defeaters(rule)
        yield from _gains(prover, rule, gone, now & ~then)
        yield from _losses(prover, rule, gone, then & ~now)


def _around(prover: Prover, gone: Rule) -> Iterator[Rule]:
    """The other rules that other rules may defeat, or fewer, once this one is deleted."""
    itself = 1 << prover.ranks.numbers[gone.id]
    around = prover.ranks.defeated(gone) & prover.near(gone) | prover.ranks.linked(gone)
    return prover.ranks.among(around & ~itself)


def _gains(prover: Prover, rule: Rule, gone: Rule, freed_from: int) -> Iterator[Answer]:
    """Where a rule stands once it is freed from some that defeat it, and brings what no rule brings now."""
    for rest in _bringing_the_same(prover, rule) if freed_from else ():
        inside = [_one_of(prover, freed_from), Stands(rule, gone)]
        yield prover.ask(inside, [Stands(each) for each in rest])


def _losses(prover: Prover, rule: Rule, gone: Rule, beaten_by: int) -> Iterator[Answer]:
    """Where a rule falls to some to which it does not fall now, and no rule brings the same."""
    for rest in _bringing_the_same(prover, rule) if beaten_by else ():
        outside = [Stands(each, gone) for each in rest if each is not gone]
        yield prover.ask([_one_of(prover, beaten_by), Stands(rule)], outside)


def _one_of(prover: Prover, rules: int) -> Claim:
    some = tuple(prover.ranks.among(rules))
    return some[0] if len(some) == 1 else Some(rules)


def _bringing_the_same(prover: Prover, bringer: Rule) -> Iterator[list[Rule]]:
    """For the rule's verdict and for each of its styles the rules around that bring it too."""
    around = list(prover.ranks.among(prover.near(bringer)))
    yield [each for each in around if each.verdict == bringer.verdict]
    for style in prover.index.followed_styles(bringer):
        yield [each for each in around if style in prover.index.followed_styles(each)]
