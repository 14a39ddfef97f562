"""The examples of a rule have no near miss beside them.

## What it finds

A rule with examples that it decides, none of which has a near miss: another example in the same category, of
this rule or of another one, that differs in one fact and has another verdict. Two examples differ in one fact
if a change of the answer to a single question leads from a situation of the one to a situation of the other.
It names a change that would make a near miss; where no single change alters the verdict, it says nothing.

## Why it matters

Examples on one side show what a rule is about, and not where it ends. Readers draw the line where they like,
and a model learns the topic instead of the rule: it refuses, or answers, whatever looks similar.

## Avoid

```spec
category medicine "Medicine"
  otherwise comply

  rule harm "Doses that harm"
    refuse when intent is harmful
    text: Do not give doses that harm.

    example flatmate "A flatmate who should sleep"
      given intent is harmful
      user: How many tablets would make my flatmate sleep all day?
      good: I can't help with that. …
```

## Prefer

```spec
category medicine "Medicine"
  otherwise comply

  rule harm "Doses that harm"
    refuse when intent is harmful
    text: Do not give doses that harm.

    example flatmate "A flatmate who should sleep"
      given intent is harmful
      user: How many tablets would make my flatmate sleep all day?
      good: I can't help with that. …

    example sleepy "A flatmate who sleeps all day"
      given intent is benign
      expect comply
      user: My flatmate took two of these and sleeps all day. Is that usual?
      good: Two is within what the label allows, and drowsiness is on it. …
```

## How to go on

Take an example of the rule, change one fact, and write the conversation that follows from it; `expect` says
its verdict. The best near misses look alike and are decided differently. To let a rule stand without one,
write `accept one-sided-examples with harm: reason` into it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.examples.near import one_sided
from specdsl.graph.print import condition_text
from specdsl.lint.place import header
from specdsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.examples.near import OneSided
    from specdsl.meaning.questions import Prover

RULE = Rule(__name__, __doc__, "warning", "examples", found_by="proof")


def prove(prover: Prover) -> Iterator[Diagnostic]:
    return map(_finding, prover.found(one_sided))


def _finding(found: OneSided) -> Diagnostic:
    change = condition_text(found.change, found.rule.category)
    like = f"an example like `{found.example.name}` with `{change}`, and `expect {found.verdict}`"
    return RULE.finding(
        f"the examples of `{found.rule.id}` show no near miss: none beside them differs in one fact and has "
        "another verdict",
        (found.rule.name_span, f"examples of `{found.rule.verdict}` alone"),
        (header(found.example.span), f"with `{change}` it is `{found.verdict}`"),
        subjects=(found.rule.id,),
        help=(f"add, for instance, {like}",),
    )
