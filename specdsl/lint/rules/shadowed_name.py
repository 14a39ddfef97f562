"""In a category a name means something else than everywhere else.

## What it finds

A facet, flag, element, style or term of a category with the name of one at the top, where one of them can be
mistaken for the other.

## Why it matters

Within the category the name means the nearer one. A reader who knows the other takes a rule to ask or to say
what it does not.

## Avoid

```spec
flag urgent "The person may be in danger now"

category drugs "Drugs"
  flag urgent "The person took something in the last hour"

  rule first-aid "After too much"
    comply when urgent
    text: Say whom to call, and ask how much it was.
```

## Prefer

```spec
flag urgent "The person may be in danger now"

category drugs "Drugs"
  flag just-taken "The person took something in the last hour"

  rule first-aid "After too much"
    comply when urgent or just-taken
    text: Say whom to call, and ask how much it was.
```

## How to go on

Give one of them another name. Where the two are meant to go by one name, the finding can be turned off for
the file in `specdsl.toml`: `shadowed-name = "off"` under `[lint.folders."drugs.spec"]`.
"""

from __future__ import annotations

from specdsl.lint.rule import Rule

RULE = Rule(__name__, __doc__, "warning", "names", found_by="graph")
