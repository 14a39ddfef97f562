"""A quick bound on the tokens of a text: most words, with the space before them, are one token.

To load a tokenizer takes longer than all else that is done to a small policy, and most texts are far below
their budget.
"""

from __future__ import annotations

import re
from functools import cache
from pkgutil import get_data

ENCODING = "o200k_base"
"""The encoding whose words are listed beside this module."""

# What stands behind the word must neither be a part of it nor draw a part of it to itself, as `'s` does.
_WORD = re.compile(r" ([A-Za-z][a-z]+)(?=[ .,;:!?)\n]|\Z)")


def most_tokens(text: str) -> int:
    """At least as many as its tokens: one for each such word, and for all else one for each byte."""
    known = _words()
    return len(text.encode()) - sum(len(word) for word in _WORD.findall(text) if word in known)


@cache
def _words() -> frozenset[str]:
    """Some thousands of the most frequent words that are one token together with the space before them."""
    listed = get_data("specdsl.compiler", "single_tokens.txt")
    assert listed is not None, "it lies beside this module"
    return frozenset(listed.decode("ascii").split())
