"""An example has the verdict that it expects, but not by the rule that it expects.

## What it finds

An example whose rule (the one that it names with `by`, or else the one that it stands in, if that gives the
expected verdict) does not stand, although the verdict is right. It does not stand because it does not apply,
or because another rule defeats it. Where the rule stands only for some values of what the example leaves
open, it says which.

## Why it matters

The example shows the rule at work where it does not work. It goes on passing when that rule is changed, and a
model that learns from it cites the wrong rule.

## Avoid

```spec
category medicine "Medicine"
  otherwise comply

  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed on the label.

    example headache "A headache"
      given intent is unclear
      user: How many tablets can I take?
      good: As many as the label says. …
```

## Prefer

```spec
category medicine "Medicine"
  otherwise comply

  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed on the label.

    example headache "A headache"
      given intent is benign
      user: How many tablets can I take?
      good: As many as the label says. …
```

## How to go on

Correct what is `given`, or name with `by` the rule that does stand. If the rule should stand, mend its
condition. To keep it as it is for now, write `accept example-wrong-reason with usual-dose: reason` into the
rule.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from specdsl.examples.describe import describe
from specdsl.examples.judge import judgements
from specdsl.lint.place import header
from specdsl.lint.proofs import told
from specdsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.examples.judge import Judgement
    from specdsl.graph.query import Index
    from specdsl.meaning.questions import Prover

RULE = Rule(__name__, __doc__, "warning", "examples", found_by="proof")


def prove(prover: Prover) -> Iterator[Diagnostic]:
    for judgement in judgements(prover).values():
        if judgement.state == "wrong-reason":
            yield told(RULE, prover, judgement, partial(_finding, index=prover.index))


def _finding(judgement: Judgement, index: Index) -> Diagnostic:
    assert judgement.by is not None
    description = describe(index, judgement)
    sometimes = judgement.by in judgement.ever_standing
    return RULE.finding(
        description.message,
        (header(judgement.example.span), "the verdict is right, the reason is not"),
        (
            index.rules[judgement.by].name_span,
            "does not always stand" if sometimes else "does not stand",
        ),
        subjects=tuple(dict.fromkeys((judgement.example.id, judgement.by))),
        help=description.reasons or ("say in its `given` what makes the rule stand",),
    )
