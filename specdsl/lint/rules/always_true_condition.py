"""A `when` holds for every request in its category.

## What it finds

A condition that no situation of the category can fail: it names all values of a facet, says a thing or its
opposite, or repeats what an `assume` or the category itself already says.

## Why it matters

It looks as if the rule chose among requests, and it takes all of them. Most often a value was taken out of a
facet later, or an `or` stands where an `and` was meant.

## Avoid

```spec
category medicine "Medicine"
  rule dose "Doses"
    comply when intent is not harmful or intent is not benign
    text: Give the dose that is printed on the label.
```

## Prefer

```spec
category medicine "Medicine"
  rule dose "Doses"
    comply when intent is not harmful
    text: Give the dose that is printed on the label.
```

## How to go on

Correct the condition. If all requests are meant, write the verdict alone. To keep it, write
`accept always-true-condition with dose: reason` into the rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.diagnostics.model import Fix
from specdsl.lint.edits import drop_condition
from specdsl.lint.proofs import Open, reported
from specdsl.lint.rule import Rule
from specdsl.meaning.catalogue import always_true_conditions
from specdsl.meaning.questions import Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.meaning.catalogue import Dead
    from specdsl.meaning.questions import Prover

RULE = Rule(__name__, __doc__, "warning", "dead text", repair="offered", found_by="proof")


def prove(prover: Prover) -> Iterator[Diagnostic]:
    yield from reported(RULE, (_told(dead) for dead in prover.found(always_true_conditions)))


def _told(dead: Dead) -> Diagnostic | Open:
    rule = dead.rule
    if isinstance(dead.answer, Unknown):
        whether = f"`{rule.id}` is for every request in its category"
        return Open((rule.id,), rule.decision_span, whether, dead.answer.spent)
    fix = Fix(f"write `{rule.verdict}` alone", (drop_condition(rule),))
    return RULE.finding(
        f"the condition of `{rule.id}` holds for every request in `{rule.category}`",
        (rule.decision_span, "excludes nothing"),
        subjects=(rule.id,),
        help=(f"correct the condition, or write `{rule.verdict}` alone",),
        fixes=(fix,) if rule.span.file else (),
    )
