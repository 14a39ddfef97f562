"""What a policy decides about a request of which something is known and the rest is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from specdsl.answers.facts import Fact, Known, known
from specdsl.answers.ground import Ground, ImpossibleError, Outcome, Status, holds
from specdsl.answers.names import QuestionError
from specdsl.answers.ranked import Rank, rank_between
from specdsl.answers.smallest import Smallest, facts_of
from specdsl.answers.world import why_impossible
from specdsl.meaning.cases import BudgetError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from specdsl.answers.facts import FactValue
    from specdsl.graph.model import Rule, Style
    from specdsl.graph.query import Index
    from specdsl.meaning.regions import Region

Sure: TypeAlias = Literal["yes", "no", "open"]
"""Whether something is so whatever the open facts turn out to be, never so, or so for some of them."""


@dataclass(frozen=True, slots=True)
class Defeat:
    """A rule that another keeps from standing."""

    rule: Rule
    rank: Rank
    """Why: by `overrides`, or by authority."""
    applies: Sure
    """Whether the defeated rule applies at all; it is in the way only where it does."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule that stands, in the case that a decision describes first."""

    rule: Rule
    always: bool
    """Whether it stands whatever the open facts turn out to be."""
    defeats: tuple[Defeat, ...]
    styles: tuple[Style, ...]
    """What it follows, of the styles that are for its verdict."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is decided if some of the open facts are like this."""

    facts: tuple[Fact, ...]
    status: Status
    verdict: str | None
    rules: tuple[Rule, ...]
    """The rules that stand; none where the verdict is an `otherwise`."""


@dataclass(frozen=True, slots=True)
class RuleState:
    """What is known of one rule of the request's categories."""

    rule: Rule
    applies: Sure
    stands: Sure
    defeated: tuple[tuple[Rule, Rank, Sure], ...]
    """The rules that defeat it, why, and whether those apply."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a policy says of a request; of what is not known of it, the answer says what would change it.

    `verdict` is the one verdict whatever the open facts turn out to be. There is none where the `status` is
    "open" (it depends on them: see `case` and `changes`), "contradiction" (the standing rules disagree in
    every case), "silent" (no rule stands and nothing says `otherwise`), or "unknown" (too many facts are
    open to say).
    """

    categories: tuple[str, ...]
    facts: tuple[Fact, ...]
    closed: bool
    """Whether flags and free texts that were not mentioned were taken to be no."""
    status: Literal["decided", "open", "contradiction", "silent", "unknown"]
    verdict: str | None = None
    case: Case | None = None
    """What holds if all that is open is as usual; its facts are those that it rests on."""
    standing: tuple[Standing, ...] = ()
    """The rules that stand in that case."""
    usual: tuple[Fact, ...] = ()
    """What facets and scales that are open and matter were taken to be in that case."""
    changes: tuple[Case, ...] = ()
    """The fewest further facts that lead to another outcome, for each outcome that can be."""
    variants: tuple[Case, ...] = ()
    """The fewest further facts with which the outcome is the same and other rules stand."""
    rules: tuple[RuleState, ...] = ()
    """Every active rule of the request's categories."""

    @property
    def home(self) -> str | None:
        """The one category that the request is in, if it is one."""
        return self.categories[0] if len(self.categories) == 1 else None

    @property
    def styles(self) -> tuple[Style, ...]:
        """What the standing rules follow, each style once."""
        return tuple({style.id: style for each in self.standing for style in each.styles}.values())

    @property
    def style_contradictions(self) -> tuple[str, ...]:
        """The elements that one of the styles must include and another must not."""
        said = [
            (each.element, each.negated)
            for s in self.styles
            for each in s.directives
            if each.modality == "must"
        ]
        return tuple(dict.fromkeys(element for element, negated in said if (element, not negated) in said))

    @property
    def has_answer(self) -> bool:
        """Whether there is a verdict in every case that the open facts allow."""
        cases = [each.status for each in (self.case, *self.changes) if each]
        return self.status != "unknown" and all(status == "decided" for status in cases)


def decide_facts(
    index: Index, categories: Iterable[str], facts: Mapping[str, FactValue], *, closed: bool = False
) -> Decision:
    """The decision about a request of which this is known (see `facts.known`).

    Raises:
        QuestionError: A name or value is not one of the policy's, or no request can have these facts.
    """
    said = known(index, categories, facts, closed=closed)
    ground = ground_of(index, said)
    try:
        return _Answer(ground, said).decision()
    except ImpossibleError:
        raise QuestionError(why_impossible(index, said)) from None
    except BudgetError:
        return Decision(said.categories, said.facts, said.closed, "unknown")


def ground_of(index: Index, said: Known) -> Ground:
    """The rules that have a say in the categories of a request, and the situations that it may be in."""
    rules = [rule for rule in index.active_rules if rule.category in said.categories]
    return Ground(index, rules, said.situation, [index.categories[each] for each in said.categories])


class _Answer:
    def __init__(self, ground: Ground, said: Known) -> None:
        self._ground = ground
        self._said = said
        self._smallest = Smallest(ground)

    def decision(self) -> Decision:
        ground = self._ground
        outcome = ground.outcome_at(ground.usual)
        settled = len(ground.outcomes) == 1
        around = self._around(ground.outcomes[outcome])
        changes, variants = self._changes(outcome), self._variants(outcome)
        return Decision(
            self._said.categories,
            self._said.facts,
            self._said.closed,
            outcome.status if settled else "open",
            outcome.verdict if settled else None,
            Case(around, outcome.status, outcome.verdict, ground.standing_at(ground.usual)),
            tuple(self._standing(rule) for rule in ground.standing_at(ground.usual)),
            self._usual(around, *(case.facts for case in (*changes, *variants))),
            changes,
            variants,
            tuple(self._state(rule) for rule in ground.rules),
        )

    # ── Cases ─────────────────────────────────────────────────────────────────

    def _around(self, region: Region) -> tuple[Fact, ...]:
        """The facts that the usual case rests on: what must stay for its outcome to stay."""
        ground = self._ground
        everywhere = (*region, *ground.ruled_out)
        box = ground.boxes.widest(
            ground.usual, lambda box: ground.boxes.lies_in(everywhere, box), ground.asked
        )
        return facts_of(ground.space.variables_in(ground.known & ~box), box)

    def _usual(self, *facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        """What the usual case takes the facets to be that any of these facts are about."""
        named = {fact.name for some in facts for fact in some if fact.kind == "facet"}
        variables = [each for each in self._ground.space.variables if each.name in named]
        return facts_of(variables, self._ground.usual)

    def _changes(self, usual: Outcome) -> tuple[Case, ...]:
        others = [(outcome, region) for outcome, region in self._ground.outcomes.items() if outcome != usual]
        return tuple(case for outcome, region in others for case in self._cases(outcome, region))

    def _cases(self, outcome: Outcome, region: Region) -> list[Case]:
        return [
            Case(self._smallest.facts(box), outcome.status, outcome.verdict, rules)
            for box, rules in self._smallest.into(region).items()
        ]

    def _variants(self, usual: Outcome) -> tuple[Case, ...]:
        """Where the outcome stays, and a rule comes to stand or falls."""
        ground, region = self._ground, self._ground.outcomes[usual]
        fallen = [ground.boxes.without(region, ground.stands(r)) for r in ground.standing_at(ground.usual)]
        risen = [
            ground.boxes.meet(region, ground.stands(rule))
            for rule in ground.rules
            if not holds(ground.stands(rule), ground.usual)
        ]
        return tuple(self._cases(usual, tuple(box for part in (*fallen, *risen) for box in part)))

    # ── Rules ─────────────────────────────────────────────────────────────────

    def _standing(self, rule: Rule) -> Standing:
        ground = self._ground
        beaten = [other for other in ground.rules if rule in ground.defeaters(other)]
        return Standing(
            rule,
            ground.always(ground.stands(rule)),
            tuple(
                Defeat(other, rank_between(rule, other, ground.index), self._sure(ground.applies(other)))
                for other in beaten
                if ground.meet(rule, other)
            ),
            ground.index.followed_styles(rule),
        )

    def _state(self, rule: Rule) -> RuleState:
        ground = self._ground
        return RuleState(
            rule,
            self._sure(ground.applies(rule)),
            self._sure(ground.stands(rule)),
            tuple(
                (other, rank_between(other, rule, ground.index), self._sure(ground.applies(other)))
                for other in ground.defeaters(rule)
                if ground.meet(rule, other)
            ),
        )

    def _sure(self, region: Region) -> Sure:
        if not region:
            return "no"
        return "yes" if self._ground.always(region) else "open"
