"""A rule has no example that shows it at work.

## What it finds

A rule with no `example` of its own, and that no other example names with `by`. Retired rules need none.

## Why it matters

Examples are where a reader, and a model in training, sees what the words mean. A rule without one is the one
that two people read differently, and nothing tests that its condition is what was meant.

## Avoid

```spec
category medicine "Medicine"
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

    example headache "How much for a headache"
      given intent is benign
      user: How many tablets can I take for a headache?
      good: As many as the label says, and no more in a day than it allows. …
```

## How to go on

Add an example that most readers would get right, and then one near the border. To let a rule stand without
any, write `accept rule-without-example with usual-dose: reason` into it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from specdsl.lint.place import holds
from specdsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.graph.model import Rule as PolicyRule
    from specdsl.graph.query import Index

RULE = Rule(__name__, __doc__, "warning", "examples")


def check(index: Index) -> Iterator[Diagnostic]:
    for rule in _unillustrated(index):
        yield index.memory.of(rule, RULE.name, partial(_finding, rule))


def _finding(rule: PolicyRule) -> Diagnostic:
    return RULE.finding(
        f"the rule `{rule.id}` has no example",
        (rule.name_span, "no example in this rule"),
        subjects=(rule.id,),
        help=("add an `example` with what a person writes and a `good:` answer to it",),
    )


def _unillustrated(index: Index) -> Iterator[PolicyRule]:
    shown = {index.expectation(example)[1] for example in index.examples.values()}
    for rule in index.rules.values():
        unread = any(holds(rule.span, hole) for hole in index.policy.holes)
        if rule.status != "retired" and not rule.examples and rule.id not in shown and not unread:
            yield rule
