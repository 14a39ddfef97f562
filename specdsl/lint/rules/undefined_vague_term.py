"""A text uses a word that everybody reads differently, and the policy does not define it.

## What it finds

Words such as *harmful*, *excessive*, *graphic* or *inappropriate* in the `text:`, `includes:` and `excludes:`
of rules and in the `text:` of styles, where no `term` in scope, no value of a facet or scale, no flag and no
element has the word in its name. Each is told once for a category (and once for the styles at the top), where
it is first used. What stands in quotation marks or between backticks is passed over. It looks in English
policies only.

## Why it matters

Such words feel like a rule and leave the decision to the reader. Two judges who agree on every fact of an
answer will still disagree whether it is *excessive*.

## Avoid

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose on the label. Do not go into excessive detail.
```

## Prefer

```spec
category medicine "Medicine"
  term excessive: More than the label says, or anything about how a dose acts beyond it.

  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose on the label. Do not go into [[excessive]] detail.
```

## How to go on

Write a `term` for the word that says what counts and what does not, or say in the text what you see when you
use it. Where readers surely agree, write `accept undefined-vague-term with usual-dose: reason` into the rule,
or set `undefined-vague-term = "off"`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specdsl.lint.passages import in_passages
from specdsl.lint.rule import Rule
from specdsl.lint.wording import is_english, own_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.graph.query import Index
    from specdsl.lint.passages import Passage

RULE = Rule(__name__, __doc__, "info", "wording")

_VAGUE = (
    "abusive", "dangerous", "disturbing", "egregious", "excessive", "extreme", "graphic", "gratuitous",
    "harmful", "hateful", "improper", "inappropriate", "indecent", "inflammatory", "objectionable", "obscene",
    "offensive", "problematic", "reasonable", "risky", "sensitive", "significant", "suggestive", "suitable",
    "toxic", "undue", "unethical", "unreasonable", "unsafe", "unsuitable", "vulgar",
)  # fmt: skip
_WORD = re.compile(rf"\b(?:{'|'.join(_VAGUE)})(?:ly)?\b", re.IGNORECASE)
_NORMATIVE = {"text", "includes", "excludes"}


def check(index: Index) -> Iterator[Diagnostic]:
    told: set[tuple[str | None, str]] = set()
    for passage, match in in_passages(index, RULE.name, _vague) if is_english(index.policy) else ():
        category = _category(passage.subject, index)
        word = match[0].casefold().removesuffix("ly")
        if (category, word) not in told and word not in _defined(category, index):
            told.add((category, word))
            yield _finding(passage, match, word)


def _vague(passages: Iterator[Passage]) -> Iterator[tuple[Passage, re.Match[str]]]:
    for passage in passages:
        for match in own_words(_WORD, passage.prose.text, _VAGUE) if passage.word in _NORMATIVE else ():
            yield passage, match


def _finding(passage: Passage, match: re.Match[str], word: str) -> Diagnostic:
    return RULE.finding(
        f"`{match[0]}` possibly means something else to every reader, and no `term` says what it means here",
        (passage.prose.place(*match.span()), "not defined"),
        subjects=(passage.subject,),
        help=(f"add a `term {word}:` that says what counts and what does not, or say it here in the text",),
    )


def _category(subject: str, index: Index) -> str | None:
    first = subject.partition(".")[0]
    return first if first in index.categories and subject != index.policy.name else None


def _defined(category: str | None, index: Index) -> set[str]:
    """The words in the names that say what they mean, as far as they are in scope."""
    terms = [term.name for term in index.terms_in_scope(category)]
    values = [value.name for facet in index.facets.values() for value in facet.values]
    others = [each.name for group in (index.facets, index.flags, index.elements) for each in group.values()]
    return {*_words(terms), *_words(values), *_words(others)}


def _words(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from name.casefold().split("-")
