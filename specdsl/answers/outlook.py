"""What else can come of a request than what usually does, and by which fewest facts."""

from __future__ import annotations

from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Literal, TypeAlias

from specdsl.answers.facts import Fact, facts_of
from specdsl.answers.ground import CONTRADICTION, SILENT, Outcome
from specdsl.answers.ways import Ways, beside, into
from specdsl.meaning.questions import Proved, Prover, Refuted, Stands

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specdsl.answers.ground import Ground
    from specdsl.graph.model import Rule
    from specdsl.meaning.questions import Answer, Claim

Sure: TypeAlias = Literal["yes", "no", "open", "unknown"]
"""Whether something is so whatever the open facts turn out to be, never, for some of them, or not known."""


class Outlook:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._space = ground.space
        self._ways = Ways(ground)
        self._prover = Prover(ground.index)
        self.complete = True
        """Whether the ways that were asked for are all that there are."""
        self.sure = True
        """Whether all outcomes are known."""
        self._outcome = ground.outcome_at(ground.usual)

    # ── Other outcomes ────────────────────────────────────────────────────────

    @cached_property
    def elsewhere(self) -> dict[Outcome, tuple[int, ...]]:
        """The other outcomes that can be, in the ladder's order, with the fewest facts that lead there."""
        verdicts = (Outcome("decided", verdict) for verdict in self._ground.index.verdicts)
        others = [each for each in (*verdicts, CONTRADICTION, SILENT) if each != self._outcome]
        found = {outcome: self._into(outcome) for outcome in others}
        return {outcome: self._said(ways) for outcome, ways in found.items() if ways}

    def _into(self, outcome: Outcome) -> tuple[int, ...]:
        goal = into(outcome, self._ground)
        found = self._ways.search(goal)
        self.complete &= found.complete
        if found.ways or found.complete:
            return found.ways
        return self._by_proof(outcome)

    def _by_proof(self, outcome: Outcome) -> tuple[int, ...]:
        """One way there, where the search for the fewest facts has found none and not seen all."""
        for inside, outside in self._questions(outcome):
            match self._ask(inside, outside):
                case Refuted(witness=witness):
                    return (self._lighter(self._space.of_situation(witness.situation), outcome),)
                case Proved():
                    continue
                case _:
                    self.sure = False
        return ()

    def _questions(self, outcome: Outcome) -> Iterator[tuple[Sequence[Claim], Sequence[Claim]]]:
        """Claims that hold, and claims that do not, exactly where this comes out: one of these."""
        rules = self._ground.rules
        if outcome == CONTRADICTION:
            pairs = (pair for pair in combinations(rules, 2) if self._ground.disagree(*pair))
            yield from (([Stands(one), Stands(other)], []) for one, other in pairs)
            return
        against: list[Claim] = [Stands(rule) for rule in rules if rule.verdict != outcome.verdict]
        yield from (([Stands(rule)], against) for rule in rules if rule.verdict == outcome.verdict)
        if outcome.verdict == self._ground.otherwise:
            yield [], [Stands(rule) for rule in rules]

    def _lighter(self, point: int, outcome: Outcome) -> int:
        """The facts of a situation, beside the usual, without those that can be dropped."""
        usual = self._ground.usual
        facts = self._space.whole
        for variable in self._space.variables_in(point & ~usual):
            facts = facts & ~variable.bits | point & variable.bits
        for variable in list(self._space.constrained(facts)):
            there = self._ways.point(facts | variable.bits)
            if self._ground.is_possible(there) and self._ground.outcome_at(there) == outcome:
                facts |= variable.bits
        return facts

    # ── The same outcome ──────────────────────────────────────────────────────

    @cached_property
    def variants(self) -> tuple[int, ...]:
        """The fewest facts with which the same verdict comes out by other rules."""
        if self._outcome.status != "decided":
            return ()
        found: dict[int, None] = {}
        for goal in beside(self._outcome, self._ground):
            ways = self._ways.search(goal)
            self.complete &= ways.complete
            found.update(dict.fromkeys(ways.ways))
        fewest = [facts for facts in found if not any(facts != each and not facts & ~each for each in found)]
        return self._said(fewest)

    def _said(self, ways: Iterable[int]) -> tuple[int, ...]:
        """Sets of facts that differ in one answer, and of which the same comes, as one."""
        groups: dict[tuple[int, tuple[Rule, ...]], list[int]] = {}
        for facts in ways:
            asked = sum(variable.bits for variable in self._space.constrained(facts))
            groups.setdefault((asked, self._ground.standing_at(self._ways.point(facts))), []).append(facts)
        boxes = (box for group in groups.values() for box in self._ground.boxes.merged(group))
        return tuple(sorted(boxes, key=lambda box: (self._space.width(self._space.whole & ~box), box)))

    def points(self, box: int) -> Iterator[int]:
        """The situations that have these facts and are as usual otherwise."""
        boxes = self._ground.boxes.points(box, list(self._space.constrained(box)))
        return (self._ways.point(facts) for facts in boxes)

    # ── What the usual outcome rests on ───────────────────────────────────────

    def around(self) -> tuple[Fact, ...]:
        """What must stay for the usual outcome to stay: as little as leaves out every way elsewhere."""
        ways = [box for boxes in self.elsewhere.values() for box in boxes]
        asked = sum({v.bits for box in ways for v in self._space.constrained(box)})
        box = self._ground.known & ~asked | self._ground.usual & asked
        for variable in reversed(list(self._space.variables_in(asked))):
            for answer in variable.answers_in(self._ground.known):
                wider = box | variable.bit(answer)
                if all(self._space.is_empty(way & wider) for way in ways):
                    box = wider
        return facts_of(self._space.variables_in(self._ground.known & ~box), box)

    # ── Rules ─────────────────────────────────────────────────────────────────

    def applies(self, rule: Rule) -> Sure:
        return self._sure(rule)

    def stands(self, rule: Rule) -> Sure:
        return self._sure(Stands(rule))

    def _sure(self, claim: Rule | Stands) -> Sure:
        match self._ask([claim], []), self._ask([], [claim]):
            case Proved(), _:
                return "no"
            case _, Proved():
                return "yes"
            case Refuted(), Refuted():
                return "open"
            case _:
                return "unknown"

    def _ask(self, inside: Sequence[Claim], outside: Sequence[Claim]) -> Answer:
        return self._prover.ask(inside, outside, at=self._ground.known)
