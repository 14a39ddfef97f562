"""A text says that something possibly holds, and not when.

## What it finds

Words such as *generally*, *usually*, *if possible* or *as appropriate* in the `text:` of a rule or a style.
What stands in quotation marks or between backticks is somebody's words, and passed over. It looks in English
policies only.

## Why it matters

A rule is read by models and by those who judge them. *Usually* leaves open when not, so each reader draws the
line elsewhere, and an answer cannot be said to break the rule.

## Avoid

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Generally give the dose that is printed on the label.
```

## Prefer

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    unless minor
    text: Give the dose that is printed on the label.
```

## How to go on

Drop the word, or say when it does not hold: with an `unless`, with a rule of its own, or in plain words in
the text. Where judgement is what you want, say whose and by what measure, or write
`accept hedge-word with usual-dose: reason` into the rule.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specdsl.lint.passages import in_passages
from specdsl.lint.rule import Rule
from specdsl.lint.wording import is_english, own_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.graph.query import Index
    from specdsl.lint.passages import Passage

RULE = Rule(__name__, __doc__, "warning", "wording")

_HEDGES = (
    "generally", "usually", "typically", "normally", "ideally", "mostly", "perhaps", "maybe",
    "in general", "in most cases", "for the most part", "as a rule", "more or less", "as needed",
    "(?:if|where|when|wherever|whenever|as far as) possible", "(?:as|if|where|when) appropriate",
)  # fmt: skip
_HEDGE = re.compile(rf"\b(?:{'|'.join(_HEDGES)})\b".replace(" ", r"\s+"), re.IGNORECASE)
_SIGNS = (
    "general", "usually", "typically", "normally", "ideally", "most", "perhaps", "maybe",
    "rule", "less", "needed", "possible", "appropriate",
)  # fmt: skip


def check(index: Index) -> Iterator[Diagnostic]:
    return in_passages(index, RULE.name, _hedges) if is_english(index.policy) else iter(())


def _hedges(passages: Iterator[Passage]) -> Iterator[Diagnostic]:
    for passage in passages:
        for match in own_words(_HEDGE, passage.prose.text, _SIGNS) if passage.word == "text" else ():
            first_line = match[0].partition("\n")[0]
            yield RULE.finding(
                f"`{' '.join(match[0].split())}` possibly leaves open when this holds",
                (passage.prose.place(match.start(), match.start() + len(first_line)), "when not?"),
                subjects=(passage.subject,),
                help=("drop it, or say when this does not hold, with an `unless` or in plain words",),
            )
