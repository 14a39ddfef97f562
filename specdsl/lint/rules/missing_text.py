"""A rule says when it holds and what it decides, but not what to do.

## What it finds

A rule without `text:`, or with nothing behind it. Retired rules need none.

## Why it matters

The verdict is one word; the `text:` is what a model reads and is judged by. Without it the rule reaches
prompts, rubrics and training texts as a bare condition, and every reader fills in something else.

## Avoid

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
```

## Prefer

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed on the label, and say where it is printed.
```

## How to go on

Write one to three sentences that tell a careful stranger what to do. A rule that is still being thought
about can be `status draft`, but it needs its text all the same; to let one stand without it, write
`accept missing-text with usual-dose: reason` into the rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.graph.query import Index

RULE = Rule(__name__, __doc__, "error", "gaps")


def check(index: Index) -> Iterator[Diagnostic]:
    for rule in index.rules.values():
        if rule.status != "retired" and not (rule.text and rule.text.text):
            yield RULE.finding(
                f"the rule `{rule.id}` has no `text:`, so nothing says what to do",
                (rule.name_span, "no `text:` in this rule"),
                subjects=(rule.id,),
                help=("add a `text:` that tells the reader what to do, in a sentence or a few",),
            )
