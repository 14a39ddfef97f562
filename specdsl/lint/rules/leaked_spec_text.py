"""The prompt of a training text repeats what the policy says.

## What it finds

An example whose conversation, as the prompt of a training text, shares eight words in a row with a rule, a
style, a term or a summary.

## Why it matters

A model is trained to recall the policy and to reason from it. Where the prompt already says what the policy
says, it learns to read it off instead, and fails where nobody tells it.

## Avoid

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed on the label, and say where on the box it is printed.

    example told "A person who says what to do"
      given intent is benign
      user: Give the dose that is printed on the label, and say where on the box it is printed.
      good: As much as the label says, and it is on the back. …
```

## Prefer

```spec
category medicine "Medicine"
  rule usual-dose "The usual dose"
    comply when intent is benign
    text: Give the dose that is printed on the label, and say where on the box it is printed.

    example asked "A person who asks"
      given intent is benign
      user: I have a headache. How many of these can I take?
      good: As many as the label says; look at the back of the box. …
```

## How to go on

Let the person in the example speak as people do, or say the rule in other words. Where somebody quotes the
policy on purpose, write `accept leaked-spec-text with usual-dose: reason` into the rule.
"""

from __future__ import annotations

from specdsl.lint.rule import Rule

RULE = Rule(__name__, __doc__, "error", "compiled text", found_by="compile")
