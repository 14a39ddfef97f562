"""What compiling notices about the texts: those that take too much, leak, lose something or break out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.compiler.checks import closed_fences, control_tokens, lost_in_compile
from specdsl.compiler.context import context_for
from specdsl.compiler.leak import leaks
from specdsl.compiler.tokens import DEFAULT_BUDGETS, over_budget

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from specdsl.compiler.context import Context
    from specdsl.compiler.output import Output, Target
    from specdsl.diagnostics.model import Diagnostic
    from specdsl.graph.query import Index


def check_texts(index: Index, budgets: Mapping[str, int] | None = None) -> list[Diagnostic]:
    """What compiling would have to say of the texts, without making a bundle of them.

    The prompts repeat the spec texts, so these are looked at alone, unless there are budgets for others.
    """
    context = context_for(index.policy, known=index)
    chosen = _spec_alone() if budgets is None else _all_but_training()
    found: list[Diagnostic] = []
    for output in (output for target in chosen for output in target.compile(context)):
        found += _of_texts(context, [output], budgets)
        context.forget(output.category)  # so that all texts of a large policy are never there at once
    return [*found, *_of_policy(context)]


def noticed(
    context: Context, outputs: Sequence[Output], budgets: Mapping[str, int] | None
) -> list[Diagnostic]:
    """What is to be said of compiled texts; `budgets` are tokens by folder of the bundle."""
    return [*_of_policy(context, outputs), *_of_texts(context, outputs, budgets)]


def _of_policy(context: Context, outputs: Sequence[Output] = ()) -> Iterator[Diagnostic]:
    yield from context.findings
    yield from leaks(context, outputs)
    yield from control_tokens(context)


def _of_texts(
    context: Context, outputs: Sequence[Output], budgets: Mapping[str, int] | None
) -> Iterator[Diagnostic]:
    budget = DEFAULT_BUDGETS if budgets is None else budgets
    yield from over_budget(context.index, outputs, budget, context.options.encoding)
    yield from lost_in_compile(context, outputs)
    yield from closed_fences(context, outputs)


def _spec_alone() -> Iterable[Target]:
    """Without a look at the other targets, which would load what they need."""
    from specdsl.compiler.targets.spec import TARGET

    return [TARGET]


def _all_but_training() -> Iterable[Target]:
    from specdsl.compiler.registry import all_targets

    return [target for name, target in all_targets().items() if name != "training"]
