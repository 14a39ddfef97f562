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
from typing import TYPE_CHECKING

from specdsl.lint.rule import Rule
from specdsl.lint.wording import is_english

if TYPE_CHECKING:
    from collections.abc import Iterator

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
_LIMIT = re.compile(rf"\b(?:{'|'.join(_LIMITS)})\b".replace(" ", r"\s+"), re.IGNORECASE)


def check(index: Index) -> Iterator[Diagnostic]:
    for rule in index.rules.values() if is_english(index.policy) else ():
        if rule.verdict == _SAFE and rule.text and not _is_limited(rule, index):
            yield RULE.finding(
                f"`{rule.id}` asks for a safe completion, and possibly nothing says what to leave out",
                (rule.name_span, "no limit in its `text:` or its styles"),
                subjects=(rule.id,),
                help=("say what the answer leaves out, in the `text:` or in a style that the rule follows",),
            )


def _is_limited(rule: PolicyRule, index: Index) -> bool:
    return index.memory.of(rule, RULE.name, lambda: _limits(rule.text)) or any(
        _limits(style.text) or _bars(style) for style in index.followed_styles(rule)
    )


def _limits(prose: Prose | None) -> bool:
    return prose is not None and _LIMIT.search(prose.text) is not None


def _bars(style: Style) -> bool:
    return any(directive.negated and directive.modality != "may" for directive in style.directives)
