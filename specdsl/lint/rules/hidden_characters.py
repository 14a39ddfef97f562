"""Characters that nobody can see, or that look like others, stand in the file.

## What it finds

Marks that turn the direction of writing, characters of no width, control characters, and names in which
letters of two alphabets are mixed.

## Why it matters

They make a text mean something else than what a reviewer sees: two names that look alike and differ, a word
that a search does not find, an instruction that is there for models and not for people.

## Avoid

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed \u202eno the label.
```

## Prefer

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed on the label.
```

## How to go on

`specdsl lint --fix` takes out what cannot be seen; retype a name whose letters are mixed. To speak of such a
character, write its number: `U+202E`. It cannot be turned off or accepted.
"""

from __future__ import annotations

from specdsl.lint.rule import Rule

RULE = Rule(__name__, __doc__, "error", "syntax", repair="safe", found_by="syntax")
