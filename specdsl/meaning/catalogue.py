"""What can be wrong with what a policy means, found by proof: one function for each finding.

Each yields its findings in the policy's order, and what it could not settle; the docstring is the definition.
Drafts are looked at where it says so; they never stand and defeat nobody.
"""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import TYPE_CHECKING

from specdsl.graph.model import InCategory
from specdsl.meaning.questions import Proved, Refuted, Some, Stands, Unknown, Within
from specdsl.meaning.redundancy import covering, redundant
from specdsl.meaning.saying import Sayings
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.graph.model import Category, Condition, Example, Rule
    from specdsl.meaning.questions import Answer, Claim, Prover
    from specdsl.meaning.saying import Disagreement, Level, Said


@dataclass(frozen=True, slots=True)
class Clash:
    """Two rules that contradict each other, and where."""

    first: Rule
    second: Rule
    answer: Refuted | Unknown


@dataclass(frozen=True, slots=True)
class StyleClash:
    """Two rules (or one, twice) whose styles disagree about an element, and where."""

    first: Rule
    second: Rule
    disagreement: Disagreement
    answer: Refuted | Unknown

    @property
    def element(self) -> str:
        return self.disagreement.element

    @property
    def wants(self) -> Said:
        return self.disagreement.wants

    @property
    def bars(self) -> Said:
        return self.disagreement.bars

    @property
    def level(self) -> Level:
        return self.disagreement.level


@dataclass(frozen=True, slots=True)
class Dead:
    """A rule that is not what it seems, and the rules that make it so."""

    rule: Rule
    by: tuple[Rule, ...]
    answer: Proved | Unknown


@dataclass(frozen=True, slots=True)
class DeadException:
    """One `unless` of a rule, by its place among them."""

    rule: Rule
    number: int
    answer: Proved | Unknown


@dataclass(frozen=True, slots=True)
class DeadExample:
    """An example of what cannot be."""

    example: Example
    answer: Proved | Unknown


@dataclass(frozen=True, slots=True)
class Gap:
    """A category with situations that nothing decides."""

    category: Category
    answer: Refuted | Unknown


@dataclass(frozen=True, slots=True)
class Rank:
    """A rule that another names in its `overrides`."""

    winner: Rule
    loser: Rule
    answer: Answer


# ── Contradictions ────────────────────────────────────────────────────────────


def contradictions(prover: Prover) -> Iterator[Clash]:
    """Two rules of different verdicts that both stand in some situation."""
    for pair in prover.standing_pairs(prover.ranks.disagreeing):
        yield Clash(*pair)


def most_contradictions(prover: Prover) -> int:
    """How many `contradictions` there are at most, counted without going through them."""
    return prover.unranked_pairs(prover.ranks.disagreeing)


def style_contradictions(prover: Prover) -> Iterator[StyleClash]:
    """Two standing rules of one verdict, or one rule, whose styles want an element in and out.

    Of two `must` it is an error, with a `should` among them a warning. A pair is left out where one of the
    two rules clashes by itself over that element, at least as badly.
    """
    sayings = Sayings(prover.index, prover.rules)
    for rule in prover.rules:
        yield from _clashing_alone(prover, sayings, rule)
    for first, second, answer in prover.standing_pairs(
        lambda rule: prover.ranks.agreeing(rule) & sayings.against(rule)
    ):
        yield from (StyleClash(first, second, each, answer) for each in sayings.apart(first, second))


def _clashing_alone(prover: Prover, sayings: Sayings, rule: Rule) -> Iterator[StyleClash]:
    disagreements = sayings.alone(rule)
    answer = prover.stands(rule) if disagreements else Proved()
    if not isinstance(answer, Proved):
        yield from (StyleClash(rule, rule, each, answer) for each in disagreements)


def overlap(prover: Prover, first: Rule, second: Rule) -> float:
    """How many situations two rules share, as a power of two; what `assume` rules out is counted too."""
    return prover.overlap(first, second)


# ── Dead text ─────────────────────────────────────────────────────────────────


def impossible_rules(prover: Prover) -> Iterator[Dead]:
    """A rule, or a draft, that applies in no situation."""
    for rule in _written(prover):
        yield from _dead(rule, prover.applies(rule))


def impossible_exceptions(prover: Prover) -> Iterator[DeadException]:
    """An `unless`, a draft's too, that holds in no situation."""
    for rule in _written(prover):
        for number, exception in enumerate(rule.unless):
            yield from _dead_exception(rule, number, prover.ask([exception]))


def impossible_examples(prover: Prover) -> Iterator[DeadExample]:
    """An example whose facts hold together in no situation: its category, its `given`, all else no."""
    for example in prover.index.examples.values():
        scene = prover.stage.scene(example)
        if scene.boxes:
            continue
        answer = prover.ask([example.given] if example.given else [], at=scene.start)
        if not isinstance(answer, Refuted):
            yield DeadExample(example, answer)


def shadowed_rules(prover: Prover) -> Iterator[Dead]:
    """A rule that applies somewhere and stands nowhere: others, between them, always defeat it.

    A rule that overrides itself in a circle is left out; there the circle is the fault.
    """
    for rule in prover.rules:
        if rule.id in prover.index.overrides[rule.id] or isinstance(prover.applies(rule), Proved):
            continue
        answer = prover.stands(rule)
        by = prover.defeating(rule) if isinstance(answer, Proved) else ()
        yield from _dead(rule, answer, by)


def redundant_rules(prover: Prover) -> Iterator[Dead]:
    """A rule that stands somewhere, and that the policy can do without.

    Wherever it stands another rule stands too, and to delete it changes, in no situation, which verdicts or
    which styles the standing rules bring. `otherwise` is not a rule. What another rule overrides only by way
    of the deleted one it overrides no more.
    """
    for rule in prover.rules:
        stands = prover.stands(rule)
        if isinstance(stands, Proved):
            continue
        answer = redundant(prover, rule) if isinstance(stands, Refuted) else stands
        by = covering(prover, rule) if isinstance(answer, Proved) else ()
        yield from _dead(rule, answer, by)


def vacuous_exceptions(prover: Prover) -> Iterator[DeadException]:
    """An `unless`, a draft's too, that can hold, but never where its rule would apply without it.

    Rules that never apply are left out.
    """
    for rule in _written(prover):
        for number, exception in enumerate(rule.unless):
            others = rule.unless[:number] + rule.unless[number + 1 :]
            answer = prover.ask([*_scope(rule), exception], others)
            if not isinstance(answer, Refuted) and _matters(prover, rule, exception):
                yield DeadException(rule, number, answer)


def _matters(prover: Prover, rule: Rule, exception: Condition) -> bool:
    return not any(isinstance(answer, Proved) for answer in (prover.applies(rule), prover.ask([exception])))


def always_true_conditions(prover: Prover) -> Iterator[Dead]:
    """A `when`, a draft's too, that holds in every situation of its category, which is possible at all."""
    for rule in _written(prover):
        if rule.when is not None and isinstance(prover.ask([InCategory(rule.category)]), Refuted):
            yield from _dead(rule, prover.ask([InCategory(rule.category)], [rule.when]))


def _scope(rule: Rule) -> tuple[Condition, ...]:
    """What a rule demands, but for its exceptions."""
    return (InCategory(rule.category), *([rule.when] if rule.when else []))


def _dead(rule: Rule, answer: Answer, by: tuple[Rule, ...] = ()) -> Iterator[Dead]:
    if not isinstance(answer, Refuted):
        yield Dead(rule, by, answer)


def _dead_exception(rule: Rule, number: int, answer: Answer) -> Iterator[DeadException]:
    if not isinstance(answer, Refuted):
        yield DeadException(rule, number, answer)


def _written(prover: Prover) -> Iterator[Rule]:
    """The rules with conditions: active ones and drafts."""
    return (rule for rule in prover.index.rules.values() if rule.status != "retired")


# ── Gaps ──────────────────────────────────────────────────────────────────────


def uncovered(prover: Prover) -> Iterator[Gap]:
    """A category with a situation in which no rule stands and nothing says `otherwise`."""
    if prover.index.policy.otherwise:
        return
    elsewhere = _where_nothing_says_otherwise(prover)
    some_stands = _some_rule_stands(prover)
    for category in prover.index.categories.values():
        if not category.otherwise:
            answer = prover.ask([InCategory(category.id), elsewhere], some_stands)
            yield from [] if isinstance(answer, Proved) else [Gap(category, answer)]


def _where_nothing_says_otherwise(prover: Prover) -> Within:
    saying = (InCategory(each.id) for each in prover.index.categories.values() if each.otherwise)
    outside = (prover.space.of_atom(category, holds=False) for category in saying)
    return Within(reduce(and_, outside, prover.space.whole))


def _some_rule_stands(prover: Prover) -> tuple[Claim, ...]:
    """Wherever a rule applies one stands, but where rules defeat each other in a circle."""
    straight = prover.ranks.everyone & ~prover.entangled
    return Some(straight), *(Stands(rule) for rule in prover.ranks.among(prover.entangled))


# ── Overrides ─────────────────────────────────────────────────────────────────


def dangling_overrides(prover: Prover) -> Iterator[Rank]:
    """A rule named in `overrides` that never applies together with the one that names it.

    Each of them applies somewhere; drafts, on either side, are looked at too.
    """
    for winner, loser in _overridings(prover):
        answer = prover.together(winner, loser)
        if not isinstance(answer, Refuted) and _alive(prover, winner, loser):
            yield Rank(winner, loser, answer)


def lifted_overrides(prover: Prover) -> Iterator[Rank]:
    """A rule named in `overrides` that has a higher level than the one that names it, and applies with it."""
    for winner, loser in _overridings(prover):
        if prover.index.level_of(winner) > prover.index.level_of(loser):
            answer = prover.together(winner, loser)
            if not isinstance(answer, Proved):
                yield Rank(winner, loser, answer)


def broad_overrides(prover: Prover) -> Iterator[Rank]:
    """A rule named in `overrides` that applies only where the one that names it does, which is not all.

    The answer shows where only the winner applies.
    """
    for winner, loser in _overridings(prover):
        elsewhere = prover.ask([winner], [loser])
        contained = prover.ask([loser], [winner])
        if _is_broad(elsewhere, contained) and not isinstance(prover.applies(loser), Proved):
            yield Rank(winner, loser, contained if isinstance(contained, Unknown) else elsewhere)


def _is_broad(elsewhere: Answer, contained: Answer) -> bool:
    return not isinstance(elsewhere, Proved) and not isinstance(contained, Refuted)


def _overridings(prover: Prover) -> Iterator[tuple[Rule, Rule]]:
    for winner in _written(prover):
        losers = (prover.index.rules[name] for name in winner.overrides)
        yield from ((winner, loser) for loser in losers if loser.status != "retired" and loser is not winner)


def _alive(prover: Prover, *rules: Rule) -> bool:
    return not any(isinstance(prover.applies(rule), Proved) for rule in rules)
