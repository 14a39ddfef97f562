"""One name is given to two things.

## What it finds

Two facets, flags, styles, categories and so on of one name at the top, two of one name in a category, two
examples of one name in a rule, and a value that a facet lists twice.

## Why it matters

Whoever writes the name means one of them. Only the first is kept, and the policy is incomplete until the
second has a name of its own.

## Avoid

```spec
category medicine "Medicine"
  rule dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed on the label.

  rule dose "A harmful dose"
    refuse when intent is harmful
    text: Do not give doses that harm.
```

## Prefer

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed on the label.

  rule harmful-dose "A harmful dose"
    refuse when intent is harmful
    text: Do not give doses that harm.
```

## How to go on

Rename one of the two, or put them together. The same name in two categories is no problem: from elsewhere
they are written `category.name`.
"""

from __future__ import annotations

from specdsl.lint.rule import Rule

RULE = Rule(__name__, __doc__, "error", "names", found_by="graph")
