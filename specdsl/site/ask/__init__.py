"""The page on which a policy answers questions, in the reader's browser."""

from __future__ import annotations

from specdsl.site.ask.facts import data
from specdsl.site.ask.markdown import page

__all__ = ["data", "page"]
