"""Whether a worked example is decided as its author expects."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from specdsl.examples.proof import passes
from specdsl.meaning import Outcome
from specdsl.meaning.cases import BUDGET, BudgetError
from specdsl.meaning.examples import outcome
from specdsl.meaning.scene import Scene
from specdsl.record import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

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


@dataclass(frozen=True)
class Judgement:
    """An example, the verdict and the rule that it expects (None where it says none), and what comes out.

    `verdicts` are those that what is open leaves possible, None for no decision. Where an example leaves so
    much open that to find them all takes too long, they are some of them, from which the state follows.
    """

    example: Example
    expected: str | None
    by: str | None
    state: State
    verdicts: tuple[str | None, ...]
    scene: Scene = field(repr=False)

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

    @cached_property
    def outcome(self) -> Outcome:
        """What the policy decides in full; of a draft's example nothing."""
        return Outcome(()) if self.state == "draft" else outcome(self.scene)

    @property
    def verdict(self) -> str | None:
        """The one verdict, whatever is left open; None where there is not one."""
        return self.verdicts[0] if len(self.verdicts) == 1 and self.state != "unknown" else None

    @property
    def ever_standing(self) -> tuple[str, ...]:
        """The rules that stand under some way to settle what is open."""
        return tuple(dict.fromkeys(rule for each in self.outcome.decisions for rule in each.standing))


def judgements(prover: Prover) -> Mapping[str, Judgement]:
    """The judgement of every example, by identifier; worked out once for a prover.

    Of a policy with holes there is none: what was not read may decide otherwise.
    """
    return {judgement.example.id: judgement for judgement in prover.found(_judged)}


def _judged(prover: Prover) -> Iterator[Judgement]:
    index = prover.index
    yield from prover.each(() if index.policy.holes else index.examples.values(), _judgement)


def _judgement(prover: Prover, example: Example) -> Iterator[Judgement]:
    yield judge(prover, example)


def chosen(index: Index, words: str = "") -> list[Example]:
    """The examples with these words in their identifier or their title, whatever the capitals."""
    wanted = words.casefold()
    return [each for each in index.examples.values() if wanted in f"{each.id} {each.title}".casefold()]


def judge(prover: Prover, example: Example, budget: int = BUDGET) -> Judgement:
    """Decide the example and compare with what it expects."""
    index = prover.index
    expected, by = index.expectation(example)
    scene = prover.scene(example) if budget == BUDGET else Scene(prover.stage, example, budget)
    if by:
        prover.look_at(("rule", by))
    if example.rule and index.rules[example.rule].status == "draft":
        return Judgement(example, expected, by, "draft", (), scene)
    if expected and passes(prover, scene, expected, by):
        return Judgement(example, expected, by, "passed", (expected,), scene)
    verdicts, are_all = _verdicts(scene, expected)
    state = _state(scene, expected, by, verdicts) if are_all or _decided(expected, verdicts) else "unknown"
    return Judgement(example, expected, by, state, verdicts, scene)


def _verdicts(scene: Scene, expected: str | None) -> tuple[tuple[str | None, ...], bool]:
    """The possible verdicts, and whether these are all; if not, enough to judge by where that can be had."""
    if scene.verdicts is not None:
        return tuple(dict.fromkeys(verdict for _, verdict in scene.verdicts)), True
    seen: dict[str | None, None] = {}
    with suppress(BudgetError):
        for verdict in scene.some_verdicts():
            seen[verdict] = None
            if _decided(expected, tuple(seen)):
                return tuple(seen), False
        return tuple(seen), True
    return tuple(seen), False


def _decided(expected: str | None, verdicts: Collection[str | None]) -> bool:
    """Whether, whatever else may come out, the verdict turns on what is left open."""
    return len(verdicts) > 1 and (expected is None or expected in verdicts)


def _state(scene: Scene, expected: str | None, by: str | None, verdicts: Collection[str | None]) -> State:
    if not verdicts:
        return "impossible"
    if {*verdicts} == {None} or (expected is not None and expected not in verdicts):
        return "contradicts"
    if len(verdicts) > 1:
        return "underspecified"
    return "passed" if by is None or _stands(scene, by) else "wrong-reason"


def _stands(scene: Scene, rule: str) -> bool:
    """Whether the rule stands in each situation; where the budget runs out that is not known."""
    found = scene.all_rulings(scene.of_standing(each for each in scene.rules if each.id == rule), BUDGET)
    return found is not None and all(stands for _, stands in found)
