"""How two rules relate: whether they meet, whether they agree there, and which of them gives way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from specdsl.answers.names import QuestionError, rule_named
from specdsl.answers.ranked import Rank, rank_between
from specdsl.graph.model import And, InCategory, Rule
from specdsl.graph.query import Index
from specdsl.meaning.questions import Proved, Prover, Refuted, Unknown, minimal
from specdsl.meaning.saying import Sayings
from specdsl.record import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specdsl.graph.model import Condition, Policy
    from specdsl.meaning.questions import Answer
    from specdsl.meaning.saying import Disagreement
    from specdsl.meaning.witness import Witness

Kind: TypeAlias = Literal["disjoint", "agree", "ranked", "contradict", "settled", "unknown"]


@dataclass(frozen=True, slots=True)
class Demand:
    """A part of what a rule asks for: a condition that must hold, or must not."""

    rule: Rule
    condition: Condition
    holds: bool


@dataclass(frozen=True, slots=True)
class Dead:
    """A rule that applies somewhere and stands nowhere, and the fewest rules that defeat it between them."""

    rule: Rule
    by: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """How two rules relate.

    "disjoint": they never apply together, because of `demands` (and `assumptions`). "ranked": where both
    apply, `winner` defeats the other because of `rank`. "agree": they say the same. "contradict": both stand
    in some situation, and disagree there. "settled": they disagree and never both stand, because where both
    apply one of `by` defeats one of them. "unknown": it takes too much work to find out.
    """

    first: Rule
    second: Rule
    kind: Kind
    drafts: tuple[Rule, ...] = ()
    """Which of the two is a draft, taken as if it were active."""
    demands: tuple[Demand, ...] = ()
    assumptions: tuple[Condition, ...] = ()
    winner: Rule | None = None
    rank: Rank | None = None
    circular: bool = False
    """Whether each overrides the other."""
    by: tuple[Rule, ...] = ()
    witness: Witness | None = None
    """A smallest situation in which both apply; where they contradict each other, both stand in it."""
    only_with: tuple[Rule, ...] = ()
    """Which of the two applies only where the other does."""
    dead: tuple[Dead, ...] = ()
    """Which of the two never stands."""
    styles: tuple[Disagreement, ...] = ()
    """What the styles of two rules that agree and both stand say against each other."""


def relation(index: Index, first: str, second: str) -> Relation:
    """How two rules relate; a draft is taken as if it were active.

    Raises:
        QuestionError: There is no such rule, it is retired, or both are the same.
    """
    one, other = rule_named(index, first), rule_named(index, second)
    if one.id == other.id:
        raise QuestionError(f"`{one.id}` is one rule. Name two.")
    for rule in (one, other):
        if rule.status == "retired":
            raise QuestionError(f"`{rule.id}` is retired: it decides nothing any more.")
    active = Index(_activated(index.policy, {one.id, other.id}))
    found = _Relating(active, active.rules[one.id], active.rules[other.id]).relation()
    return replace(found, drafts=tuple(rule for rule in (one, other) if rule.status == "draft"))


def _activated(policy: Policy, rules: set[str]) -> Policy:
    categories = (
        replace(
            category,
            rules=tuple(replace(r, status="active") if r.id in rules else r for r in category.rules),
        )
        for category in policy.categories
    )
    return replace(policy, categories=tuple(categories))


class _Relating:
    def __init__(self, index: Index, first: Rule, second: Rule) -> None:
        self._index = index
        self._first = first
        self._second = second
        self._prover = Prover(index)

    def relation(self) -> Relation:
        match self._prover.together(self._first, self._second):
            case Proved():
                return self._disjoint()
            case Unknown():
                return self._so("unknown")
            case Refuted() as both:
                return replace(self._meeting(both), only_with=self._only_with(), dead=tuple(self._dead()))

    def _so(self, kind: Kind, answer: Refuted | None = None) -> Relation:
        return Relation(self._first, self._second, kind, witness=answer.witness if answer else None)

    def _meeting(self, both: Refuted) -> Relation:
        first, second = self._first, self._second
        wins = [
            (one, other)
            for one, other in ((first, second), (second, first))
            if self._prover.defeats(one, other)
        ]
        if wins:
            rank = rank_between(*wins[0], self._index)
            return replace(self._so("ranked", both), winner=wins[0][0], rank=rank, circular=len(wins) > 1)
        if first.verdict == second.verdict:
            return replace(self._so("agree", both), styles=self._styles())
        return self._unranked(both)

    def _unranked(self, both: Refuted) -> Relation:
        match self._prover.both_stand(self._first, self._second):
            case Refuted() as clash:
                return self._so("contradict", clash)
            case Proved():
                return replace(self._so("settled", both), by=self._settling())
            case Unknown():
                return self._so("unknown")

    def _styles(self) -> tuple[Disagreement, ...]:
        if not isinstance(self._prover.both_stand(self._first, self._second), Refuted):
            return ()
        return tuple(Sayings(self._index, (self._first, self._second)).apart(self._first, self._second))

    def _settling(self) -> tuple[Rule, ...]:
        """The fewest rules of which one applies wherever both do, and defeats one of them."""
        ranks = self._prover.ranks
        against = [*ranks.among(ranks.defeaters(self._first) | ranks.defeaters(self._second))]
        core = self._prover.core((self._first, self._second), against)
        return tuple(each for each in core if isinstance(each, Rule))

    # ── How they lie ──────────────────────────────────────────────────────────

    def _only_with(self) -> tuple[Rule, ...]:
        pairs = ((self._first, self._second), (self._second, self._first))
        return tuple(one for one, other in pairs if isinstance(self._prover.ask([one], [other]), Proved))

    def _dead(self) -> Iterator[Dead]:
        for rule in (self._first, self._second):
            if isinstance(self._prover.stands(rule), Proved):
                yield Dead(rule, self._prover.defeating(rule))

    # ── Why they never meet ───────────────────────────────────────────────────

    def _disjoint(self) -> Relation:
        demands = [*_demands(self._first), *_demands(self._second)]
        core = minimal(demands, lambda part: isinstance(_ask(self._prover, part), Proved))
        return replace(self._so("disjoint"), demands=core, assumptions=self._assumptions(core))

    def _assumptions(self, core: Sequence[Demand]) -> tuple[Condition, ...]:
        """The assumptions without which the demands could be met together."""

        def enough(assumptions: Sequence[Condition]) -> bool:
            policy = replace(self._index.policy, assumptions=tuple(assumptions))
            return isinstance(_ask(Prover(Index(policy)), core), Proved)

        return minimal(self._index.policy.assumptions, enough)


def _ask(prover: Prover, demands: Sequence[Demand]) -> Answer:
    return prover.ask(
        [each.condition for each in demands if each.holds],
        [each.condition for each in demands if not each.holds],
    )


def _demands(rule: Rule) -> Iterator[Demand]:
    """What a rule asks for, in parts as small as they are joined by `and`."""
    yield Demand(rule, InCategory(rule.category), holds=True)
    if rule.when is not None:
        parts = rule.when.operands if isinstance(rule.when, And) else (rule.when,)
        yield from (Demand(rule, part, holds=True) for part in parts)
    yield from (Demand(rule, exception, holds=False) for exception in rule.unless)
