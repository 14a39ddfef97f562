"""What an author most likely meant: one message for each line that does not parse.

Each recogniser knows one kind of slip; the first that recognises it speaks. The order is from what spoils a
whole line to what is wrong with one word.
"""

from __future__ import annotations

from specdsl.syntax.slips import conditions, expected, headers, keywords, lists, marks, names, place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from specdsl.diagnostics import Diagnostic
    from specdsl.syntax.slips.slip import Slip

_RECOGNISERS = (
    place.indentation,
    place.too_long,
    place.too_nested,
    keywords.value_without_colon,
    keywords.colon_behind_formal_word,
    keywords.prose_without_colon,
    keywords.unknown_prose_word,
    keywords.headed_without_colon,
    place.misplaced,
    marks.comment_too_close,
    marks.open_quote,
    marks.other_quotes,
    marks.colon_at_end,
    headers.no_name,
    headers.name_of_several_words,
    headers.quotes_in_title,
    headers.title_without_quotes,
    headers.no_title,
    headers.name_of_verdicts,
    headers.style_without_verdicts,
    keywords.unknown_statement,
    keywords.verdict_without_when,
    conditions.mixed,
    conditions.symbol,
    conditions.other_words,
    conditions.unless_inside,
    conditions.list_of_values,
    conditions.parentheses,
    lists.commas,
    lists.ranks,
    names.reserved,
    names.quoted,
    names.dotted,
    names.misshapen,
    expected.fallback,
)


def explain(slip: Slip) -> Diagnostic:
    """The one message about a line."""
    for recognise in _RECOGNISERS:
        found = recognise(slip)
        if found is not None:
            return found
    raise AssertionError  # the last one always speaks
