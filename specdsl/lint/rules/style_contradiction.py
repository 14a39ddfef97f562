"""Two styles that are followed at once disagree about what an answer contains.

## What it finds

An element that one style says an answer `must` include and another that it `must not`, where a situation has
both followed: by two standing rules of one verdict, or by one rule. With a `should` on either side it is a
warning. `may` disagrees with nothing.

## Why it matters

The verdict is clear and yet no answer is right: whatever the model writes breaks one of the two styles, and a
judge that reads both marks every answer down.

## Avoid

```spec
element hotline "A number to call"

style with-number "With a number" for comply
  must include hotline
  text: Give the number at the end.

style without-number "Without numbers" for comply
  must not include hotline
  text: Give no telephone numbers.

category medicine "Medicine"
  rule children "Children"
    comply when minor
    follow with-number
    text: Answer in short words.

  rule dose "Doses"
    comply when intent is benign
    follow without-number
    text: Give the dose that is printed on the label.
```

## Prefer

```spec
element hotline "A number to call"

style with-number "With a number" for comply
  must include hotline
  text: Give the number at the end.

style without-number "Without numbers" for comply
  must not include hotline
  text: Give no telephone numbers.

category medicine "Medicine"
  rule children "Children"
    comply when minor
    overrides dose
    follow with-number
    text: Answer in short words.

  rule dose "Doses"
    comply when intent is benign
    follow without-number
    text: Give the dose that is printed on the label.
```

## How to go on

Decide which of the two holds in the situation that is shown. Let that rule `overrides` the other, let both
follow one style, or make one of the directives a `may`. To live with it for a while, write
`accept style-contradiction with dose until DATE: reason` into one of the two rules.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from specdsl.graph.print import directive_text
from specdsl.lint.proofs import Open, reported, told, witnessed
from specdsl.lint.repairs import Repairs
from specdsl.lint.rule import Rule
from specdsl.meaning.catalogue import overlap, style_contradictions
from specdsl.meaning.questions import Unknown
from specdsl.record import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.meaning.catalogue import StyleClash
    from specdsl.meaning.questions import Prover
    from specdsl.meaning.saying import Said
    from specdsl.source import Span

RULE = Rule(__name__, __doc__, "error", "contradictions", repair="offered", found_by="proof")

_HELP = "decide which of the two holds there, follow other styles, or make one of the directives a `may`"


def prove(prover: Prover) -> Iterator[Diagnostic]:
    repairs = Repairs(prover)
    tell = partial(_told, prover=prover, repairs=repairs)
    yield from reported(RULE, (told(RULE, prover, each, tell) for each in prover.found(style_contradictions)))


def _told(clash: StyleClash, prover: Prover, repairs: Repairs) -> Diagnostic | Open:
    subjects = tuple(dict.fromkeys((clash.first.id, clash.second.id)))
    if isinstance(clash.answer, Unknown):
        whether = f"the styles of `{subjects[0]}` and `{subjects[-1]}` disagree about `{clash.element}`"
        return Open(subjects, clash.first.decision_span, whether, clash.answer.spent)
    fixes = () if clash.first is clash.second else repairs.between(clash.wants.rule, clash.bars.rule)
    finding = RULE.finding(
        _message(clash),
        *_places(clash),
        subjects=subjects,
        help=(_HELP,),
        fixes=fixes,
        extra={"element": clash.element, "styles": [clash.wants.style.id, clash.bars.style.id]},
        level=clash.level,
    )
    weighed = replace(finding, weight=(0, overlap(prover, clash.first, clash.second)))
    return witnessed(weighed, clash.answer.witness, prover.index)


def _message(clash: StyleClash) -> str:
    """The rules and the styles, and what each wants."""
    wants, bars = clash.wants, clash.bars
    if clash.first is clash.second:
        return (
            f"`{clash.first.id}` follows `{wants.style.id}`, which wants `{clash.element}` in an answer, "
            f"and `{bars.style.id}`, which wants it left out"
        )
    return (
        f"`{wants.rule.id}` wants `{clash.element}` in an answer (style `{wants.style.id}`) "
        f"where `{bars.rule.id}` wants it left out (style `{bars.style.id}`)"
    )


def _places(clash: StyleClash) -> Iterator[tuple[Span, str]]:
    sides = (clash.wants, clash.bars)
    if clash.first is clash.second:
        yield clash.first.decision_span, "follows both styles"
    else:
        yield from ((said.rule.decision_span, f"follows `{said.style.id}`") for said in sides)
    yield from (_directive(said) for said in sides)


def _directive(said: Said) -> tuple[Span, str]:
    return said.directive.span, f"`{said.style.id}`: {directive_text(said.directive)}"
