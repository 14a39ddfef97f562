"""A name is used as something that it is not.

## What it finds

A flag compared with a value, *at least* and the like on a facet without an order, a category in the place of
a flag or a rule, a style that is followed for a verdict it is not for.

## Why it matters

The statement has no meaning, so it is left out, and the policy cannot be compiled until it is mended. Most
often the name is right and the word around it is not.

## Avoid

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent at least benign
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

The message says what the name stands for and how that is written in a condition. Where a facet has an order
after all, make it a `scale` and list its values lowest first.
"""

from __future__ import annotations

from specdsl.lint.rule import Rule

RULE = Rule(__name__, __doc__, "error", "names", found_by="graph")
