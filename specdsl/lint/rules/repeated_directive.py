"""The same thing is demanded twice of the same answer.

## What it finds

A style that says twice of one element to include it, or twice to leave it out; and a sentence of five words
or more that stands word for word (capitals, spaces and links aside) in two `text:` of one category: of its
rules, of its own styles, or of the styles at the top that its rules follow. Sentences that are quoted are
passed over.

## Why it matters

What stands twice weighs twice: models attend to what is repeated, and a rubric asks for it two times. When
one place is changed, the other stays as it was, and then the policy says two things.

## Avoid

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed on the label. Say where on the pack it is printed.

  rule children "Doses for children"
    comply when minor
    text: Give the dose for the child's weight. Say where on the pack it is printed.
```

## Prefer

```spec
category medicine "Medicine"
  follow sourced

  style sourced "With its source" for comply
    text: Say where on the pack it is printed.

  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed on the label.

  rule children "Doses for children"
    comply when minor
    text: Give the dose for the child's weight.
```

## How to go on

Move what several rules say into a style that all of them follow, and take out what a style says already.
Where the sentence belongs in both, write `accept repeated-directive with children: reason` into the rule.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from specdsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.graph.model import Category, Directive, Prose, Style
    from specdsl.graph.model import Rule as PolicyRule
    from specdsl.graph.query import Index
    from specdsl.source import Span

RULE = Rule(__name__, __doc__, "info", "wording")

_LEAST = 5
_BREAK = re.compile(r"\s(?<=[.!?]\s)\s*|\n\s*\n|\n\s*(?:[-*|>#]|\d+[.)])\s+")
_WORD = re.compile(r"[\w'\u2019-]+")
_QUOTES = ('"', "\u201c", "`")


class _Sentence(NamedTuple):
    subject: str
    words: str
    place: Span


def check(index: Index) -> Iterator[Diagnostic]:
    for style in index.styles.values():
        yield from _directives(style)
    pairs = (pair for category in index.policy.categories for pair in _repeated(category, index))
    yield from (_repetition(again, first) for again, first in dict.fromkeys(pairs))


# ── Elements ──────────────────────────────────────────────────────────────────


def _directives(style: Style) -> Iterator[Diagnostic]:
    first: dict[tuple[str, bool], Directive] = {}
    for directive in style.directives:
        other = first.setdefault((directive.element, directive.negated), directive)
        if other is not directive:
            yield RULE.finding(
                f"`{style.id}` says twice of `{directive.element}` what to do with it",
                (directive.span, "said again"),
                (other.span, "first said here"),
                subjects=(style.id,),
                help=("keep the one that is meant",),
            )


# ── Sentences ─────────────────────────────────────────────────────────────────


def _repeated(category: Category, index: Index) -> list[tuple[_Sentence, _Sentence]]:
    """Each sentence that stood before in what is read together, and where it stood first."""
    styles = index.memory.same_parts(f"styles of {category.id}", tuple(_followed(category, index)))
    return index.memory.of(category, RULE.name, lambda: [*_again(_texts(category, styles))], given=styles)


def _again(texts: Iterable[tuple[str, Prose]]) -> Iterator[tuple[_Sentence, _Sentence]]:
    seen: dict[str, tuple[str, Prose, int, int]] = {}
    for subject, prose in texts:
        for words, start, end in _sentences(prose.text):
            here = subject, prose, start, end
            first = seen.setdefault(words, here)
            if first is not here:
                yield _sentence(words, *here), _sentence(words, *first)


def _sentence(words: str, subject: str, prose: Prose, start: int, end: int) -> _Sentence:
    return _Sentence(subject, words, prose.place(start, end))


def _followed(category: Category, index: Index) -> Iterator[Style]:
    followed = (style for rule in _rules(category) for style in index.followed_styles(rule))
    return iter({style.id: style for style in (*followed, *category.styles)}.values())


def _rules(category: Category) -> Iterator[PolicyRule]:
    return (rule for rule in category.rules if rule.status != "retired")


def _texts(category: Category, styles: Iterable[Style]) -> Iterator[tuple[str, Prose]]:
    """The styles first: what a rule repeats of them is the rule's to take out."""
    yield from ((style.id, style.text) for style in styles if style.text)
    yield from ((rule.id, rule.text) for rule in _rules(category) if rule.text)


def _sentences(prose: str) -> Iterator[tuple[str, int, int]]:
    """The words of each sentence, where it starts and where its first line ends."""
    start = 0
    for end, after in [*(match.span() for match in _BREAK.finditer(prose)), (len(prose),) * 2]:
        text = prose[start:end]
        words = _WORD.findall(text)
        if len(words) >= _LEAST and not text.startswith(_QUOTES):
            yield " ".join(words).casefold(), start, start + len(text.partition("\n")[0])
        start = after


def _repetition(again: _Sentence, first: _Sentence) -> Diagnostic:
    return RULE.finding(
        f"`{again.subject}` says what `{first.subject}` says already"
        if again.subject != first.subject
        else f"`{again.subject}` says the same twice",
        (again.place, "the same sentence"),
        (first.place, "first said here"),
        subjects=tuple(dict.fromkeys((again.subject, first.subject))),
        help=("say it once, in a style that all of them follow",),
    )
