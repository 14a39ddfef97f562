"""A part of a file cannot be read.

## What it finds

Whatever is not written as the language wants it, and has no finding of its own: a missing quotation mark or
colon, a line that stands too far in or out, `and` mixed with `or` without parentheses, a statement where it
has no place, a file that is no text. Each message says what is wrong there and how it is written.

## Why it matters

A block that cannot be read is a hole in the policy. Nothing about it is guessed: the rest of the file is
checked, and nothing is compiled until the hole is mended.

## Avoid

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose
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

Mend it as the message says; where there is one likely way, `specdsl lint --fix --unsafe` does.
`specdsl fmt` straightens the indentation of a file that can be read. It cannot be turned off or accepted, for
what was not read cannot be judged.
"""

from __future__ import annotations

from specdsl.lint.rule import Rule

RULE = Rule(__name__, __doc__, "error", "syntax", repair="offered", found_by="syntax")
