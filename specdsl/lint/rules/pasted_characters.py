"""Characters that a word processor leaves behind stand in a formal statement.

## What it finds

Tabs, curly quotation marks and no-break spaces where the language wants spaces and straight quotation marks.
Inside prose, behind a word with a colon, they are characters like any other.

## Why it matters

The statement is read as it was meant, but the next editor or search will not find it: `\u201cdose\u201d` and
`"dose"` look alike and are not.

## Avoid

```spec
category medicine \u201cMedicine\u201d
  rule usual-dose "The usual dose"
    comply when intent is benign
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

`specdsl lint --fix` and `specdsl fmt` put the plain characters in their place. It cannot be turned off or
accepted.
"""

from __future__ import annotations

from specdsl.lint.rule import Rule

RULE = Rule(__name__, __doc__, "warning", "syntax", repair="safe", found_by="syntax")
