"""A rule applies somewhere, and wherever it does another rule wins.

## What it finds

A rule that stands in no situation: in each in which it applies some other rule overrides it, or has a higher
level of `authority` and another verdict. Any number of rules may do so between them, each in a part; those
that are needed for it are named. It is proved over all situations.

## Why it matters

The rule decides nothing. Its text is still in every prompt, where a model may well follow it, and its author
believes that the case is treated as it says.

## Avoid

```spec
category medicine "Medicine"
  rule dose "Doses"
    comply when intent is not harmful and minor
    text: Give the dose that is printed on the label.

  rule children "Children"
    refuse when minor
    overrides dose
    text: Do not name a dose. Send them to a grown-up.
```

## Prefer

```spec
category medicine "Medicine"
  rule dose "Doses"
    comply when intent is not harmful
    text: Give the dose that is printed on the label.

  rule children "Children"
    refuse when minor
    overrides dose
    text: Do not name a dose. Send them to a grown-up.
```

## How to go on

If the others are right, retire the rule: `status retired`. If it is right, let it win: take it out of their
`overrides`, or narrow them with an `unless`. To keep it, write `accept shadowed-rule with children: reason`
into it, with one of the rules that are named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.lint.proofs import Open, named, reported
from specdsl.lint.rule import Rule
from specdsl.meaning.catalogue import shadowed_rules
from specdsl.meaning.questions import Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.meaning.catalogue import Dead
    from specdsl.meaning.questions import Prover

RULE = Rule(__name__, __doc__, "error", "dead text", found_by="proof")


def prove(prover: Prover) -> Iterator[Diagnostic]:
    yield from reported(RULE, (_told(dead) for dead in prover.found(shadowed_rules)))


def _told(dead: Dead) -> Diagnostic | Open:
    rule = dead.rule
    if isinstance(dead.answer, Unknown):
        return Open((rule.id,), rule.decision_span, f"`{rule.id}` ever stands", dead.answer.spent)
    wins = "always wins over it" if len(dead.by) == 1 else "win over it wherever it applies"
    return RULE.finding(
        f"`{rule.id}` never decides anything: {named(dead.by)} {wins}",
        (rule.decision_span, "stands in no situation"),
        *((other.decision_span, "wins over it") for other in dead.by),
        subjects=(rule.id, *(other.id for other in dead.by)),
        help=("retire the rule, or narrow those that win over it",),
    )
