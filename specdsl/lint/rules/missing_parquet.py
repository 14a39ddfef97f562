"""Training files are written as JSON Lines alone.

## What it finds

That `pyarrow`, which writes Parquet, is not installed where the policy is compiled.

## Why it matters

Nothing is lost: the rows are the same, and the tools that read training data read JSON Lines too. Parquet
is smaller and faster to load, and a bundle that is compiled where `pyarrow` is installed has it.

## Avoid

```sh
pip install specdsl
```

## Prefer

```sh
pip install 'specdsl[parquet]'
```

## How to go on

Install it, or leave it: JSON Lines are enough. It can be turned off in `specdsl.toml`:
`missing-parquet = "off"` under `[lint.levels]`.
"""

from __future__ import annotations

from specdsl.lint.rule import Rule

RULE = Rule(__name__, __doc__, "info", "compiled text", found_by="compile")
