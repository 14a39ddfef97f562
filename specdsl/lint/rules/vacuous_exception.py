"""An `unless` never keeps its rule from applying.

## What it finds

An exception that can hold, but in no situation in which the rule would apply without it: the `when`, the
category, an `assume` or another exception excludes it already.

## Why it matters

It reads as if a case were treated differently, and it is not. Often the condition of the rule or of the
exception is not what was meant.

## Avoid

```spec
category medicine "Medicine"
  rule dose "Doses"
    comply when intent is benign
    unless intent is harmful
    text: Give the dose that is printed on the label.
```

## Prefer

```spec
category medicine "Medicine"
  rule dose "Doses"
    comply when intent is not harmful
    unless minor
    text: Give the dose that is printed on the label.
```

## How to go on

Look at both conditions; if they are right, take the `unless` out. To keep it for readers, write
`accept vacuous-exception with dose: reason` into the rule.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from specdsl.diagnostics.model import Fix
from specdsl.lint.edits import drop_exception
from specdsl.lint.proofs import Open, reported
from specdsl.lint.rule import Rule
from specdsl.meaning.catalogue import vacuous_exceptions
from specdsl.meaning.questions import Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.graph.model import Rule as PolicyRule
    from specdsl.meaning.catalogue import DeadException
    from specdsl.meaning.questions import Prover

RULE = Rule(__name__, __doc__, "warning", "dead text", repair="offered", found_by="proof")


def prove(prover: Prover) -> Iterator[Diagnostic]:
    for _, group in groupby(prover.found(vacuous_exceptions), key=lambda dead: dead.rule.id):
        yield from reported(RULE, (_told(dead, first=at == 0) for at, dead in enumerate(group)))


def _told(dead: DeadException, *, first: bool) -> Diagnostic | Open:
    """Only the first of a rule can be taken out at once: without it another may matter."""
    rule, exception = dead.rule, dead.rule.unless[dead.number]
    if isinstance(dead.answer, Unknown):
        return Open((rule.id,), exception.span, f"an exception of `{rule.id}` matters", dead.answer.spent)
    removable = first and rule.span.file
    fix = Fix(f"take this exception out of `{rule.id}`", (drop_exception(exception),))
    return RULE.finding(
        f"this exception of `{rule.id}` never matters",
        (exception.span, "holds nowhere where the rule would apply"),
        (rule.decision_span, f"{_excluding(rule)} excludes it already"),
        subjects=(rule.id,),
        help=("correct the exception or the condition of the rule, or take the exception out",),
        fixes=(fix,) if removable else (),
    )


def _excluding(rule: PolicyRule) -> str:
    """What may exclude an exception: a rule without a condition asks for its category alone."""
    return "this, or another exception," if rule.when else "the category, or another exception,"
