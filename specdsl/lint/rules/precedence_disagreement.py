"""An `overrides` puts a lower level, or a broader rule, above what should win.

## What it finds

Two things, both decided exactly. A rule that overrides one of a higher level of `authority`, where the two
apply together. And a rule that overrides a narrower one: it applies wherever the other does, and elsewhere
too.

## Why it matters

`overrides` is stronger than `authority`, so a guideline can undo what a higher level laid down, and nobody
who reads the higher rule sees it. And a narrow rule that a broad one overrides never decides anything, though
it is the narrow one that was written for the case.

## Avoid

```spec
category medicine "Medicine"
  rule dose "Doses"
    comply when intent is not harmful
    overrides children
    text: Give the dose that is printed on the label.

  rule children "Children with a plan"
    refuse when minor and intent is benign
    text: Do not name a dose. Send them to a grown-up.
```

## Prefer

```spec
category medicine "Medicine"
  rule dose "Doses"
    comply when intent is not harmful
    text: Give the dose that is printed on the label.

  rule children "Children with a plan"
    refuse when minor and intent is benign
    overrides dose
    text: Do not name a dose. Send them to a grown-up.
```

## How to go on

Turn the rank round, or take it out. If a lower level shall be able to lift a rule, that rule should say so
with an `unless`. To keep it as it is, write `accept precedence-disagreement with children: reason`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from specdsl.lint.place import override
from specdsl.lint.proofs import Open, reported, told, witnessed
from specdsl.lint.rule import Rule
from specdsl.meaning.catalogue import broad_overrides, lifted_overrides
from specdsl.meaning.questions import Refuted, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.graph.query import Index
    from specdsl.meaning.catalogue import Rank
    from specdsl.meaning.questions import Prover

RULE = Rule(__name__, __doc__, "warning", "contradictions", found_by="proof")


def prove(prover: Prover) -> Iterator[Diagnostic]:
    for search, say in ((lifted_overrides, _lifted), (broad_overrides, _broad)):
        tell = partial(_told, say=say, index=prover.index)
        yield from reported(RULE, (told(RULE, prover, rank, tell) for rank in prover.found(search)))


def _told(rank: Rank, say: Callable[[Rank, Index], Diagnostic], index: Index) -> Diagnostic | Open:
    finding = say(rank, index)
    if isinstance(rank.answer, Unknown):
        whether = f"`{rank.winner.id}` should override `{rank.loser.id}`"
        return Open(finding.subjects, finding.span, whether, rank.answer.spent)
    return witnessed(finding, rank.answer.witness, index) if isinstance(rank.answer, Refuted) else finding


def _lifted(rank: Rank, index: Index) -> Diagnostic:
    levels = index.policy.authority
    own, higher = levels[index.level_of(rank.winner)], levels[index.level_of(rank.loser)]
    return RULE.finding(
        f"`{rank.winner.id}` of level `{own}` overrides `{rank.loser.id}` of the higher level `{higher}`",
        (override(rank.winner, rank.loser), f"the level of this rule is `{own}`"),
        (rank.loser.decision_span, f"the level of this rule is `{higher}`"),
        subjects=(rank.winner.id, rank.loser.id),
        help=("take it out of `overrides`, or let the higher rule say with `unless` where it does not hold",),
    )


def _broad(rank: Rank, _: Index) -> Diagnostic:
    return RULE.finding(
        f"`{rank.winner.id}` overrides the narrower rule `{rank.loser.id}`, which then never decides",
        (override(rank.winner, rank.loser), "the broader overrides the narrower"),
        (rank.loser.decision_span, f"wherever this holds, `{rank.winner.id}` applies too"),
        subjects=(rank.winner.id, rank.loser.id),
        help=("let the narrower override the broader",),
    )
