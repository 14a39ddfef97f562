"""The time for which a finding was accepted is over.

## What it finds

An `accept … until DATE` whose date lies before today, or is no day of the calendar. The finding that it
silenced is shown again.

## Why it matters

A date was put there so that somebody looks again. Whatever was to be decided by then is still open.

## Avoid

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed on the label.
    accept rule-without-example with usual-dose until 2020-01-31: the medical team is collecting them.
```

## Prefer

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed on the label.
    accept rule-without-example with usual-dose until 2999-01-31: the medical team is collecting them.
```

## How to go on

Mend what was accepted and take the line out, or, after looking again, set a new date. It cannot itself be
accepted; without `until`, an acceptance holds as long as it is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.lint.place import header
from specdsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.lint.accept import Use

RULE = Rule(__name__, __doc__, "error", "lifecycle")


def review(uses: Sequence[Use]) -> Iterator[Diagnostic]:
    for rule, acceptance, state in uses:
        if state == "expired":
            yield RULE.finding(
                f"`{acceptance.finding}` was accepted until {acceptance.until}, and that day is over",
                (header(acceptance.span), "no longer accepted"),
                subjects=(rule.id, acceptance.other),
                help=("mend what was accepted and remove this line, or look again and set a new date",),
            )
