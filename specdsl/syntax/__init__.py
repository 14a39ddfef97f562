"""Text to syntax tree: the only stage that knows how a `.spec` file is written."""

from __future__ import annotations

from specdsl.syntax.parse import parse

__all__ = ["parse"]
