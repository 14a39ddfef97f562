"""Text to syntax tree: the only stage that knows how a `.spec` file is written."""

from __future__ import annotations

from specdsl.syntax.parse import parse
from specdsl.syntax.print import format_source

__all__ = ["format_source", "parse"]
