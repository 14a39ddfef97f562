"""An example expects another verdict than the one that the policy decides.

## What it finds

An example with a verdict that the policy gives in no situation that the example describes: whatever value the
facets and scales that it does not mention may have. Flags and quoted conditions that it does not mention are
*no*. It says what is decided instead, which rules stand, and why the expected rule does not. An example for
which the policy has no decision at all is found too. Examples of draft rules wait until the rule is active.

## Why it matters

The example and the rules cannot both be what was meant. A model that learns from both learns that the rules
do not count, and a reader who trusts the example is surprised by what the policy does.

## Avoid

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed on the label.

  rule harm "Doses that harm"
    refuse when intent is not benign
    text: Do not give doses that harm.

    example headache "A headache"
      given intent is benign
      user: How many tablets can I take?
      good: I can't help with that. …
```

## Prefer

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed on the label.

  rule harm "Doses that harm"
    refuse when intent is not benign
    text: Do not give doses that harm.

    example flatmate "A flatmate who should sleep"
      given intent is harmful
      user: How many tablets would make my flatmate sleep all day?
      good: I can't help with that. …
```

## How to go on

Decide which of the two is right. If it is the example, mend the rule: its `when`, an `unless`, or a rank
between it and the rule that stands instead. If it is the rule, correct the example's `given` or `expect`, or
move it to the rule that does stand. To keep it as it is for now, write
`accept example-contradicts-rule with harm: reason` into the rule.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from specdsl.examples.describe import describe
from specdsl.examples.judge import judgements
from specdsl.lint.place import header
from specdsl.lint.proofs import told
from specdsl.lint.rule import Rule
from specdsl.meaning.cases import BUDGET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.examples.judge import Judgement
    from specdsl.graph.query import Index
    from specdsl.meaning.questions import Prover
    from specdsl.source import Span

RULE = Rule(__name__, __doc__, "error", "examples", found_by="proof")


def prove(prover: Prover) -> Iterator[Diagnostic]:
    for judgement in judgements(prover).values():
        if judgement.state == "contradicts":
            yield told(RULE, prover, judgement, partial(_contradiction, index=prover.index))
        elif judgement.state == "unknown":
            yield _unknown(judgement, prover.index)


def _contradiction(judgement: Judgement, index: Index) -> Diagnostic:
    description = describe(index, judgement)
    wanted = f"expects `{judgement.expected}`" if judgement.expected else "expects a decision"
    return RULE.finding(
        description.message,
        (header(judgement.example.span), wanted),
        *_standing(judgement, index),
        subjects=(judgement.example.id,),
        help=description.reasons,
    )


def _standing(judgement: Judgement, index: Index) -> Iterator[tuple[Span, str]]:
    for name in judgement.ever_standing:
        rule = index.rules[name]
        yield rule.name_span, f"stands here, and says `{rule.verdict}`"


def _unknown(judgement: Judgement, index: Index) -> Diagnostic:
    """Said aloud, and as a warning: nothing is known to be wrong."""
    return RULE.finding(
        describe(index, judgement).message,
        (header(judgement.example.span), "too many ways to settle what it leaves open"),
        subjects=(judgement.example.id,),
        help=("say more in its `given`: the facets that the rules of its categories ask about",),
        extra={"unknown": BUDGET},
        level="warning",
    )
