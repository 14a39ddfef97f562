"""A rule overrides another that never applies together with it.

## What it finds

A name in `overrides` of a rule that applies somewhere, but in no situation in which this one applies too.

## Why it matters

The rank decides nothing. Most often one of the two conditions is not what was meant, or it was changed later,
and a reader takes from the rank that the case is settled.

## Avoid

```spec
category medicine "Medicine"
  rule dose "Doses"
    comply when intent is benign
    text: Give the dose that is printed on the label.

  rule harm "Doses that harm"
    refuse when intent is harmful
    overrides dose
    text: Do not give doses that harm.
```

## Prefer

```spec
category medicine "Medicine"
  rule dose "Doses"
    comply when intent is not harmful
    text: Give the dose that is printed on the label.

  rule harm "Doses that harm"
    refuse when intent is harmful or minor
    overrides dose
    text: Do not give doses that harm.
```

## How to go on

Look at both conditions; if they are right, take the name out of `overrides`. To keep it for later, write
`accept dangling-override with dose: reason` into the rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.diagnostics.model import Fix
from specdsl.lint.edits import drop_override
from specdsl.lint.place import override
from specdsl.lint.proofs import Open, reported
from specdsl.lint.rule import Rule
from specdsl.meaning.catalogue import dangling_overrides
from specdsl.meaning.questions import Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.graph.query import Index
    from specdsl.meaning.catalogue import Rank
    from specdsl.meaning.questions import Prover

RULE = Rule(__name__, __doc__, "warning", "contradictions", repair="offered", found_by="proof")


def prove(prover: Prover) -> Iterator[Diagnostic]:
    yield from reported(RULE, (_told(rank, prover.index) for rank in prover.found(dangling_overrides)))


def _told(rank: Rank, index: Index) -> Diagnostic | Open:
    winner, loser = rank.winner, rank.loser
    place = override(winner, loser)
    if isinstance(rank.answer, Unknown):
        whether = f"`{winner.id}` and `{loser.id}` ever apply together"
        return Open((winner.id, loser.id), place, whether, rank.answer.spent)
    return RULE.finding(
        f"`{winner.id}` overrides `{loser.id}`, but the two never apply together",
        (place, "decides nothing"),
        (winner.decision_span, f"never where `{loser.id}` applies"),
        (loser.decision_span, f"never where `{winner.id}` applies"),
        subjects=(winner.id, loser.id),
        help=("correct one of the two conditions, or take the name out of `overrides`",),
        fixes=tuple(_fixes(rank, index)),
    )


def _fixes(rank: Rank, index: Index) -> Iterator[Fix]:
    """None where the rank is a step between others, which would lose it."""
    ends = not rank.loser.overrides and not index.overridden_by[rank.winner.id]
    if ends and rank.winner.span.file:
        title = f"take `{rank.loser.id}` out of what `{rank.winner.id}` overrides"
        yield Fix(title, (drop_override(rank.winner, rank.loser),))
