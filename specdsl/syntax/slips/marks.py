"""Quotes, colons and comments that are not quite right."""

from __future__ import annotations

from specdsl.syntax.english import shown
from specdsl.syntax.slips.slip import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from specdsl.diagnostics import Diagnostic
    from specdsl.syntax.slips.slip import Slip

_OTHER_QUOTES = "'`\u2018\u2019\u201a\u2039\u203a"


def comment_too_close(slip: Slip) -> Diagnostic | None:
    here = slip.here
    if here is None or here.kind != "odd" or not here.text.startswith("#"):
        return None
    gap = here.start - (slip.before.end if slip.before else here.start)
    fix = slip.fix("put two spaces before the comment", here.start, here.start, "  "[gap:])
    return error("two spaces are missing before this comment", slip.at(here), fixes=(fix,))


def open_quote(slip: Slip) -> Diagnostic | None:
    """A quote that is never closed, or never opened."""
    odd = next((piece for piece in slip.pieces if piece.kind == "odd" and piece.text.startswith('"')), None)
    if odd is None:
        return None
    if len(odd.text) == 1 and slip.before is not None and slip.pieces[-1] is odd:
        start = _opening(slip)
        fix = slip.fix("put a quote before it", start, start, '"')
        return error("a quote is missing", slip.at(odd), "this one closes what none opens", fixes=(fix,))
    text = odd.text.rstrip()
    end = odd.start + (text.index(" for ") if slip.line.word == "style" and " for " in text else len(text))
    fix = slip.fix("put a quote behind it", end, end, '"')
    return error(
        "a quote is missing", slip.span(odd.start, odd.start + 1), "this one is never closed", fixes=(fix,)
    )


def _opening(slip: Slip) -> int:
    """Where a text begins that lacks its first quote: behind the name, or behind the last keyword."""
    place = len(slip.pieces) - 1
    first = (2 if slip.body != "verdicts" else 1) if slip.header and slip.body != "assume" else 1
    while place > first and slip.pieces[place - 1].kind == "word" and not _is_keyword(slip, place - 1):
        place -= 1
    return slip.pieces[place].start


def _is_keyword(slip: Slip, place: int) -> bool:
    return slip.pieces[place].text in slip.tables.inline and not slip.header


def other_quotes(slip: Slip) -> Diagnostic | None:
    """A text in single quotes, straight or curly, or in backticks."""
    here = slip.here
    if here is None or here.text[0] not in _OTHER_QUOTES:
        return None
    rest = slip.text(here.start, slip.end)
    closing = max(rest.rfind(mark) for mark in _OTHER_QUOTES)
    end = here.start + (closing + 1 if closing > 0 else len(rest))
    inner = slip.text(here.start + 1, end - 1 if closing > 0 else end)
    fixes = (
        (slip.fix("use straight double quotes", here.start, end, f'"{inner}"'),) if '"' not in inner else ()
    )
    return error(
        "a title or a free-text condition stands in straight double quotes",
        slip.span(here.start, end),
        fixes=fixes,
    )


def colon_at_end(slip: Slip) -> Diagnostic | None:
    """`rule education "…":`, as other languages have it."""
    last = slip.pieces[-1] if slip.pieces else None
    if last is None or slip.here is not last or last.text != ":" or slip.line.kind != "formal":
        return None
    fix = slip.fix("take the colon out", last.start, last.end, "")
    what = "a header" if slip.header else "a formal statement"
    return error(
        f"{what} does not end in a colon",
        slip.at(last),
        f"{shown(slip.first)} is no word before prose",
        fixes=(fix,),
    )
