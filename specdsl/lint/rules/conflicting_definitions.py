"""In a category a term has two meanings, and neither is nearer than the other.

## What it finds

A category that lies within two others which define the same term differently, without a definition of its
own. A nearer definition hides a farther one; these two are equally near.

## Why it matters

A request in the category is in both of the others, and the word means two things for it. Rules that hang on
the word hold or do not, as the reader happens to understand it.

## Avoid

```spec
category medicine "Medicine"
  term dose: How much of a medicine is taken at once.

category training "Training"
  term dose: How much is trained in a week.

category doping "Doping"
  within medicine, training

  rule harm "Doses that harm"
    refuse when intent is harmful
    text: Do not help anybody to a dose that harms.
```

## Prefer

```spec
category medicine "Medicine"
  term dose: How much of a medicine is taken at once.

category training "Training"
  term dose: How much is trained in a week.

category doping "Doping"
  within medicine, training
  term dose: How much of a substance an athlete takes at once.

  rule harm "Doses that harm"
    refuse when intent is harmful
    text: Do not help anybody to a dose that harms.
```

## How to go on

Define the term in the category itself, or give one of the two terms another name.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from specdsl.graph.query import rings
from specdsl.lint.place import header
from specdsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.graph.model import Category, Term
    from specdsl.graph.query import Index

RULE = Rule(__name__, __doc__, "error", "contradictions")


def check(index: Index) -> Iterator[Diagnostic]:
    """Each pair of definitions is reported once: in the first category where they meet."""
    seen: set[tuple[str, ...]] = set()
    for category in index.policy.categories:
        for terms in _conflicts(category, index):
            met = tuple(term.id for term in terms)
            if met not in seen:
                seen.add(met)
                yield _conflict(category, terms)


def _conflicts(category: Category, index: Index) -> Iterator[Sequence[Term]]:
    """The nearest definitions of a term, where they are several and differ."""
    known: set[str] = set()
    for ring in rings(category.id, lambda each: index.categories[each].within):
        here: defaultdict[str, dict[str, Term]] = defaultdict(dict)
        for term in (term for each in ring for term in index.categories[each].terms):
            here[term.name].setdefault(" ".join(term.definition.text.split()), term)
        yield from (
            [*meanings.values()] for name, meanings in here.items() if name not in known and len(meanings) > 1
        )
        known.update(here)


def _conflict(category: Category, terms: Sequence[Term]) -> Diagnostic:
    owners = " and in ".join(f"`{term.category}`" for term in terms)
    return RULE.finding(
        f"in `{category.id}` the term `{terms[0].name}` has {len(terms)} meanings, those in {owners}",
        (category.name_span, "is within all of them, and has no definition of its own"),
        *((header(term.span), f"in `{term.category}`") for term in terms),
        subjects=tuple(term.id for term in terms),
        help=(f"define `{terms[0].name}` in `{category.id}`, or give one of them another name",),
    )
