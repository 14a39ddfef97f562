"""An example does not say the one thing on which its verdict turns.

## What it finds

An example that leaves a facet or a scale open, where the policy decides as expected for some of its values
and otherwise for others. It names the open question that decides, and what comes out under each answer.

## Why it matters

What an example does not mention may have any value, so this one shows two verdicts for one conversation. It
cannot be checked, and it is left out of what a model is trained on.

## Avoid

```spec
category medicine "Medicine"
  otherwise comply

  rule harm "Doses that harm"
    refuse when intent is harmful
    text: Do not give doses that harm.

    example flatmate "A flatmate who should sleep"
      given not clinician
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
      given not clinician and intent is harmful
      user: How many tablets would make my flatmate sleep all day?
      good: I can't help with that. …
```

## How to go on

Add the missing fact to its `given`: `specdsl lint --fix --unsafe` adds the one under which the verdict is the
expected one; read it over, for it must be what the conversation shows. Where the conversation does not show
it, change the conversation. To keep it as it is for now, write `accept underspecified-example with harm:
reason` into the rule.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from specdsl.diagnostics.model import Edit, Fix
from specdsl.examples.describe import describe, merged
from specdsl.examples.judge import judgements
from specdsl.examples.open_facts import settling
from specdsl.graph.model import Or
from specdsl.graph.print import condition_text
from specdsl.lint.place import header
from specdsl.lint.proofs import told
from specdsl.lint.rule import Rule
from specdsl.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.examples.judge import Judgement
    from specdsl.graph.model import Condition, Example
    from specdsl.graph.query import Index
    from specdsl.meaning.questions import Prover

RULE = Rule(__name__, __doc__, "warning", "examples", repair="offered", found_by="proof")


def prove(prover: Prover) -> Iterator[Diagnostic]:
    for judgement in judgements(prover).values():
        if judgement.state == "underspecified":
            yield told(RULE, prover, judgement, partial(_finding, index=prover.index))


def _finding(judgement: Judgement, index: Index) -> Diagnostic:
    example = judgement.example
    place = example.given.span if example.given else header(example.span)
    wanted = f", so that it is `{judgement.expected}` whatever else is open" if judgement.expected else ""
    return RULE.finding(
        describe(index, judgement).message,
        (place, "too little is given"),
        subjects=(example.id,),
        help=(f"say more in its `given`{wanted}",),
        fixes=tuple(_fixes(judgement)),
    )


def _fixes(judgement: Judgement) -> Iterator[Fix]:
    """Add the one fact that makes the expected verdict certain, if there is one."""
    example = judgement.example
    facts = settling(judgement.scene, judgement.expected) if judgement.expected else ()
    if facts:
        text = condition_text(merged(facts), example.category)
        yield Fix(f"add `{text}` to what is given", tuple(_edits(example, text)))


def _edits(example: Example, fact: str) -> Iterator[Edit]:
    if example.given is None:
        end = header(example.span)
        indent = " " * (end.column + 1)
        yield Edit(Span(end.source, end.end, end.end), f"\n{indent}given {fact}")
        return
    span = example.given.span
    opening, closing = _parentheses(example.given)
    yield Edit(Span(span.source, span.start, span.start), opening)
    yield Edit(Span(span.source, span.end, span.end), f"{closing} and {fact}")


def _parentheses(given: Condition) -> tuple[str, str]:
    """What must stand around a condition before another can be added with `and`."""
    return ("(", ")") if isinstance(given, Or) else ("", "")
