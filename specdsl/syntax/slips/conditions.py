"""Conditions as people write them who know other languages."""

from __future__ import annotations

from specdsl.diagnostics import Edit, Fix
from specdsl.syntax.english import shown
from specdsl.syntax.slips.slip import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from specdsl.diagnostics import Diagnostic
    from specdsl.syntax.lexer import Piece
    from specdsl.syntax.slips.slip import Slip

_SYMBOLS = {
    "=": "is", "==": "is", ":": "is", "!=": "is not", "<>": "is not", ">=": "at least", "=>": "at least",
    "<=": "at most", "=<": "at most", "<": "below", ">": "above", "&&": "and", "&": "and", "||": "or",
    "|": "or", "!": "not",
}  # fmt: skip
_WORDS = {
    "equals": "is", "are": "is", "has": "is", "isnt": "is not", "isn": "is not", "not": "is not",
    "in": "is one of",
    "at-least": "at least", "at-most": "at most", "least": "at least", "most": "at most",
    "over": "above", "under": "below", "than": "above",
}  # fmt: skip
_BEHIND_IS = {"at", "above", "below"}
_ANY = ("any", "either")


def mixed(slip: Slip) -> Diagnostic | None:
    """`a and b or c`: both groupings, for the author to choose."""
    here = slip.here
    if here is None or here.text not in ("and", "or"):
        return None
    other = "or" if here.text == "and" else "and"
    if other.upper() not in slip.expected or here.text.upper() in slip.expected:
        return None
    first, last = _around(slip)
    return error(
        "`and` and `or` need parentheses to say what belongs together",
        slip.at(here),
        f"`{here.text}` beside the `{other}` before it",
        help=("neither of them goes first by itself; choose one of the two groupings",),
        fixes=tuple(_grouped(slip, word, first, last) for word in ("and", "or")),
    )


def _around(slip: Slip) -> tuple[int, int]:
    """The first and the last piece of the mixed condition, within its parentheses."""
    first = last = slip.position
    depth = 0
    while first > 1 and not (
        depth == 0 and slip.pieces[first - 1].text in ("(", "when", "unless", "given", "assume")
    ):
        first -= 1
        depth += {")": 1, "(": -1}.get(slip.pieces[first].text, 0)
    depth = 0
    while last + 1 < len(slip.pieces) and not (depth == 0 and slip.pieces[last + 1].text == ")"):
        last += 1
        depth += {"(": 1, ")": -1}.get(slip.pieces[last].text, 0)
    return first, last


def _level(slip: Slip, first: int, last: int) -> list[int]:
    """Where `and`s and `or`s stand in no deeper parentheses."""
    depth = 0
    found = []
    for place in range(first, last + 1):
        text = slip.pieces[place].text
        depth += {")": -1, "(": 1}.get(text, 0)
        if depth == 0 and text in ("and", "or"):
            found.append(place)
    return found


def _grouped(slip: Slip, word: str, first: int, last: int) -> Fix:
    """Put parentheses around each run of operands joined by this word."""
    joins = [place for place in _level(slip, first, last) if place < last]
    words = [slip.pieces[place].text for place in joins]
    edits: list[Edit] = []
    for n in range(len(joins)):
        if words[n] == word and (n == 0 or words[n - 1] != word):
            start = slip.pieces[joins[n - 1] + 1 if n else first].start
            edits.append(Edit(slip.span(start, start), "("))
        if words[n] == word and (n + 1 == len(joins) or words[n + 1] != word):
            end = slip.pieces[joins[n + 1] - 1 if n + 1 < len(joins) else last].end
            edits.append(Edit(slip.span(end, end), ")"))
    return Fix(f"put parentheses around what `{word}` joins", tuple(edits))


def symbol(slip: Slip) -> Diagnostic | None:
    """`=`, `&&`, `!`, `>=` and their like."""
    here = slip.here
    if here is None or here.kind not in ("odd", "mark"):
        return None
    sign, last = _sign(slip)
    meant = _SYMBOLS.get(sign)
    if meant is None or (not slip.in_condition and "IS" not in slip.expected):
        return None
    span = slip.span(here.start, last.end)
    fix = _replaced(slip, here, last, meant)
    return error(f"{shown(sign)} is no word of a condition", span, f"write `{meant}`", fixes=(fix,))


def _sign(slip: Slip) -> tuple[str, Piece]:
    """The sign that stands here, of one or two pieces."""
    here = slip.pieces[slip.position]
    after = slip.pieces[slip.position + 1] if slip.position + 1 < len(slip.pieces) else None
    if after is not None and after.start == here.end and here.text + after.text in _SYMBOLS:
        return here.text + after.text, after
    return here.text, here


def _replaced(slip: Slip, first: Piece, last: Piece, words: str) -> Fix:
    """Words in the place of a sign, with one space on either side."""
    before, after = slip.text(first.start - 1, first.start), slip.text(last.end, last.end + 1)
    text = ("" if before in " (" else " ") + words + ("" if after in ("", " ", "\n") else " ")
    return slip.fix(f"write `{words}`", first.start, last.end, text)


def other_words(slip: Slip) -> Diagnostic | None:
    """`intent equals benign`, `intent in benign`, `detail is at least general`."""
    here, before = slip.here, slip.before
    if here is None or before is None or here.kind != "word":
        return None
    if before.text == "is" and here.text in _BEHIND_IS:
        fix = slip.fix("take `is` out", before.start, here.start, "")
        return error(f"`is` does not stand before `{here.text}`", slip.at(before), fixes=(fix,))
    meant = _WORDS.get(here.text)
    if meant is None or "IS" not in slip.expected:
        return _any_of(slip)
    fix = _replaced(slip, here, here, meant)
    return error(
        f"{shown(here.text)} is no word that compares", slip.at(here), f"write `{meant}`", fixes=(fix,)
    )


def _any_of(slip: Slip) -> Diagnostic | None:
    """`intent is any of a, b`, read as the value `any`."""
    here, before = slip.here, slip.before
    assert here is not None
    assert before is not None
    if before.text not in _ANY or "AND" not in slip.expected:
        return None
    end = here.end if here.text == "of" else before.end
    fix = slip.fix("write `one of`", before.start, end, "one of")
    return error(
        f"{shown(slip.text(before.start, end))} is written `one of`",
        slip.span(before.start, end),
        fixes=(fix,),
    )


def unless_inside(slip: Slip) -> Diagnostic | None:
    """`refuse when a unless b`."""
    here = slip.here
    if here is None or here.text != "unless" or not slip.in_condition or slip.before is None:
        return None
    margin = "\n" + " " * slip.line.indent
    fix = slip.fix("put it on the next line", slip.before.end, here.start, margin)
    return error("`unless` begins a line of its own", slip.at(here), fixes=(fix,))


def list_of_values(slip: Slip) -> Diagnostic | None:
    """`intent is a, b`."""
    here = slip.here
    if here is None or here.text != "," or "AND" not in slip.expected:
        return None
    equals = slip.pieces[slip.position - 2] if slip.position > 1 else None
    if equals is not None and equals.text == "is":
        fix = slip.fix("write `is one of`", equals.end, equals.end, " one of")
        return error("several values are written `is one of`", slip.at(here), fixes=(fix,))
    fixes = tuple(slip.fix(f"write `{word}`", here.start, here.end, f" {word}") for word in ("and", "or"))
    return error("conditions are joined by `and` or `or`, not by a comma", slip.at(here), fixes=fixes)


def parentheses(slip: Slip) -> Diagnostic | None:
    here = slip.here
    if here is None and "RPAR" in slip.expected:
        fix = slip.fix("close it at the end of the line", slip.end, slip.end, ")")
        opened = _unclosed(slip)
        return error("a `)` is missing", slip.at(opened), "this one is never closed", fixes=(fix,))
    if here is None or here.text != ")" or not slip.in_condition or slip.wants_condition:
        return None
    fix = slip.fix("take it out", here.start, here.end, "")
    return error("this `)` closes nothing", slip.at(here), fixes=(fix,))


def _unclosed(slip: Slip) -> Piece:
    depth = 0
    for piece in reversed(slip.pieces):
        depth += {")": 1, "(": -1}.get(piece.text, 0)
        if depth < 0:
            return piece
    return slip.pieces[-1]
