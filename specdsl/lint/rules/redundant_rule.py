"""The policy decides the same without the rule.

## What it finds

A rule that stands somewhere, where to delete it would change no verdict and no style in any situation:
wherever it stands another rule stands too, and all that it defeats is defeated without it. The rules that
cover it are named. `otherwise` does not count as a rule: what a rule says aloud is not redundant because the
default happens to agree.

## Why it matters

Two texts for one case drift apart: somebody changes the one and not the other. Each also costs tokens in
every prompt and attention in every review.

## Avoid

```spec
category medicine "Medicine"
  rule dose "Doses"
    comply when intent is not harmful
    text: Give the dose that is printed on the label.

  rule clinicians "Clinicians"
    comply when clinician and intent is benign
    text: Give clinicians the dose that is printed on the label.
```

## Prefer

```spec
category medicine "Medicine"
  rule dose "Doses"
    comply when intent is not harmful
    text: Give the dose that is printed on the label, to clinicians as to anybody.
```

## How to go on

Take the rule out, or move what its text adds into the rule that covers it. A rule that is there for its text
and its examples alone can stay: write `accept redundant-rule with dose: reason` into it, with one of the
rules that are named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.lint.proofs import Open, named, reported
from specdsl.lint.rule import Rule
from specdsl.meaning.catalogue import redundant_rules
from specdsl.meaning.questions import Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.meaning.catalogue import Dead
    from specdsl.meaning.questions import Prover

RULE = Rule(__name__, __doc__, "warning", "dead text", found_by="proof")


def prove(prover: Prover) -> Iterator[Diagnostic]:
    yield from reported(RULE, (_told(dead) for dead in prover.found(redundant_rules)))


def _told(dead: Dead) -> Diagnostic | Open:
    rule = dead.rule
    if isinstance(dead.answer, Unknown):
        whether = f"the policy would decide the same without `{rule.id}`"
        return Open((rule.id,), rule.decision_span, whether, dead.answer.spent)
    say = "says" if len(dead.by) == 1 else "say"
    return RULE.finding(
        f"the policy decides the same without `{rule.id}`: {named(dead.by)} {say} it already",
        (rule.decision_span, "changes nothing"),
        *((other.decision_span, "covers it") for other in dead.by),
        subjects=(rule.id, *(other.id for other in dead.by)),
        help=("take the rule out, or say more precisely when it holds",),
    )
