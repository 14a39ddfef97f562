"""A compiled text is longer than its budget.

## What it finds

A file of the bundle that takes more tokens than `[token-budget]` in `specdsl.toml` allows for its folder, and
what in it takes most of them.

## Why it matters

A prompt that is too long costs money at every request, leaves less room for the conversation, and is read
less carefully; past the limit of a model it is cut off.

## Avoid

```toml
[token-budget]
spec = 60
```

```spec
category medicine "Medicine"
  summary:
    Questions about medicines, their doses, their effects on one another, and what to do after an
    overdose.

  rule usual-dose "The usual dose"
    comply when intent is benign
    text:
      Give the dose that is printed on the label, say where it is printed, and add what the label says of
      children, of pregnancy, and of taking it together with other medicines.
```

## Prefer

```toml
[token-budget]
spec = 10000
```

```spec
category medicine "Medicine"
  summary: Questions about medicines.

  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed on the label.
```

## How to go on

Shorten what the message names, or move a part of it into a category of its own: a prompt holds one category
in full. If the model has the room, raise the budget of that folder.
"""

from __future__ import annotations

from specdsl.lint.rule import Rule

RULE = Rule(__name__, __doc__, "warning", "compiled text", found_by="compile")
