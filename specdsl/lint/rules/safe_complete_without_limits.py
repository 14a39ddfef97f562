"""A rule asks for a safe completion, and nothing says what to leave out.

## What it finds

An active or draft rule with the verdict `safe-complete` where possibly nothing draws the limit: its `text:`
has no word such as *not*, *never*, *without* or *leave out*, and no style that it follows has one or a `must
not include` (or `should not include`). It looks in English policies only.

## Why it matters

A safe completion is help with a part missing on purpose. If nothing says which part, one model leaves out all
that is useful, another nothing, and a judge cannot tell either that it was wrong.

## Avoid

```spec
category medicine "Medicine"
  rule own-case "The person's own case"
    safe-complete when intent is benign
    text: Explain what a professional would weigh up.
```

## Prefer

```spec
category medicine "Medicine"
  rule own-case "The person's own case"
    safe-complete when intent is benign
    text: Explain what a professional would weigh up. Do not decide for the person, and do not name a dose.
```

## How to go on

Say in the `text:`, or in a style that several rules follow, what is left out, and what is said in its place.
If the limit is drawn in words that the linter does not know, write
`accept safe-complete-without-limits with own-case: reason` into the rule.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from specdsl.lint.rule import Rule
from specdsl.lint.wording import is_english

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.graph.model import Prose, Style
    from specdsl.graph.model import Rule as PolicyRule
    from specdsl.graph.query import Index

RULE = Rule(__name__, __doc__, "warning", "gaps")

_SAFE = "safe-complete"
_LIMITS = (
    "not", "never", "no", "none", "nothing", "nobody", "neither", "nor", "without", "only", "except",
    "cannot", r"\w+n['\u2019]t", "but for", "instead of", "rather than", "at most", "stops? short",
    "short of", "free of", "keep out", "away from", "left out", "leav(?:e|es|ing)", "omit(?:s|ting)?",
    "avoid(?:s|ing)?", "withhold(?:s|ing)?", "declin(?:e|es|ing)", "refrain(?:s|ing)?",
    "refus(?:e|es|ing)", "skip(?:s|ping)?",
)  # fmt: skip
_LIMIT = re.compile(rf"\b(?:{'|'.join(_LIMITS)})\b".replace(" ", r"\s+"))
_LIMIT_IN_ANY_CASE = re.compile(_LIMIT.pattern, re.IGNORECASE)


def check(index: Index) -> Iterator[Diagnostic]:
    if is_english(index.policy):
        limiting = {style.id for style in index.styles.values() if _limits(style.text) or _bars(style)}
        yield from (_again(rule, index) for rule in index.rules.values() if _is_open(rule, limiting, index))


def _is_open(rule: PolicyRule, limiting: Container[str], index: Index) -> bool:
    """Whether it asks for a safe completion, and neither its text nor a style says what to leave out."""
    if rule.verdict != _SAFE or not rule.text:
        return False
    styled = any(style.id in limiting for style in index.followed_styles(rule))
    return not (styled or index.memory.of(rule, "limits", partial(_limits, rule.text)))


def _again(rule: PolicyRule, index: Index) -> Diagnostic:
    return index.memory.of(rule, RULE.name, partial(_finding, rule))


def _finding(rule: PolicyRule) -> Diagnostic:
    return RULE.finding(
        f"`{rule.id}` asks for a safe completion, and possibly nothing says what to leave out",
        (rule.name_span, "no limit in its `text:` or its styles"),
        subjects=(rule.id,),
        help=("say what the answer leaves out, in the `text:` or in a style that the rule follows",),
    )


def _limits(prose: Prose | None) -> bool:
    if prose is None:
        return False
    if prose.text.isascii():  # where small letters are all that there is beside capitals, it takes a third
        return _LIMIT.search(prose.text.lower()) is not None
    return _LIMIT_IN_ANY_CASE.search(prose.text) is not None


def _bars(style: Style) -> bool:
    return any(directive.negated and directive.modality != "may" for directive in style.directives)
