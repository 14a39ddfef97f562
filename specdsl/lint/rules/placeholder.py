"""A text is not written yet.

## What it finds

`TODO`, `TBD`, `FIXME` and `XXX` in capitals, and *lorem ipsum*, in any prose that is compiled. In the turns
and answers of an example it counts only at the beginning, for people do write such words. `note:` is never
compiled, and free for them.

## Why it matters

What stands in a policy is read by models as it stands: a prompt that says `TODO` teaches nothing, and
nobody looks for it there.

## Avoid

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed on the label. TODO: and for children?
```

## Prefer

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed on the label.
    note: TODO: ask the medical team about children.
```

## How to go on

Write the text, or move the reminder to a `note:`. Where the word is meant, write
`accept placeholder with usual-dose: reason` into the rule.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specdsl.lint.passages import in_passages
from specdsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.graph.query import Index
    from specdsl.lint.passages import Passage

RULE = Rule(__name__, __doc__, "warning", "wording")

_PLACEHOLDER = re.compile(r"(?<![\w-])(?:TODO|TBD|FIXME|XXX|[Ll]orem ipsum)(?![\w-])")
_SIGNS = ("TODO", "TBD", "FIXME", "XXX", "ipsum")
_SPOKEN = {"system", "developer", "user", "assistant", "tool", "good", "bad", "okay"}


def check(index: Index) -> Iterator[Diagnostic]:
    return in_passages(index, RULE.name, _reminders)


def _reminders(passages: Iterator[Passage]) -> Iterator[Diagnostic]:
    for passage in passages:
        for match in _placeholders(passage):
            yield RULE.finding(
                f"`{match[0]}` stands where a text should be",
                (passage.prose.place(*match.span()), "not written yet"),
                subjects=(passage.subject,),
                help=("write the text, or move the reminder to a `note:`, which is never compiled",),
            )


def _placeholders(passage: Passage) -> Iterator[re.Match[str]]:
    if passage.word in _SPOKEN:
        match = _PLACEHOLDER.match(passage.prose.text)
        yield from [match] if match else []
    elif passage.word != "note" and any(map(passage.prose.text.__contains__, _SIGNS)):
        yield from _PLACEHOLDER.finditer(passage.prose.text)
