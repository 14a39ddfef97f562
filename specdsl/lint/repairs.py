"""Repairs where two rules both stand that should not: rank them, narrow one, keep the categories apart.

None is offered that was not checked. What a repair changes is known exactly, so that a few questions to the
prover answer for the whole of the changed policy: after it the two no longer stand together, every rule that
stood somewhere still does, nothing stands where it did not before, every request that got a verdict still
does, and no example's verdict is taken from it. The tests lint changed policies in full.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

from specdsl.diagnostics.model import Fix
from specdsl.graph.model import And, Compare, Holds, InCategory, Is, Not, Rule
from specdsl.graph.print import condition_text
from specdsl.lint.edits import add_disjoint, add_exception, add_override
from specdsl.meaning.condition import atoms
from specdsl.meaning.questions import Proved, Refuted, Stands
from specdsl.meaning.scene import may_be_in
from specdsl.meaning.situation import Situation, question_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from specdsl.diagnostics.model import Edit
    from specdsl.graph.model import Condition, Example
    from specdsl.meaning.questions import Claim, Prover
    from specdsl.meaning.situation import Atom, Question

_LONGEST = 3  # parts of an exception; a longer one says less than the category alone


class Repairs:
    """The repairs that hold in one policy."""

    def __init__(self, prover: Prover) -> None:
        self._prover = prover
        self._index = prover.index

    def between(self, first: Rule, second: Rule) -> tuple[Fix, ...]:
        """How two rules that both stand somewhere can be kept from it; first where `first` wins."""
        return (*self._ranked(first, second), *self._separate(first, second)) if first.span.file else ()

    @property
    def advice(self) -> str:
        """How to go on where there is no repair."""
        if self._prover.ranks.may_circle:
            return "first mend the `overrides` that go in a circle or lift a lower level"
        return "no rank or exception was found that surely changes nothing else: rank them, or write one anew"

    def _ranked(self, first: Rule, second: Rule) -> Iterator[Fix]:
        """Which of them wins. Where rules may defeat each other in a circle nothing can be foreseen."""
        if not self._prover.ranks.may_circle:
            yield from self._rank(first, second)
            yield from self._rank(second, first)
            yield from self._narrow(second, first)
            yield from self._narrow(first, second)

    # ── Ranks ─────────────────────────────────────────────────────────────────

    def _rank(self, winner: Rule, loser: Rule) -> Iterator[Fix]:
        if self._can_rank(winner, loser):
            yield _fix(f"let `{winner.id}` override `{loser.id}`", add_override(winner, loser))

    def _can_rank(self, winner: Rule, loser: Rule) -> bool:
        """Where no lower level is lifted standing only shrinks, and nothing but dead rules can be new."""
        new = [*self._new_ranks(winner, loser)]
        if any(self._index.level_of(over) > self._index.level_of(under) for over, under in new):
            return False
        against: defaultdict[str, list[Rule]] = defaultdict(list)
        for over, under in new:
            against[under.id].append(over)
        survive = all(self._survives(self._index.rules[under], overs) for under, overs in against.items())
        return survive and not any(
            self._is_shown_to_win(under, over) for over, under in new if over.verdict != under.verdict
        )

    def _new_ranks(self, winner: Rule, loser: Rule) -> Iterator[tuple[Rule, Rule]]:
        """All pairs of active rules that come to be ranked, those further up and down included."""
        above = [rule for rule in self._prover.rules if winner.id in self._index.overrides[rule.id]]
        below = [rule for rule in self._prover.rules if rule.id in self._index.overrides[loser.id]]
        for over, under in product([winner, *above], [loser, *below]):
            if under.id not in self._index.overrides[over.id]:
                yield over, under

    def _survives(self, rule: Rule, against: Sequence[Rule]) -> bool:
        """Whether it stands somewhere although those defeat it, or stood nowhere before."""
        return self._happens([Stands(rule)], against) or not self._happens([Stands(rule)])

    # ── Exceptions ────────────────────────────────────────────────────────────

    def _narrow(self, rule: Rule, other: Rule) -> Iterator[Fix]:
        possible = (each for each in self._exceptions(rule, other) if self._can_narrow(rule, other, each))
        for exception in possible:
            words = condition_text(exception, rule.category)
            yield _fix(f"narrow `{rule.id}`: `unless {words}`", add_exception(rule, exception))
            return

    def _exceptions(self, rule: Rule, other: Rule) -> Iterator[Condition]:
        """Where, as seen from the one rule, the other applies; then its whole category."""
        category = InCategory(other.category)
        outside = other.category not in self._index.ancestors[rule.category]
        parts = [*([category] if outside else []), *self._own_demands(rule, other)]
        if 0 < len(parts) <= _LONGEST:
            yield parts[0] if len(parts) == 1 else And(tuple(parts))
        if outside and len(parts) > 1 and self._index.policy.otherwise:
            yield category

    def _own_demands(self, rule: Rule, other: Rule) -> Iterator[Condition]:
        """What the other rule demands and the one does not demand already."""
        for demand in _demands(other):
            if self._happens([rule], [demand]):
                yield demand

    def _can_narrow(self, rule: Rule, other: Rule, exception: Condition) -> bool:
        stands = Stands(rule)
        return (
            self._means_the_same(exception, rule.category)
            and self._never([stands, Stands(other)], [exception])
            and self._happens([stands], [exception])
            and not self._frees(rule, exception)
            and not self._is_shown_to_win(rule, exception)
        )

    def _frees(self, rule: Rule, exception: Condition) -> bool:
        """Whether something that the rule defeats might come to stand where it applies no more."""
        ranks = self._prover.ranks
        freed = ranks.among(ranks.defeated(rule) & self._prover.near(rule))
        return any(not self._never([Stands(each, without=rule), rule, exception]) for each in freed)

    def _means_the_same(self, condition: Condition, home: str) -> bool:
        """Whether no name from the top is hidden by one of the category's own."""
        around = [self._index.categories[each] for each in self._index.ancestors[home]]
        hidden = {each.name for category in around for each in category.facets}
        hidden |= {each.name for category in around for each in category.flags}
        return not any(_name(atom) in hidden for atom in atoms(condition))

    # ── Categories apart ──────────────────────────────────────────────────────

    def _separate(self, first: Rule, second: Rule) -> Iterator[Fix]:
        one, other = sorted((first.category, second.category), key=[*self._index.categories].index)
        if one != other and self._can_be_apart(one, other):
            title = f"say that no request is in both `{one}` and `{other}`"
            yield _fix(title, add_disjoint(self._index.categories[one], other))

    def _can_be_apart(self, one: str, other: str) -> bool:
        """Situations only go, so nothing but what was possible, or stood, in both alone can be new.

        Many pairs of rules are in the same two categories, which are looked at once.
        """
        (found,) = self._prover.once("apart", f"{one} {other}", lambda: [self._stays_apart(one, other)])
        return found

    def _stays_apart(self, one: str, other: str) -> bool:
        descendants = self._index.descendants
        if {*descendants[one]} & {*descendants[other]}:
            return False
        both = And((InCategory(one), InCategory(other)))
        touched = self._touched({*descendants[one], *descendants[other]})
        return all(self._stays(claims, both) for claims in touched)

    def _touched(self, categories: set[str]) -> Iterator[Sequence[Claim]]:
        """All that was possible, and might not be if categories were apart."""
        tied = any(_asks_categories(assumption) for assumption in self._index.policy.assumptions)
        self._prover.look_at(("all", "rules" if tied else "categories"))
        self._prover.look_at(("all", "categories"), *(("rules of", category) for category in categories))
        for rule in self._index.rules.values():
            asking = [each for each in _conditions(rule) if _asks_categories(each)]
            if rule.status != "retired" and (tied or asking or rule.category in categories):
                stands = [Stands(rule)] if rule.status == "active" else []
                yield from ([each] for each in (rule, *stands, *rule.unless))
        for example in self._index.examples.values():
            if example.given and _asks_categories(example.given):
                yield [InCategory(example.category), example.given]

    def _stays(self, claims: Sequence[Claim], both: Condition) -> bool:
        return self._happens(claims, [both]) or not self._happens(claims)

    # ── What examples show ────────────────────────────────────────────────────

    def _is_shown_to_win(self, rule: Rule, other: Rule | Condition) -> bool:
        """Whether some example expects the rule's verdict where the rule applies and the other holds too."""
        self._prover.look_at(("examples in", rule.category))
        return any(
            not self._never([rule, other, InCategory(example.category), *_given(example)], at=at)
            for example in self._examples_expecting.get((rule.category, rule.verdict), ())
            for at in [self._silence(example, [rule, other])]
        )

    @cached_property
    def _examples_expecting(self) -> Mapping[tuple[str, str], Sequence[Example]]:
        """The examples that may be in a category, by that and by the verdict that they expect."""
        found: defaultdict[tuple[str, str], list[Example]] = defaultdict(list)
        for example in self._index.examples.values():
            verdict = self._index.expectation(example)[0]
            for category in may_be_in(example, self._index) if verdict else ():
                found[category, verdict or ""].append(example)
        return found

    def _silence(self, example: Example, claims: Iterable[Rule | Condition]) -> int:
        """What the claims ask and the example does not mention is no."""
        mentioned = {question for given in _given(example) for question in _questions(given)}
        open_categories = {("category", each) for each in may_be_in(example, self._index)}
        asked = {question for claim in claims for question in self._asked(claim)}
        silent = asked - mentioned - open_categories
        return self._prover.space.of_situation(Situation(dict.fromkeys(silent, False), {}))

    def _asked(self, claim: Rule | Condition) -> Iterator[Question]:
        if isinstance(claim, Rule):
            yield "category", claim.category
        for condition in _conditions(claim) if isinstance(claim, Rule) else (claim,):
            yield from _questions(condition)

    # ── Asking ────────────────────────────────────────────────────────────────

    def _never(self, inside: Sequence[Claim], outside: Sequence[Claim] = (), at: int | None = None) -> bool:
        return isinstance(self._prover.ask(inside, outside, at), Proved)

    def _happens(self, inside: Sequence[Claim], outside: Sequence[Claim] = ()) -> bool:
        return isinstance(self._prover.ask(inside, outside), Refuted)


def _fix(title: str, edit: Edit) -> Fix:
    return Fix(title, (edit,))


def _demands(rule: Rule) -> Iterator[Condition]:
    """What must hold for the rule to apply in its category, part by part."""
    if rule.when is not None:
        yield from rule.when.operands if isinstance(rule.when, And) else (rule.when,)
    for exception in rule.unless:
        yield exception.operand if isinstance(exception, Not) else Not(exception)


def _conditions(rule: Rule) -> tuple[Condition, ...]:
    return (*([rule.when] if rule.when else []), *rule.unless)


def _given(example: Example) -> tuple[Condition, ...]:
    return (example.given,) if example.given else ()


def _questions(condition: Condition) -> Iterator[Question]:
    """The yes/no questions in a condition."""
    return (question_of(atom) for atom in atoms(condition) if not isinstance(atom, Is | Compare))


def _asks_categories(condition: Condition) -> bool:
    return any(isinstance(atom, InCategory) for atom in atoms(condition))


def _name(atom: Atom) -> str:
    """The facet, scale or flag that is asked for; nothing for what no other name can hide."""
    match atom:
        case Is():
            return atom.facet
        case Compare():
            return atom.scale
        case Holds():
            return atom.flag
        case _:
            return ""
