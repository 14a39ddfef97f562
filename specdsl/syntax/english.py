"""Small words of messages."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def a(noun: str) -> str:
    """The noun with its article."""
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def shown(text: str, most: int = 40) -> str:
    """A piece of the author's text in backticks, cut where it is long."""
    return f"`{text if len(text) <= most else text[: most - 1] + '…'}`"


def listed(words: Sequence[str], last: str = "or") -> str:
    """`a`, `b` or `c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
