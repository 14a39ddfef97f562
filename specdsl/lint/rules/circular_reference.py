"""Something is defined by itself, directly or by way of others.

## What it finds

Categories that are `within` each other, and terms whose definitions link to each other, so that one comes
back to where one began. The message names the whole way round.

## Why it matters

A category cannot be a part of its own part, and a reader who follows the links of a term never comes to its
meaning.

## Avoid

```spec
category medicine "Medicine"
  term dose: How much of a [[drug]] is taken at once.
  term drug: Whatever is taken in a [[dose]].

  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the [[dose]] that is printed on the label.
```

## Prefer

```spec
category medicine "Medicine"
  term dose: How much of a [[drug]] is taken at once.
  term drug: A substance that is taken to cure, to ease, or to prevent.

  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the [[dose]] that is printed on the label.
```

## How to go on

Take one of the steps away: say in plain words what one of the terms means, or which category is the larger.
"""

from __future__ import annotations

from specdsl.lint.rule import Rule

RULE = Rule(__name__, __doc__, "error", "names", found_by="graph")
