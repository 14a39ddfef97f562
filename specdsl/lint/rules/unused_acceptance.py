"""A finding is accepted that is not there.

## What it finds

An `accept` that silences nothing: what it accepted was mended, or it names another pair than the finding.
Where the finding is turned off, or its stage did not run, nothing is said.

## Why it matters

It would silence the finding if it ever came back, for a reason that was given for something else. And who
reads it looks for a problem that does not exist.

## Avoid

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed on the label.
    accept missing-text with usual-dose: the text comes next week.
```

## Prefer

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    accept missing-text with usual-dose: the text comes next week.
```

## How to go on

Take it out: `specdsl lint --fix` does. If the finding is still shown, the `accept` names another pair:
copy the two names from the finding. It cannot itself be accepted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.diagnostics.model import Edit, Fix
from specdsl.lint.place import header, whole_lines
from specdsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.lint.accept import Use

RULE = Rule(__name__, __doc__, "warning", "lifecycle", repair="safe")


def review(uses: Sequence[Use]) -> Iterator[Diagnostic]:
    for rule, acceptance, state in uses:
        if state == "unused":
            remove = Edit(whole_lines(acceptance.span), "")
            yield RULE.finding(
                f"no `{acceptance.finding}` is found here, so there is nothing to accept",
                (header(acceptance.span), "silences nothing"),
                subjects=(rule.id, acceptance.other),
                help=("take it out, or name the pair that the finding names",),
                fixes=(Fix("remove the `accept`", (remove,), safe=True),),
            )
