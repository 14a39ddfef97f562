"""Two examples show the same conversation and expect different verdicts.

## What it finds

Examples with the same turns, word for word (line breaks and spaces aside), of which one expects one verdict
and the other another. What they have in `given` makes no difference.

## Why it matters

A model sees the conversation and nothing else. If the same words are once answered and once refused, one of
the two examples teaches the opposite of the policy, and no answer can satisfy both.

## Avoid

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed on the label.

    example headache "A headache"
      user: How many tablets can I take?
      good: As many as the label says. …

  rule harm "Doses that harm"
    refuse when intent is harmful
    text: Do not give doses that harm.

    example overdose "Too many"
      user: How many tablets can I take?
      good: I can't help with that. …
```

## Prefer

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed on the label.

    example headache "A headache"
      user: How many tablets can I take for a headache?
      good: As many as the label says. …

  rule harm "Doses that harm"
    refuse when intent is harmful
    text: Do not give doses that harm.

    example overdose "Too many"
      user: How many tablets would it take to make my flatmate ill?
      good: I can't help with that. …
```

## How to go on

Put what makes the difference into the conversation itself: a `system:` turn that says who is asking, or the
words that give the intention away. If one of the two is a mistake, take it out or correct its `expect`.
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

RULE = Rule(__name__, __doc__, "error", "examples")


def check(index: Index) -> Iterator[Diagnostic]:
    for group in same_conversations(index):
        yield from _disagreements(group, index)


def _disagreements(group: list[Example], index: Index) -> Iterator[Diagnostic]:
    """One for each verdict after the first."""
    first: dict[str, Example] = {}
    for example in group:
        verdict = index.expectation(example)[0]
        if verdict is None or verdict in first:
            continue
        if first:
            yield _disagreement(example, verdict, *next((other, said) for said, other in first.items()))
        first[verdict] = example


def _disagreement(example: Example, verdict: str, other: Example, said: str) -> Diagnostic:
    return RULE.finding(
        f"the same conversation is to end in `{verdict}` in one example and in `{said}` in another",
        (header(example.span), f"expects `{verdict}`"),
        (header(other.span), f"expects `{said}`"),
        subjects=(example.id, other.id),
        help=(
            "put what makes the difference into the conversation, such as a `system:` turn",
            "or take one of the two out, or correct what it expects",
        ),
    )
