"""A category has no rules, and nothing else needs it.

## What it finds

A category without any rule, whose sub-categories (those `within` it) have none either, and that no condition
asks about with `in`.

## Why it matters

Requests can be sorted into it, and then nothing says what to do with them. It reaches the prompts as a
heading with nothing under it.

## Avoid

```spec
category astrology "Astrology"
  summary: Horoscopes and birth charts.
```

## Prefer

```spec
category astrology "Astrology"
  summary: Horoscopes and birth charts.

  rule for-fun "For fun"
    comply
    text: Play along, and do not present a horoscope as a reason for a decision.
```

## How to go on

Write its first rule, or take the category out and say in a neighbour's `summary:` where such requests belong.
It can be turned off in `specdsl.toml`: `orphan-category = "off"` under `[lint.levels]`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from specdsl.graph.model import InCategory
from specdsl.lint.rule import Rule
from specdsl.lint.uses import used_atoms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.graph.model import Category
    from specdsl.graph.query import Index

RULE = Rule(__name__, __doc__, "warning", "dead text")


def check(index: Index) -> Iterator[Diagnostic]:
    for category in _orphans(index):
        yield RULE.finding(
            f"the category `{category.id}` has no rules",
            (category.name_span, "no rule in this category"),
            subjects=(category.id,),
            help=("write its first rule, or take the category out",),
        )


def _orphans(index: Index) -> Iterator[Category]:
    """None where a block could not be read: it may be the rule that is missed."""
    empty = [*filter(partial(_is_empty, index), index.policy.categories)] if not index.policy.holes else []
    atoms = used_atoms(index) if empty else ()
    asked = {atom.category for atom in atoms if isinstance(atom, InCategory)}
    return (category for category in empty if category.id not in asked)


def _is_empty(index: Index, category: Category) -> bool:
    """Whether neither it nor any category within it has a rule."""
    return not any(index.categories[each].rules for each in index.descendants[category.id])
