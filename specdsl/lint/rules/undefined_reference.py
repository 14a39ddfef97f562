"""A name is used that nothing in the policy has.

## What it finds

A facet, value, flag, element, style, category, rule or term that is named in a statement and defined nowhere,
or that cannot be told from another; a `[[link]]` in prose that leads nowhere; the name of a finding in an
`accept` that the linter does not know.

## Why it matters

What depends on the name is left out of the policy, and it cannot be compiled. Most of them are slips, or what
is left after something was renamed.

## Avoid

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is bening
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

Write the name as it is defined: `category.rule` for what stands in another category. Where one is near, the
message names it and `specdsl lint --fix --unsafe` writes it. Or define what is missing. After renaming a
rule, `was old-name` in it says where the old name went.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.diagnostics.suggest import suggest
from specdsl.lint.place import header
from specdsl.lint.registry import rules
from specdsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.graph.model import Acceptance
    from specdsl.graph.query import Index

RULE = Rule(__name__, __doc__, "error", "names", repair="offered", found_by="graph")


def check(index: Index) -> Iterator[Diagnostic]:
    """Names of findings, the only ones that the graph does not know."""
    for rule in index.rules.values():
        for acceptance in rule.acceptances:
            if acceptance.finding not in rules():
                yield _unknown(rule.id, acceptance)


def _unknown(rule: str, acceptance: Acceptance) -> Diagnostic:
    near = suggest(acceptance.finding, rules(), 1)
    return RULE.finding(
        f"there is no finding called `{acceptance.finding}`",
        (header(acceptance.span), "no such finding"),
        subjects=(rule,),
        help=(f"did you mean `{near[0]}`?" if near else "copy its name from the finding that you accept",),
    )
