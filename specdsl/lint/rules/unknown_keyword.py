"""A line begins with a word that means nothing there.

## What it finds

A first word that is none of the language's, or that belongs into another block: mostly a slip such as
`catagory`, or `exclude:` for `excludes:`.

## Why it matters

Nobody can tell what such a line was to say, so it is left out, and the policy is incomplete until it is
mended.

## Avoid

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed on the label.
    becuase: The label is public.
```

## Prefer

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed on the label.
    because: The label is public.
```

## How to go on

Write the word that was meant; where one is near, the message names it and `specdsl lint --fix --unsafe`
writes it. If the line is meant as a part of the text above, indent it deeper than the word with the colon.
It cannot be turned off or accepted, for what was not read cannot be judged.
"""

from __future__ import annotations

from specdsl.lint.rule import Rule

RULE = Rule(__name__, __doc__, "error", "syntax", repair="offered", found_by="syntax")
