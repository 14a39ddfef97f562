"""A rule, an exception or a rank of the policy is absent from a compiled text.

## What it finds

A statement that a target must carry, of which nothing stands in what was compiled: a rule without its name
or verdict, an `unless`, an `overrides`, a directive of a style. Our own templates lose nothing; one of
yours, put in the place of ours, can.

## Why it matters

A model can follow only what it reads. A prompt that leaves out the exception teaches the rule without it,
and no example will tell why.

## Avoid

```jinja
{% for rule in category.rules %}
- {{ rule.title }}: {{ rule.text }}
{% endfor %}
```

## Prefer

```jinja
{% for rule in category.rules %}
- {{ rule.title }} ({{ rule.verdict }}): {{ rule.text }}
  {% for exception in rule.unless %}
  - except when {{ exception }}
  {% endfor %}
{% endfor %}
```

## How to go on

Put what is missing into the template that the message names, beginning with a copy of ours. If you use no
template of your own, this is a fault of specdsl: please report it with the policy that shows it.
"""

from __future__ import annotations

from specdsl.lint.rule import Rule

RULE = Rule(__name__, __doc__, "error", "compiled text", found_by="compile")
