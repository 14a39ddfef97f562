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
    yield from prover.each(prover.rules, _contradicting)


def _contradicting(prover: Prover, rule: Rule) -> Iterator[Clash]:
    for other, answer in prover.standing_with(rule, prover.ranks.disagreeing(rule)):
        yield Clash(rule, other, answer)


def most_contradictions(prover: Prover) -> int:
    """How many `contradictions` there are at most, counted without going through them."""
    disagreeing = prover.ranks.disagreeing
    return sum(prover.unranked(rule, disagreeing(rule)).bit_count() for rule in prover.rules)


def style_contradictions(prover: Prover) -> Iterator[StyleClash]:
    """Two standing rules of one verdict, or one rule, whose styles want an element in and out.

    Of two `must` it is an error, with a `should` among them a warning. A pair is left out where one of the
    two rules clashes by itself over that element, at least as badly.
    """
    yield from prover.each(prover.rules, _clashing_alone)
    yield from prover.each(prover.rules, _clashing_apart)


def _sayings(prover: Prover) -> Sayings:
    (sayings,) = prover.found(_all_sayings)
    return sayings


def _all_sayings(prover: Prover) -> Iterator[Sayings]:
    yield Sayings(prover.index, prover.rules)


def _clashing_alone(prover: Prover, rule: Rule) -> Iterator[StyleClash]:
    disagreements = _sayings(prover).alone(rule)
    answer = prover.stands(rule) if disagreements else Proved()
    if not isinstance(answer, Proved):
        yield from (StyleClash(rule, rule, each, answer) for each in disagreements)


def _clashing_apart(prover: Prover, rule: Rule) -> Iterator[StyleClash]:
    sayings = _sayings(prover)
    for other, answer in prover.standing_with(rule, prover.ranks.agreeing(rule) & sayings.against(rule)):
        yield from (StyleClash(rule, other, each, answer) for each in sayings.apart(rule, other))


def overlap(prover: Prover, first: Rule, second: Rule) -> float:
    """How many situations two rules share, as a power of two; what `assume` rules out is counted too."""
    return prover.overlap(first, second)


# ── Dead text ─────────────────────────────────────────────────────────────────


def impossible_rules(prover: Prover) -> Iterator[Dead]:
    """A rule, or a draft, that applies in no situation."""
    yield from prover.each(_written(prover), _impossible)


def _impossible(prover: Prover, rule: Rule) -> Iterator[Dead]:
    yield from _dead(rule, prover.applies(rule))


def impossible_exceptions(prover: Prover) -> Iterator[DeadException]:
    """An `unless`, a draft's too, that holds in no situation."""
    yield from prover.each(_with_exceptions(prover), _impossible_exceptions)


def _impossible_exceptions(prover: Prover, rule: Rule) -> Iterator[DeadException]:
    for number, exception in enumerate(rule.unless):
        yield from _dead_exception(rule, number, prover.ask([exception]))


def impossible_examples(prover: Prover) -> Iterator[DeadExample]:
    """An example whose facts hold together in no situation: its category, its `given`, all else no."""
    yield from prover.each(prover.index.examples.values(), _impossible_example)


def _impossible_example(prover: Prover, example: Example) -> Iterator[DeadExample]:
    scene = prover.scene(example)
    if not scene.boxes:
        answer = prover.ask([example.given] if example.given else [], at=scene.start)
        if not isinstance(answer, Refuted):
            yield DeadExample(example, answer)


def shadowed_rules(prover: Prover) -> Iterator[Dead]:
    """A rule that applies somewhere and stands nowhere: others, between them, always defeat it.

    A rule that overrides itself in a circle is left out; there the circle is the fault.
    """
    yield from prover.each(prover.rules, _shadowed)


def _shadowed(prover: Prover, rule: Rule) -> Iterator[Dead]:
    if rule.id not in prover.index.overrides[rule.id] and not isinstance(prover.applies(rule), Proved):
        answer = prover.stands(rule)
        by = prover.defeating(rule) if isinstance(answer, Proved) else ()
        prover.look_at(*(("rule", each.id) for each in by))
        yield from _dead(rule, answer, by)


def redundant_rules(prover: Prover) -> Iterator[Dead]:
    """A rule that stands somewhere, and that the policy can do without.

    Wherever it stands another rule stands too, and to delete it changes, in no situation, which verdicts or
    which styles the standing rules bring. `otherwise` is not a rule. What another rule overrides only by way
    of the deleted one it overrides no more.
    """
    yield from prover.each(prover.rules, _redundant)


def _redundant(prover: Prover, rule: Rule) -> Iterator[Dead]:
    stands = prover.stands(rule)
    if not isinstance(stands, Proved):
        answer = redundant(prover, rule) if isinstance(stands, Refuted) else stands
        by = covering(prover, rule) if isinstance(answer, Proved) else ()
        yield from _dead(rule, answer, by)


def vacuous_exceptions(prover: Prover) -> Iterator[DeadException]:
    """An `unless`, a draft's too, that can hold, but never where its rule would apply without it.

    Rules that never apply are left out.
    """
    yield from prover.each(_with_exceptions(prover), _vacuous)


def _vacuous(prover: Prover, rule: Rule) -> Iterator[DeadException]:
    for number, exception in enumerate(rule.unless):
        others = rule.unless[:number] + rule.unless[number + 1 :]
        answer = prover.ask([*_scope(rule), exception], others)
        if not isinstance(answer, Refuted) and _matters(prover, rule, exception):
            yield DeadException(rule, number, answer)


def _matters(prover: Prover, rule: Rule, exception: Condition) -> bool:
    return not any(isinstance(answer, Proved) for answer in (prover.applies(rule), prover.ask([exception])))


def always_true_conditions(prover: Prover) -> Iterator[Dead]:
    """A `when`, a draft's too, that holds in every situation of its category, which is possible at all."""
    yield from prover.each(_written(prover), _always_true)


def _always_true(prover: Prover, rule: Rule) -> Iterator[Dead]:
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


def _with_exceptions(prover: Prover) -> Iterator[Rule]:
    return (rule for rule in _written(prover) if rule.unless)


# ── Gaps ──────────────────────────────────────────────────────────────────────


def uncovered(prover: Prover) -> Iterator[Gap]:
    """A category with a situation in which no rule stands and nothing says `otherwise`."""
    for category in prover.index.categories.values():
        if not (category.otherwise or prover.index.policy.otherwise):
            yield from prover.about(category, _gaps)


def _gaps(prover: Prover, category: Category) -> Iterator[Gap]:
    prover.look_at(("all", "numbers"), ("all", "circles"))  # the claims name rules by number
    elsewhere, *some_stands = prover.found(_nothing_else_decides)
    answer = prover.ask([InCategory(category.id), elsewhere], some_stands)
    if not isinstance(answer, Proved):
        yield Gap(category, answer)


def _nothing_else_decides(prover: Prover) -> Iterator[Claim]:
    """What is inside a gap of any category, and then what is not."""
    yield _where_nothing_says_otherwise(prover)
    yield from _some_rule_stands(prover)


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
    yield from prover.each(_overriding(prover), _dangling)


def _dangling(prover: Prover, winner: Rule) -> Iterator[Rank]:
    for loser in _losers(prover, winner):
        answer = prover.together(winner, loser)
        if not isinstance(answer, Refuted) and _alive(prover, winner, loser):
            yield Rank(winner, loser, answer)


def lifted_overrides(prover: Prover) -> Iterator[Rank]:
    """A rule named in `overrides` that has a higher level than the one that names it, and applies with it."""
    yield from prover.each(_overriding(prover), _lifted)


def _lifted(prover: Prover, winner: Rule) -> Iterator[Rank]:
    for loser in _losers(prover, winner):
        if prover.index.level_of(winner) > prover.index.level_of(loser):
            answer = prover.together(winner, loser)
            if not isinstance(answer, Proved):
                yield Rank(winner, loser, answer)


def broad_overrides(prover: Prover) -> Iterator[Rank]:
    """A rule named in `overrides` that applies only where the one that names it does, which is not all.

    The answer shows where only the winner applies.
    """
    yield from prover.each(_overriding(prover), _broad)


def _broad(prover: Prover, winner: Rule) -> Iterator[Rank]:
    for loser in _losers(prover, winner):
        elsewhere = prover.ask([winner], [loser])
        contained = prover.ask([loser], [winner])
        if _is_broad(elsewhere, contained) and not isinstance(prover.applies(loser), Proved):
            yield Rank(winner, loser, contained if isinstance(contained, Unknown) else elsewhere)


def _is_broad(elsewhere: Answer, contained: Answer) -> bool:
    return not isinstance(elsewhere, Proved) and not isinstance(contained, Refuted)


def _overriding(prover: Prover) -> Iterator[Rule]:
    return (rule for rule in _written(prover) if rule.overrides)


def _losers(prover: Prover, winner: Rule) -> Iterator[Rule]:
    prover.look_at(*(("rule", name) for name in winner.overrides))
    losers = (prover.index.rules[name] for name in winner.overrides)
    return (loser for loser in losers if loser.status != "retired" and loser is not winner)


def _alive(prover: Prover, *rules: Rule) -> bool:
    return not any(isinstance(prover.applies(rule), Proved) for rule in rules)
