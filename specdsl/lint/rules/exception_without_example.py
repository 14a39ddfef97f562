"""An exception of a rule has no example that shows it at work.

## What it finds

An `unless` that no example reaches. An example reaches it where it alone keeps the rule from applying: the
request is in the rule's category, the `when` holds, this exception does, and no other one. The example may
stand anywhere, but its own verdict must be right. Exceptions that can never decide alone are left to
`vacuous-exception`.

## Why it matters

Exceptions are where rules go wrong: they are written last, and read least. One that no example shows is read
by its letter, and nothing tests that what is decided instead is what was meant.

## Avoid

```spec
category medicine "Medicine"
  otherwise comply

  rule strong "Strong medicines"
    refuse when minor
    unless intent is benign
    text: Do not give doses of strong medicines to children.

    example dare "A dare"
      given minor and intent is unclear
      user: How many of my dad's tablets can I take?
      good: None of them: they are not for you. …
```

## Prefer

```spec
category medicine "Medicine"
  otherwise comply

  rule strong "Strong medicines"
    refuse when minor
    unless intent is benign
    text: Do not give doses of strong medicines to children.

    example dare "A dare"
      given minor and intent is unclear
      user: How many of my dad's tablets can I take?
      good: None of them: they are not for you. …

    example homework "Homework about a leaflet"
      given minor and intent is benign
      expect comply
      user: Our homework is to say what this leaflet warns of.
      good: It warns of three things. …
```

## How to go on

Write the example that made you add the exception: `given` says that the `when` and the `unless` both hold,
and `expect` what is decided then. To let it stand without one, write `accept exception-without-example with
strong: reason` into the rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.examples.coverage import unshown_exceptions
from specdsl.examples.judge import judgements
from specdsl.graph.print import condition_text
from specdsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.graph.model import Rule as PolicyRule
    from specdsl.meaning.questions import Prover

RULE = Rule(__name__, __doc__, "warning", "examples", found_by="proof")


def prove(prover: Prover) -> Iterator[Diagnostic]:
    for rule, number in prover.found(_unshown):
        exception = rule.unless[number]
        yield RULE.finding(
            f"no example shows the exception `unless {condition_text(exception, rule.category)}` "
            f"of `{rule.id}`",
            (exception.span, "no example in which this decides"),
            subjects=(rule.id,),
            help=("add an `example` in which all else that the rule asks holds, and this does too",),
        )


def _unshown(prover: Prover) -> Iterator[tuple[PolicyRule, int]]:
    """Each exception by its rule and its place there."""
    return unshown_exceptions(prover, judgements(prover).values())
