"""The worked examples that may teach: those whose decision is the one that their author expects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.diagnostics.model import Diagnostic, Label
from specdsl.graph.query import examples
from specdsl.meaning.examples import settled_outcome
from specdsl.meaning.scene import Scene
from specdsl.meaning.stage import stage
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.compiler.context import Context
    from specdsl.graph.model import Example
    from specdsl.meaning import Outcome


@dataclass(frozen=True, slots=True)
class Decided:
    """An example and the decision that its answer must follow."""

    example: Example
    verdict: str
    outcome: Outcome


def decided_examples(context: Context) -> tuple[list[Decided], list[Diagnostic]]:
    """The examples of the context's categories that may teach, and a warning for each that may not."""
    decided: list[Decided] = []
    left_out: list[Diagnostic] = []
    for example in _active_examples(context):
        match _judge(context, example):
            case Decided() as good:
                decided.append(good)
            case Diagnostic() as reason:
                left_out.append(reason)
    return decided, left_out


def _active_examples(context: Context) -> Iterator[Example]:
    rules = context.index.rules
    for name in context.categories:
        for example in examples(context.index.categories[name]):
            if example.rule is None or rules[example.rule].status == "active":
                yield example


def _judge(context: Context, example: Example) -> Decided | Diagnostic:
    outcome = settled_outcome(Scene(stage(context.index), example))
    expected, by = context.index.expectation(example)
    verdict = outcome.verdict if outcome else None
    if outcome is None or verdict is None:
        return _left_out(example, "underspecified-example", "its facts do not settle one verdict")
    if expected not in (None, verdict):
        reason = f"it expects `{expected}` where the policy decides `{verdict}`"
        return _left_out(example, "example-contradicts-rule", reason)
    if by is not None and by not in outcome.standing:
        return _left_out(example, "example-wrong-reason", f"`{by}` does not stand in it")
    if not outcome.standing and not all(decision.otherwise for decision in outcome.decisions):
        return _left_out(example, "underspecified-example", "its facts do not settle which rule stands")
    return Decided(example, verdict, outcome)


def _left_out(example: Example, rule: str, reason: str) -> Diagnostic:
    return Diagnostic(
        rule=rule,
        level="warning",
        message=f"the example `{example.id}` is left out of the training files: {reason}",
        labels=(Label(example.span, reason),),
        subjects=(example.id,),
        help=("correct what is `given` or what is expected, or the rule",),
    )
