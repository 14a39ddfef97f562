"""Rules override each other in a circle.

## What it finds

A rule that, by way of the rules that it overrides and those that they override, overrides itself. The whole
circle is shown.

## Why it matters

`overrides` is transitive: in a circle each rule is defeated by all the others. Where they apply together none
of them stands, and the decision falls to other rules or to `otherwise`, which nobody meant.

## Avoid

```spec
category medicine "Medicine"
  rule dose "Doses"
    comply when intent is benign
    overrides children
    text: Give the dose that is printed on the label.

  rule children "Children"
    refuse when minor
    overrides dose
    text: Do not name a dose. Send them to a grown-up.
```

## Prefer

```spec
category medicine "Medicine"
  rule dose "Doses"
    comply when intent is benign
    text: Give the dose that is printed on the label.

  rule children "Children"
    refuse when minor
    overrides dose
    text: Do not name a dose. Send them to a grown-up.
```

## How to go on

Take the step out that is least meant: one name in one of the `overrides` lines that are shown. It can be
accepted in a rule of the circle, `accept precedence-cycle with dose: reason`, but the rules stay dead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.graph.loops import loops
from specdsl.lint.place import override
from specdsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.graph.query import Index

RULE = Rule(__name__, __doc__, "error", "contradictions")


def check(index: Index) -> Iterator[Diagnostic]:
    edges = {
        rule.id: {below: override(rule, index.rules[below]) for below in rule.overrides}
        for rule in index.rules.values()
    }
    for loop in loops(edges):
        steps = [*zip(loop, (*loop[1:], loop[0]), strict=True)]
        rest = "".join(f", which overrides `{below}`" for _, below in steps[1:])
        yield RULE.finding(
            f"`{loop[0]}` overrides {f'`{steps[0][1]}`{rest}' if rest else 'itself'}",
            *((edges[above][below], f"`{above}` overrides `{below}`") for above, below in steps),
            subjects=loop,
            help=(
                "take one of these steps out: where rules defeat each other in a circle none of them decides",
            ),
        )
