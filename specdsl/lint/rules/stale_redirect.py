"""An excluded case points to a rule that is retired.

## What it finds

A `[[rule]]` in an `excludes:` whose rule has `status retired`.

## Why it matters

An exclusion with a link tells the reader where the case is treated instead. A retired rule keeps its name
and decides nothing, so the case that was sent there is treated nowhere.

## Avoid

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed on the label.
    excludes:
      - Doses for animals: see [[animals]].

  rule animals "Doses for animals"
    comply
    status retired
```

## Prefer

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed on the label.
    excludes:
      - Doses for animals: see [[pets]].

  rule pets "Doses for pets"
    comply
    text: Give the dose that a veterinary leaflet prints, by weight.
```

## How to go on

Point to the rule that took its place, or take the item out if the case belongs here again. It can be
accepted in the rule: `accept stale-redirect with animals: reason`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.graph.model import Link, Prose
    from specdsl.graph.query import Index

RULE = Rule(__name__, __doc__, "warning", "lifecycle")


def check(index: Index) -> Iterator[Diagnostic]:
    for rule in index.rules.values():
        for item in rule.excludes:
            yield from (_stale(rule.id, item, link, index) for link in _retired(item, index))


def _retired(item: Prose, index: Index) -> Iterator[Link]:
    for link in item.links:
        if link.target in index.rules and index.rules[link.target].status == "retired":
            yield link


def _stale(rule: str, item: Prose, link: Link, index: Index) -> Diagnostic:
    return RULE.finding(
        f"this case is sent to the rule `{link.target}`, which is retired",
        (item.place(link.start, link.end), "decides nothing any more"),
        (index.rules[link.target].name_span, "retired here"),
        subjects=(rule, link.target),
        help=("point to the rule that took its place, or take the item out",),
    )
