"""An example shows the same conversation as another one.

## What it finds

Examples with the same turns, word for word (line breaks and spaces aside), that expect the same verdict.

## Why it matters

The second one shows nothing that the first does not. In training it counts the same case twice, and when the
policy changes, only one of them tends to be corrected.

## Avoid

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed on the label.

    example headache "A headache"
      user: How many tablets can I take?
      good: As many as the label says. …

    example migraine "A migraine"
      user: How many tablets can I take?
      good: Look at the label: it says how many. …
```

## Prefer

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed on the label.

    example headache "A headache"
      user: How many tablets can I take?
      good: As many as the label says. …
      good: Look at the label: it says how many. …
```

## How to go on

Keep one. Answers that are worth keeping can stand beside each other in it, as several `good:`. Where both
must stay, write `accept duplicate-example with usual-dose: reason` into the rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.lint.conversations import same_conversations
from specdsl.lint.place import header
from specdsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.graph.model import Example
    from specdsl.graph.query import Index

RULE = Rule(__name__, __doc__, "warning", "examples")


def check(index: Index) -> Iterator[Diagnostic]:
    for group in same_conversations(index):
        yield from _duplicates(group, index)


def _duplicates(group: list[Example], index: Index) -> Iterator[Diagnostic]:
    first: dict[str | None, Example] = {}
    for example in group:
        other = first.setdefault(index.expectation(example)[0], example)
        if other is not example:
            yield _duplicate(example, other)


def _duplicate(example: Example, other: Example) -> Diagnostic:
    return RULE.finding(
        f"the example `{example.id}` shows the same conversation as `{other.id}`",
        (header(example.span), "the same turns"),
        (header(other.span), "first shown here"),
        subjects=(example.id, other.id),
        help=("keep one of them; several `good:` answers can stand in one example",),
    )
