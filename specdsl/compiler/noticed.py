"""What compiling notices about the texts: those that take too much, leak, lose something or break out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.compiler.checks import instruction_in_example, lost_in_compile
from specdsl.compiler.context import context_for
from specdsl.compiler.leak import leaks
from specdsl.compiler.tokens import DEFAULT_BUDGETS, over_budget

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
    outputs = [output for target in chosen for output in target.compile(context)]
    return noticed(context, outputs, budgets)


def noticed(
    context: Context, outputs: Sequence[Output], budgets: Mapping[str, int] | None
) -> list[Diagnostic]:
    """What is to be said of compiled texts; `budgets` are tokens by folder of the bundle."""
    budget = DEFAULT_BUDGETS if budgets is None else budgets
    return [
        *context.findings,
        *over_budget(context.policy, outputs, budget, context.options.encoding),
        *leaks(context, outputs),
        *lost_in_compile(context, outputs),
        *instruction_in_example(context, outputs),
    ]


def _spec_alone() -> Iterable[Target]:
    """Without a look at the other targets, which would load what they need."""
    from specdsl.compiler.targets.spec import TARGET

    return [TARGET]


def _all_but_training() -> Iterable[Target]:
    from specdsl.compiler.registry import all_targets

    return [target for name, target in all_targets().items() if name != "training"]
