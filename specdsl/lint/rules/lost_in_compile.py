"""A rule, an exception or a rank of the policy is absent from a compiled text.

## What it finds

A text that should state everything of a category, and in which no word comes from a rule's verdict, from one
of its `unless`, or from an `overrides` between it and another rule. Our own templates lose nothing; one of
yours, such as a `rule.j2` in the place of ours, can.

## Why it matters

A model can follow only what it reads. A prompt that leaves out the exception teaches the rule without it,
and no example will tell why.

## Avoid

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    unless minor
    text: Give the dose that is printed on the label.
```

```jinja
{{ heading }} {{ rule.title }} [{{ rule.id }}]

{{ rule.decision }} {{ rule.text }}
```

## Prefer

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    unless minor
    text: Give the dose that is printed on the label.
```

```jinja
{{ heading }} {{ rule.title }} [{{ rule.id }}]

{{ ((rule.decision,) + rule.exceptions + rule.ranks) | paragraph(rule.listed) }} {{ rule.text }}
```

## How to go on

Put what is missing into the template, beginning with a copy of ours. If you use no template of your own, this
is a fault of specdsl: please report it with the policy that shows it.
"""

from __future__ import annotations

from specdsl.lint.rule import Rule

RULE = Rule(__name__, __doc__, "error", "compiled text", found_by="compile")
