"""Whether a worked example is decided as its author expects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias
from weakref import WeakKeyDictionary

from specdsl.examples.proof import passes
from specdsl.meaning import Outcome
from specdsl.meaning.cases import BUDGET
from specdsl.meaning.examples import outcome
from specdsl.meaning.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specdsl.graph.model import Example
    from specdsl.graph.query import Index
    from specdsl.meaning.questions import Prover

State: TypeAlias = Literal[
    "passed", "draft", "contradicts", "wrong-reason", "underspecified", "impossible", "unknown"
]
"""`passed`: one verdict, whatever the example leaves open, and it is the expected one by the expected rule.

`draft`: an example of a draft rule, which decides nothing yet. `contradicts`: whatever it leaves open, the
verdict is not the expected one, or there is none. `underspecified`: the verdict turns on what it leaves open.
`wrong-reason`: the verdict is right, but the expected rule does not stand (at least under some of what is
open). `impossible`: its facts hold in no situation. `unknown`: the budget ran out.
"""


Result: TypeAlias = Literal["passed", "failed", "skipped", "unknown"]

_FINDINGS: dict[State, str] = {
    "contradicts": "example-contradicts-rule",
    "wrong-reason": "example-wrong-reason",
    "underspecified": "underspecified-example",
    "impossible": "impossible-condition",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """An example, the verdict and the rule that it expects (None where it says none), and what comes out.

    Where it is proved that it passes the `outcome` has no decisions: the `verdict` is the expected one.
    """

    example: Example
    expected: str | None
    by: str | None
    outcome: Outcome
    state: State

    @property
    def result(self) -> Result:
        match self.state:
            case "passed" | "unknown":
                return self.state
            case "draft":
                return "skipped"
            case _:
                return "failed"

    @property
    def finding(self) -> str | None:
        """The name of the finding that the linter makes of it."""
        return _FINDINGS.get(self.state)

    @property
    def verdict(self) -> str | None:
        """The one verdict, whatever is left open; None where there is not one."""
        return self.expected if self.state == "passed" and self.expected else self.outcome.verdict

    @property
    def verdicts(self) -> tuple[str | None, ...]:
        """The verdicts that what is open leaves possible; None stands for no decision."""
        return tuple(dict.fromkeys(decision.verdict for decision in self.outcome.decisions))

    @property
    def ever_standing(self) -> tuple[str, ...]:
        """The rules that stand under some way to settle what is open."""
        return tuple(dict.fromkeys(rule for each in self.outcome.decisions for rule in each.standing))


_JUDGED: WeakKeyDictionary[Prover, Mapping[str, Judgement]] = WeakKeyDictionary()


def judgements(prover: Prover) -> Mapping[str, Judgement]:
    """The judgement of every example, by identifier; worked out once for a prover.

    Of a policy with holes there is none: what was not read may decide otherwise.
    """
    if prover not in _JUDGED:
        index = prover.index
        judged = index.examples.values() if not index.policy.holes else ()
        _JUDGED[prover] = {example.id: judge(prover, example) for example in judged}
    return _JUDGED[prover]


def chosen(index: Index, words: str = "") -> list[Example]:
    """The examples with these words in their identifier or their title, whatever the capitals."""
    wanted = words.casefold()
    return [each for each in index.examples.values() if wanted in f"{each.id} {each.title}".casefold()]


def judge(prover: Prover, example: Example, budget: int = BUDGET) -> Judgement:
    """Decide the example and compare with what it expects."""
    index = prover.index
    expected, by = index.expectation(example)
    if example.rule and index.rules[example.rule].status == "draft":
        return Judgement(example, expected, by, Outcome(()), "draft")
    scene = Scene(prover.stage, example, budget)
    if expected and passes(prover, scene, expected, by):
        return Judgement(example, expected, by, Outcome(()), "passed")
    found = outcome(scene)
    return Judgement(example, expected, by, found, _state(expected, by, found))


def _state(expected: str | None, by: str | None, outcome: Outcome) -> State:
    verdicts = {decision.verdict for decision in outcome.decisions}
    if not outcome.complete:
        return "unknown"
    if not verdicts:
        return "impossible"
    if verdicts == {None} or (expected is not None and expected not in verdicts):
        return "contradicts"
    if len(verdicts) > 1:
        return "underspecified"
    return "passed" if by is None or by in outcome.standing else "wrong-reason"
