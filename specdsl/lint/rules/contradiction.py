"""Two rules give different verdicts for the same request, and neither yields to the other.

## What it finds

Two rules of different verdicts, not ranked by `overrides` or `authority`, and a situation in which both apply
and no third rule defeats either. It is proved over all situations that the policy's `assume`, `within` and
`disjoint from` allow: where it is reported there is such a situation, and the smallest is shown with it.

## Why it matters

There is no decision there, and the compiler never guesses one. A model that reads both rules follows now the
one and now the other, a judge that reads both can mark either answer as wrong, and most such places lie
between two categories, where no single author sees both.

## Avoid

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is not harmful
    text: Give the dose that is printed on the label.

  rule children "Doses for children"
    refuse when minor
    text: Do not name a dose. Send them to a grown-up.
```

## Prefer

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is not harmful
    text: Give the dose that is printed on the label.

  rule children "Doses for children"
    refuse when minor
    overrides usual-dose
    text: Do not name a dose. Send them to a grown-up.
```

## How to go on

Read the situation that is shown and decide what should happen in it. Then say so: let one rule `overrides`
the other, give one an `unless`, or say of two categories that they are `disjoint from` each other. Each fix
that is offered was checked: it removes the finding, leaves no other rule dead and no request without a
verdict, and goes against no example. To live with it for a while, write
`accept contradiction with usual-dose until DATE: reason` into one of the two.

Where the work that a proof may take does not suffice, an info of the same name says what is not known; to
allow ten times the work, write `budget = 10` under `[lint]` in `specdsl.toml`. Of a policy with more than
2,000 contradictions the first 2,000 are shown and the pairs that may be more are counted.
"""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from specdsl.lint.proofs import Open, reported, told, witnessed
from specdsl.lint.repairs import Repairs
from specdsl.lint.rule import Rule
from specdsl.meaning.catalogue import contradictions, most_contradictions, overlap
from specdsl.meaning.questions import Unknown
from specdsl.record import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.meaning.catalogue import Clash
    from specdsl.meaning.questions import Prover

RULE = Rule(__name__, __doc__, "error", "contradictions", repair="offered", found_by="proof")


def prove(prover: Prover) -> Iterator[Diagnostic]:
    tell = partial(_told, prover=prover, repairs=Repairs(prover))
    clashes = prover.found(_clashes)
    first = clashes[: prover.budget.pairs]
    yield from reported(RULE, (told(RULE, prover, clash, tell) for clash in first))
    if len(clashes) > len(first):
        yield _untold(prover)


def _clashes(prover: Prover) -> Iterator[Clash]:
    """As many as are shown, and one more to know that there are more."""
    return islice(contradictions(prover), prover.budget.pairs + 1)


def _untold(prover: Prover) -> Diagnostic:
    """A policy with so many has one fault at its root; the rest is counted, not gone through."""
    most = most_contradictions(prover) - prover.budget.pairs
    return RULE.finding(
        f"up to {most:,} more pairs of rules contradict each other: they may meet, and no rank decides",
        (prover.index.policy.span, f"the first {prover.budget.pairs:,} are shown"),
        subjects=(prover.index.policy.name,),
        help=("give the rules narrower conditions or `authority`, and lint again",),
        extra={"unknown": most},
    )


def _told(clash: Clash, prover: Prover, repairs: Repairs) -> Diagnostic | Open:
    subjects = (clash.first.id, clash.second.id)
    if isinstance(clash.answer, Unknown):
        whether = f"`{clash.first.id}` and `{clash.second.id}` contradict each other"
        return Open(subjects, clash.first.decision_span, whether, clash.answer.spent)
    rank = prover.index.rank
    lenient, strict = sorted((clash.second, clash.first), key=lambda rule: rank(rule.verdict))
    fixes = repairs.between(strict, lenient)
    finding = RULE.finding(
        f"`{strict.id}` says `{strict.verdict}` where `{lenient.id}` says `{lenient.verdict}`",
        (strict.decision_span, f"says `{strict.verdict}`"),
        (lenient.decision_span, f"says `{lenient.verdict}`"),
        subjects=subjects,
        help=() if fixes else (repairs.advice,),
        fixes=fixes,
    )
    distance = rank(strict.verdict) - rank(lenient.verdict)
    weighed = replace(finding, weight=(distance, overlap(prover, clash.first, clash.second)))
    return witnessed(weighed, clash.answer.witness, prover.index)
