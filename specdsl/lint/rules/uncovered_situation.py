"""Some requests in a category get no verdict.

## What it finds

A situation in a category in which no rule stands and nothing says `otherwise`: neither a category that the
request is in, nor the policy. One smallest situation is shown for each category.

## Why it matters

The policy does not say what to do, and a model does what it did before it had a policy.

## Avoid

```spec
policy example "Example policy"
  version 1

facet intent "What the person is trying to do"
  benign: learning, fiction, or coping
  harmful: they say that someone will be hurt

category medicine "Medicine"
  rule dose "Doses"
    comply when intent is benign
    text: Give the dose that is printed on the label.
```

## Prefer

```spec
policy example "Example policy"
  version 1

facet intent "What the person is trying to do"
  benign: learning, fiction, or coping
  harmful: they say that someone will be hurt

category medicine "Medicine"
  otherwise refuse

  rule dose "Doses"
    comply when intent is benign
    text: Give the dose that is printed on the label.
```

## How to go on

Write a rule for the situation that is shown, or say `otherwise VERDICT` in the category or in the policy. It
can be turned off in `specdsl.toml`: `uncovered-situation = "off"` under `[lint.levels]`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from specdsl.lint.proofs import Open, reported, told, witnessed
from specdsl.lint.rule import Rule
from specdsl.meaning.catalogue import uncovered
from specdsl.meaning.questions import Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.graph.query import Index
    from specdsl.meaning.catalogue import Gap
    from specdsl.meaning.questions import Prover

RULE = Rule(__name__, __doc__, "error", "gaps", found_by="proof")


def prove(prover: Prover) -> Iterator[Diagnostic]:
    tell = partial(_told, index=prover.index)
    yield from reported(RULE, (told(RULE, prover, gap, tell) for gap in prover.found(uncovered)))


def _told(gap: Gap, index: Index) -> Diagnostic | Open:
    category = gap.category
    if isinstance(gap.answer, Unknown):
        whether = f"every request in `{category.id}` gets a verdict"
        return Open((category.id,), category.name_span, whether, gap.answer.spent)
    finding = RULE.finding(
        f"some requests in `{category.id}` get no verdict",
        (category.name_span, "here no rule need stand, and nothing says `otherwise`"),
        subjects=(category.id,),
        help=("write a rule for this situation, or say `otherwise VERDICT` in the category",),
    )
    return witnessed(finding, gap.answer.witness, index)
