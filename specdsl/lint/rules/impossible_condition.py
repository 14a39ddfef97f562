"""A rule, an exception or an example is about situations that cannot be.

## What it finds

A rule that applies in no situation, an `unless` that holds in none, an example whose facts cannot come
together. Every situation obeys `assume`, `within` and `disjoint from`, and a facet has exactly one value.
Drafts are looked at too. It is proved over all situations.

## Why it matters

The text is dead, and whoever wrote it meant a case that is now treated by something else. An example that
cannot be tests nothing and teaches a model what never happens.

## Avoid

```spec
assume not (minor and clinician)

category medicine "Medicine"
  rule young-clinicians "Clinicians under 18"
    comply when clinician and minor
    text: Answer in the words of a textbook.
```

## Prefer

```spec
assume not (minor and clinician)

category medicine "Medicine"
  rule clinicians "Clinicians"
    comply when clinician
    text: Answer in the words of a textbook.
```

## How to go on

Look for two parts that exclude each other: two values of one facet, `at least` and `below`, a flag and an
`assume`, a category and one that it is `disjoint from`. Correct the condition or take the text out. To keep
it for a later version, write `accept impossible-condition with young-clinicians: reason` into the rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.lint.place import header
from specdsl.lint.proofs import Open, reported
from specdsl.lint.rule import Rule
from specdsl.meaning.catalogue import impossible_examples, impossible_exceptions, impossible_rules
from specdsl.meaning.questions import Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.meaning.questions import Proved, Prover
    from specdsl.source import Span

RULE = Rule(__name__, __doc__, "error", "dead text", found_by="proof")


def prove(prover: Prover) -> Iterator[Diagnostic]:
    yield from reported(RULE, _rules(prover))
    yield from reported(RULE, _exceptions(prover))
    yield from reported(RULE, _examples(prover))


def _rules(prover: Prover) -> Iterator[Diagnostic | Open]:
    for dead in prover.found(impossible_rules):
        name = f"`{dead.rule.id}`"
        message = f"{name} never applies: what it asks for cannot be"
        place = (dead.rule.decision_span, "holds in no situation")
        yield _told(message, f"{name} ever applies", dead.rule.id, place, dead.answer)


def _exceptions(prover: Prover) -> Iterator[Diagnostic | Open]:
    for dead in prover.found(impossible_exceptions):
        name = f"of `{dead.rule.id}`"
        message = f"an exception {name} grants nothing: it is about what cannot be"
        place = (dead.rule.unless[dead.number].span, "holds in no situation")
        yield _told(message, f"an exception {name} ever holds", dead.rule.id, place, dead.answer)


def _examples(prover: Prover) -> Iterator[Diagnostic | Open]:
    for dead in prover.found(impossible_examples):
        example = dead.example
        message = f"the example `{example.id}` is about what cannot be"
        span = example.given.span if example.given else header(example.span)
        place = (span, f"in `{example.category}`, and with no to all else, this cannot be")
        yield _told(message, f"the example `{example.id}` can be", example.id, place, dead.answer)


def _told(
    message: str, whether: str, subject: str, place: tuple[Span, str], answer: Proved | Unknown
) -> Diagnostic | Open:
    if isinstance(answer, Unknown):
        return Open((subject,), place[0], whether, answer.spent)
    return RULE.finding(
        message,
        place,
        subjects=(subject,),
        help=("look for two parts that exclude each other, or that an `assume` rules out together",),
    )
