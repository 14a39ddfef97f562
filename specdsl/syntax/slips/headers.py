"""Names and titles in the header of a block."""

from __future__ import annotations

from specdsl.syntax.english import shown
from specdsl.syntax.slips.slip import error
from specdsl.syntax.spelling import kebab

TYPE_CHECKING = False
if TYPE_CHECKING:
    from specdsl.diagnostics import Diagnostic
    from specdsl.syntax.slips.slip import Slip

_TITLES = {
    "facet": "question", "scale": "question", "verdicts": "question", "flag": "statement",
    "element": "description",
}  # fmt: skip
_TITLED = frozenset({*_TITLES, "policy", "style", "category", "rule", "example"})


def _is_header(slip: Slip) -> bool:
    return slip.header and slip.body in _TITLED


def _title(slip: Slip) -> str:
    return _TITLES.get(slip.body, "title")


def no_name(slip: Slip) -> Diagnostic | None:
    """`rule "Title"`, or `rule` alone."""
    if not _is_header(slip) or slip.position != 1 or slip.body == "verdicts":
        return None
    here = slip.here
    if here is not None and here.kind != "string":
        return None
    name = kebab(here.text) if here else ""
    fixes = (slip.fix(f"call it `{name}`", here.start, here.start, f"{name} "),) if here and name else ()
    return error(
        f"this {slip.body} has no name", slip.at(here),
        help=(f'a header reads `{slip.body} name "{_title(slip).capitalize()}"`',), fixes=fixes,
    )  # fmt: skip


def name_of_several_words(slip: Slip) -> Diagnostic | None:
    """`rule method instructions "Title"`."""
    if not _is_header(slip) or slip.body == "verdicts":
        return None
    words = _words_of_name(slip)
    if len(words) < 2 or len(slip.pieces) <= len(words) + 1 or slip.pieces[len(words) + 1].kind != "string":  # noqa: PLR2004
        return None
    start, end = slip.pieces[1].start, slip.pieces[len(words)].end
    name = kebab(" ".join(words))
    fixes = (slip.fix(f"write `{name}`", start, end, name),) if name else ()
    return error("a name is one word", slip.span(start, end), "join its parts with hyphens", fixes=fixes)


def _words_of_name(slip: Slip) -> list[str]:
    words = []
    for piece in slip.pieces[1:]:
        if piece.kind != "word":
            break
        words.append(piece.text)
    return words


def quotes_in_title(slip: Slip) -> Diagnostic | None:
    """`rule x "The "usual" dose"`."""
    strings = [piece for piece in slip.pieces if piece.kind == "string"]
    if not _is_header(slip) or len(strings) < 2 or slip.here is None or slip.before is None:  # noqa: PLR2004
        return None
    if slip.before.kind != "string":
        return None
    whole = slip.span(strings[0].start, strings[-1].end)
    inner = whole.text[1:-1]
    fix = slip.fix("use curly quotes inside", whole.start, whole.end, f'"{_curly(inner)}"')
    return error(f"a {_title(slip)} has no straight quotes inside it", whole, fixes=(fix,))


def _curly(text: str) -> str:
    parts = text.split('"')
    return "".join(
        part + (("\u201c", "\u201d")[n % 2] if n < len(parts) - 1 else "") for n, part in enumerate(parts)
    )


def title_without_quotes(slip: Slip) -> Diagnostic | None:
    """`rule education Talking about it`."""
    here = slip.here
    if not _is_header(slip) or here is None or "STRING" not in slip.expected or slip.expected != {"STRING"}:
        return None
    if here.text == "for" or slip.body == "verdicts" or any(piece.kind == "string" for piece in slip.pieces):
        return None
    end = next((p.start - 1 for p in slip.pieces if p.text == "for" and slip.body == "style"), slip.end)
    title = slip.text(here.start, end).strip()
    fix = slip.fix("put it in quotes", here.start, here.start + len(title), f'"{title}"')
    return error(
        f"a {_title(slip)} stands in quotes", slip.span(here.start, here.start + len(title)), fixes=(fix,)
    )


def no_title(slip: Slip) -> Diagnostic | None:
    """`rule education`."""
    if not _is_header(slip) or slip.expected != {"STRING"} or (slip.here and slip.here.text != "for"):
        return None
    before = slip.before
    assert before is not None, "a header begins with its keyword"
    title = before.text.replace("-", " ").replace(".", " ").capitalize() if slip.body != "verdicts" else ""
    fixes = (
        (slip.fix(f'give it the {_title(slip)} "{title}"', before.end, before.end, f' "{title}"'),)
        if title
        else ()
    )
    name = shown(f"{slip.body} {before.text}") if slip.body != "verdicts" else "`verdicts`"
    return error(
        f"{name} has no {_title(slip)}",
        slip.span(slip.pieces[0].start, before.end),
        "in quotes, behind the name",
        fixes=fixes,
    )  # fmt: skip


def name_of_verdicts(slip: Slip) -> Diagnostic | None:
    here = slip.here
    if (
        not slip.header
        or slip.body != "verdicts"
        or slip.position != 1
        or here is None
        or here.kind != "word"
    ):
        return None
    followed = len(slip.pieces) > 2 and slip.pieces[2].kind == "string"  # noqa: PLR2004
    fixes = (slip.fix("take the name out", here.start, slip.pieces[2].start, ""),) if followed else ()
    return error(
        "`verdicts` has no name: a policy has one ladder",
        slip.at(here),
        help=('write `verdicts "Question"`',),
        fixes=fixes,
    )


def style_without_verdicts(slip: Slip) -> Diagnostic | None:
    if not slip.header or slip.body != "style" or slip.here is not None or slip.expected != {"FOR"}:
        return None
    return error(
        "a style says which verdicts it is for", slip.at(None),
        help=('a header reads `style name "Title" for refuse, safe-complete`',),
    )  # fmt: skip
