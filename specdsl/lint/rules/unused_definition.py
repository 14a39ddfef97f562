"""A facet, scale, flag, element, style or term is defined and never used.

## What it finds

A facet, scale or flag that no condition asks about; an element that no style mentions; a style that nothing
follows; a term whose words stand in no prose. A `[[link]]` to it is a use, and so is an `assume`.

## Why it matters

It costs every reader attention and every prompt tokens, and it suggests that a case is treated that is not.
Often it is what is left of a rule, or a rule was meant to ask about it and does not.

## Avoid

```spec
flag elderly "The person is over 80"

category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed on the label.
```

## Prefer

```spec
flag elderly "The person is over 80"

category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign and not elderly
    text: Give the dose that is printed on the label.
```

## How to go on

Use it, or take it out: `specdsl lint --fix` removes the definition, which never changes what the policy
decides. It can be turned off in `specdsl.toml`: `unused-definition = "off"` under `[lint.levels]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.diagnostics.model import Edit, Fix
from specdsl.lint.place import header, whole_lines
from specdsl.lint.rule import Rule
from specdsl.lint.uses import used_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.graph.model import Element, Facet, Flag, Style, Term
    from specdsl.graph.query import Index

    Definition = Facet | Flag | Element | Style | Term

RULE = Rule(__name__, __doc__, "warning", "dead text", repair="safe")


def check(index: Index) -> Iterator[Diagnostic]:
    """Nothing where a block could not be read: it may be the one that uses them."""
    if index.policy.holes:
        return
    used = used_names(index)
    for kind, definition in _definitions(index):
        if definition.id not in used:
            yield _unused(kind, definition)


def _definitions(index: Index) -> Iterator[tuple[str, Definition]]:
    yield from (("scale" if facet.ordered else "facet", facet) for facet in index.facets.values())
    yield from (("flag", flag) for flag in index.flags.values())
    yield from (("element", element) for element in index.elements.values())
    yield from (("style", style) for style in index.styles.values())
    yield from (("term", term) for term in index.terms.values())


def _unused(kind: str, definition: Definition) -> Diagnostic:
    remove = Edit(whole_lines(definition.span), "")
    return RULE.finding(
        f"the {kind} `{definition.id}` is never used",
        (header(definition.span), "defined here, and used nowhere"),
        subjects=(definition.id,),
        help=(f"use it, or take the {kind} out",),
        fixes=(Fix(f"remove the {kind} `{definition.id}`", (remove,), safe=True),),
    )
