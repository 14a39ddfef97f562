"""Lines and blocks in the wrong place."""

from __future__ import annotations

from itertools import takewhile

from specdsl.diagnostics import Edit, Fix
from specdsl.syntax.english import a, listed, shown
from specdsl.syntax.limits import MAX_CONDITION_DEPTH, MAX_LINE, MAX_NESTING
from specdsl.syntax.slips.slip import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from specdsl.diagnostics import Diagnostic
    from specdsl.source import Span
    from specdsl.syntax.slips.slip import Slip


def indentation(slip: Slip) -> Diagnostic | None:
    """A line deeper than it may stand, or between two levels."""
    describe = _FLAWS.get(slip.line.flaw)
    return describe(slip) if describe else None


def _deeper(slip: Slip) -> Diagnostic:
    return error(
        "this line stands deeper than the block that it belongs to",
        _margin(slip),
        _nothing_under(slip),
        help=(
            "lines of one block begin in the same column; deeper lines stand under a header or under prose",
        ),
        fixes=_moved(slip),
    )


def _continued(slip: Slip) -> Diagnostic:
    return error(
        "a formal statement stands on one line",
        slip.span(slip.line.base, slip.line.base + len(slip.line.text)),
        "this continues the line above",
        help=("write the whole condition on one line, however long",),
        fixes=_joined(slip),
    )


def _misfit(slip: Slip) -> Diagnostic:
    columns = slip.line.indent
    return error(
        "the indentation of this line matches no line above it",
        _margin(slip),
        "1 column" if columns == 1 else f"{columns} columns",
        help=("indent by two spaces a level; lines of one block begin in the same column",),
        fixes=_moved(slip),
    )


def _too_deep(slip: Slip) -> Diagnostic:
    message = f"blocks are nested more than {MAX_NESTING} deep"
    return error(message, _margin(slip), "what stands here was not read")


def _nothing_under(slip: Slip) -> str:
    place = slip.siblings.index(slip.line)
    word = slip.siblings[place - 1].word if place else ""
    return f"nothing stands under `{word}`" if word in slip.tables.places else "too deep"


def too_nested(slip: Slip) -> Diagnostic | None:
    if slip.line.flaw != "too-nested":
        return None
    return error(
        f"a condition has more than {MAX_CONDITION_DEPTH} parentheses and `not`s inside one another",
        slip.span(slip.line.base, slip.line.base + len(slip.line.word)),
        "this was not read",
        help=("say the same in several rules",),
    )


def too_long(slip: Slip) -> Diagnostic | None:
    if slip.line.flaw != "too-long":
        return None
    return error(
        f"a line has more than {MAX_LINE:,} characters",
        slip.span(slip.line.base, slip.line.base),
        "this was not read",
        help=("prose may go on in deeper lines below; break it where you like",),
    )


def misplaced(slip: Slip) -> Diagnostic | None:
    """A known word in a block that has no use for it."""
    word = slip.line.word
    if slip.header or word not in slip.tables.places or slip.body in slip.tables.places[word]:
        return None
    span = slip.span(slip.line.base, slip.line.base + len(word))
    colon = ":" if word in slip.tables.prose_words else ""
    homes = listed([home(body) for body in slip.tables.places[word]])
    where = f"does not stand in {a(slip.body)}" if slip.body != "document" else "does not stand on its own"
    return error(
        f"`{word}{colon}` {where}",
        span,
        f"it stands {homes}",
        help=_hint(slip),
        fixes=_moved_under(slip),
    )


def home(body: str) -> str:
    return "at the margin of a file" if body == "document" else f"in {a(body)}"


def _hint(slip: Slip) -> tuple[str, ...]:
    above = _possible_owner(slip)
    return (f"indent it by two spaces to put it into {shown(above)}",) if above else ()


def _moved_under(slip: Slip) -> tuple[Fix, ...]:
    line = slip.line
    if not _possible_owner(slip) or line.nested or line.last > line.first:
        return ()
    return (slip.fix("indent this line by two spaces", line.base, line.base, "  "),)


def _possible_owner(slip: Slip) -> str:
    """The header of the block just above that could hold this line."""
    place = slip.siblings.index(slip.line)
    if place == 0:
        return ""
    above = slip.siblings[place - 1]
    fits = above.kind == "formal" and above.word in slip.tables.places[slip.line.word]
    return above.text.partition('"')[0].strip() if fits else ""


def _margin(slip: Slip) -> Span:
    """The indentation of a line."""
    return slip.span(slip.source.line_starts[slip.line.first], slip.line.base)


def _moved(slip: Slip) -> tuple[Fix, ...]:
    """Move a line, and those as deep behind it, to the column of their neighbours."""
    line = slip.line
    columns = next((other.indent for other in slip.siblings if not other.flaw), None)
    behind = slip.siblings[slip.siblings.index(line) + 1 :]
    moved = [line, *takewhile(lambda other: other.indent == line.indent and not other.flaw, behind)]
    if columns is None or not _fits(slip) or any(other.nested or other.last > other.first for other in moved):
        return ()
    starts = slip.source.line_starts
    edits = tuple(Edit(slip.span(starts[other.first], other.base), " " * columns) for other in moved)
    return (Fix("move it to the column of its neighbours", edits),)


def _fits(slip: Slip) -> bool:
    """Whether a line may stand in its block, as far as its first word tells."""
    places = slip.tables.places.get(slip.line.word)
    return places is None or slip.body in places


def _joined(slip: Slip) -> tuple[Fix, ...]:
    line = slip.line
    above = slip.siblings[slip.siblings.index(line) - 1]
    end = above.base + len(above.text.rstrip())
    if above.first != line.first - 1 or line.nested or above is line or "#" in above.text:
        return ()
    return (slip.fix("join it to the line above", end, line.base, " "),)


_FLAWS: Mapping[str, Callable[[Slip], Diagnostic]] = {
    "deeper": _deeper,
    "continued": _continued,
    "misfit": _misfit,
    "too-deep": _too_deep,
}
