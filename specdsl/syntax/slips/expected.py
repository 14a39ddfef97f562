"""What to say where no slip was recognised: what would have fitted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.syntax.english import listed, shown
from specdsl.syntax.slips.slip import CONDITION, error

if TYPE_CHECKING:
    from specdsl.diagnostics import Diagnostic
    from specdsl.syntax.slips.slip import Slip

_COMPARISONS = frozenset({"IS", "AT", "ABOVE", "BELOW"})
_SIGNS = {
    "STRING": "a text in quotes", "WORD": "one word", "COMMA": "a comma", "MORETHAN": "`>`", "LPAR": "`(`",
    "RPAR": "`)`", "PROSE": "a colon", "_NL": "the end of the line",
}  # fmt: skip


def fallback(slip: Slip) -> Diagnostic:
    wanted = _in_words(slip.expected)
    here, before = slip.here, slip.before
    behind = f"behind {shown(before.text)}" if before else "at the beginning of this line"
    if here is None:
        return error(
            f"something is missing {behind}", slip.at(None), f"{wanted} belongs here" if wanted else ""
        )
    return error(
        f"{shown(here.text)} does not fit {behind}", slip.at(here), f"{wanted} belongs here" if wanted else ""
    )


def _in_words(expected: frozenset[str]) -> str:
    """The symbols that fit, for a person."""
    rest = set(expected)
    words = []
    if rest >= CONDITION:
        words.append("a condition")
        rest -= CONDITION
    elif rest & {"NAME", "DOTTED"}:
        words.append("a name")
        rest -= {"NAME", "DOTTED"}
    if rest >= _COMPARISONS:
        words.append("a comparison")
        rest -= _COMPARISONS
    words += [_SIGNS.get(symbol) or f"`{symbol.lower()}`" for symbol in sorted(rest) if symbol[0] != "$"]
    return listed(words) if words else ""
