"""A rule decides on a verdict that the policy does not have.

## What it finds

A word in the place of a verdict that is none of the policy's: of `comply`, `safe-complete` and `refuse`, or
of those that its `verdicts` block lists.

## Why it matters

A rule without a known verdict decides nothing, and a judge that reads it has no answer to compare with.

## Avoid

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    compy when intent is benign
    text: Give the dose that is printed on the label.
```

## Prefer

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed on the label.
```

## How to go on

Write one of the policy's verdicts; where one is near, the message names it and `specdsl lint --fix --unsafe`
writes it. A policy that needs others lists them all in a `verdicts` block, the most permissive first. It
cannot be turned off or accepted, for what was not read cannot be judged.
"""

from __future__ import annotations

from specdsl.lint.rule import Rule

RULE = Rule(__name__, __doc__, "error", "syntax", repair="offered", found_by="graph")
