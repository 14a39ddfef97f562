"""What to say where no slip was recognised: what would have fitted."""

from __future__ import annotations

from specdsl.diagnostics.suggest import suggest
from specdsl.syntax.english import listed, shown
from specdsl.syntax.slips.slip import CONDITION, error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from specdsl.diagnostics import Diagnostic, Fix
    from specdsl.syntax.lexer import Piece
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
    label = f"{wanted} belongs here" if wanted else ""
    message = f"{shown(here.text)} does not fit {behind}"
    return error(message, slip.at(here), label, fixes=_likely(slip, here))


def _likely(slip: Slip, here: Piece) -> tuple[Fix, ...]:
    """A keyword that is misspelt here, or the only one that can stand here."""
    fitting = {slip.tables.symbols[name] for name in slip.expected}
    keywords = sorted(word for word, symbol in slip.tables.inline.items() if symbol in fitting)
    if here.kind == "word" and (near := suggest(here.text, keywords, 1)):
        return (slip.fix(f"write `{near[0]}`", here.start, here.end, near[0]),)
    if len(slip.expected) == 1 and keywords:
        return (slip.fix(f"put `{keywords[0]}` in", here.start, here.start, f"{keywords[0]} "),)
    return ()


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
