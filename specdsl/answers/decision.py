"""What a policy decides about a request of which something is known and the rest is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from specdsl.answers.facts import Fact, Known, facts_of, known
from specdsl.answers.ground import Ground, ImpossibleError, Outcome, Status
from specdsl.answers.names import QuestionError
from specdsl.answers.outlook import Outlook, Sure
from specdsl.answers.ranked import Rank, rank_between
from specdsl.answers.world import why_impossible
from specdsl.graph.query import Index
from specdsl.meaning.cases import BudgetError
from specdsl.record import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from specdsl.answers.facts import FactValue
    from specdsl.graph.model import Policy, Rule, Style


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
    """What holds if all that is open is as usual; its facts are those that it rests on, if they are known."""
    standing: tuple[Standing, ...] = ()
    """The rules that stand in that case."""
    usual: tuple[Fact, ...] = ()
    """What facets and scales that are open and matter were taken to be in that case."""
    changes: tuple[Case, ...] = ()
    """The fewest further facts that lead to another outcome, for each outcome that can be."""
    variants: tuple[Case, ...] = ()
    """The fewest further facts with which the outcome is the same and other rules stand."""
    complete: bool = True
    """Whether `changes` and `variants` name every way, or only some because there would be too many."""
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
    alone = Index(_alone(index, said.categories))
    categories = [alone.categories[each] for each in said.categories]
    return Ground(alone, alone.active_rules, said.situation, categories)


def _alone(index: Index, categories: Sequence[str]) -> Policy:
    """The policy in which no other category's rules decide; what they rank among others stays."""
    return replace(
        index.policy,
        categories=tuple(
            category if name in categories else index.idle[name]
            for name, category in index.categories.items()
        ),
    )


class _Answer:
    def __init__(self, ground: Ground, said: Known) -> None:
        self._ground = ground
        self._said = said
        self._outlook = Outlook(ground)

    def decision(self) -> Decision:
        ground, outlook = self._ground, self._outlook
        outcome = ground.outcome_at(ground.usual)
        changes = [self._case(box, other) for other, boxes in outlook.elsewhere.items() for box in boxes]
        variants = [self._case(box, outcome) for box in outlook.variants]
        around = outlook.around() if outlook.complete else ()
        settled = not outlook.elsewhere
        return Decision(
            self._said.categories,
            self._said.facts,
            self._said.closed,
            ("unknown" if not outlook.sure else outcome.status) if settled else "open",
            outcome.verdict if settled and outlook.sure else None,
            Case(around, outcome.status, outcome.verdict, ground.standing_at(ground.usual)),
            tuple(self._standing(rule) for rule in ground.standing_at(ground.usual)),
            self._usual(around, *(case.facts for case in (*changes, *variants))),
            tuple(changes),
            tuple(variants),
            outlook.complete,
            tuple(self._state(rule) for rule in ground.rules),
        )

    # ── Cases ─────────────────────────────────────────────────────────────────

    def _case(self, box: int, outcome: Outcome) -> Case:
        facts = facts_of(self._ground.space.constrained(box), box)
        rules = self._ground.standing_at(next(self._outlook.points(box)))
        return Case(facts, outcome.status, outcome.verdict, rules)

    def _usual(self, *facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        """What the usual case takes the facets to be that any of these facts are about."""
        named = {fact.name for some in facts for fact in some if fact.kind == "facet"}
        variables = [each for each in self._ground.space.variables if each.name in named]
        return facts_of(variables, self._ground.usual)

    # ── Rules ─────────────────────────────────────────────────────────────────

    def _standing(self, rule: Rule) -> Standing:
        ground = self._ground
        beaten = [other for other in ground.rules if rule in ground.defeaters(other)]
        return Standing(
            rule,
            self._outlook.stands(rule) == "yes",
            tuple(
                Defeat(other, rank_between(rule, other, ground.index), self._outlook.applies(other))
                for other in beaten
                if ground.meet(rule, other)
            ),
            ground.index.followed_styles(rule),
        )

    def _state(self, rule: Rule) -> RuleState:
        ground = self._ground
        return RuleState(
            rule,
            self._outlook.applies(rule),
            self._outlook.stands(rule),
            tuple(
                (other, rank_between(other, rule, ground.index), self._outlook.applies(other))
                for other in ground.defeaters(rule)
                if ground.meet(rule, other)
            ),
        )
