"""Words where a name belongs that are no names."""

from __future__ import annotations

from specdsl.syntax.english import shown
from specdsl.syntax.limits import MAX_NAME
from specdsl.syntax.slips.slip import error
from specdsl.syntax.spelling import kebab, plain_letters, scripts_mixed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from specdsl.diagnostics import Diagnostic
    from specdsl.syntax.lexer import Piece
    from specdsl.syntax.slips.slip import Slip


def reserved(slip: Slip) -> Diagnostic | None:
    here = slip.here
    if (
        here is None
        or here.kind != "word"
        or here.text not in slip.tables.inline
        or "NAME" not in slip.expected
    ):
        return None
    if slip.wants_condition:
        return None
    return error(
        f"`{here.text}` is a word of the language and cannot be a name", slip.at(here),
        help=("add a word to it, with a hyphen between them",),
    )  # fmt: skip


def quoted(slip: Slip) -> Diagnostic | None:
    """`follow "stay-with-them"`, `version "1"`."""
    here = slip.here
    if here is None or here.kind != "string" or not {"NAME", "WORD"} & slip.expected:
        return None
    inner = here.text[1:-1]
    name = inner if "WORD" in slip.expected else kebab(inner)
    fixes = (slip.fix(f"write `{name}`", here.start, here.end, name),) if name and " " not in name else ()
    what = "a name" if "NAME" in slip.expected else "this"
    return error(f"{what} stands without quotes", slip.at(here), fixes=fixes)


def dotted(slip: Slip) -> Diagnostic | None:
    here = slip.here
    if here is None or here.kind != "word" or "NAME" not in slip.expected or "DOTTED" in slip.expected:
        return None
    if here.text.count(".") != 1 or kebab(here.text.replace(".", "-")) != here.text.replace(".", "-"):
        return None
    name = here.text.partition(".")[2]
    fix = slip.fix(f"write `{name}`", here.start, here.end, name)
    return error("a name stands here without the category before it", slip.at(here), fixes=(fix,))


def misshapen(slip: Slip) -> Diagnostic | None:
    here = slip.here
    if here is None or here.kind != "word" or not {"NAME", "DOTTED"} & slip.expected:
        return None
    if here.text in slip.tables.inline:
        return None
    if any(len(part) > MAX_NAME for part in here.text.split(".")):
        return error(f"a name has more than {MAX_NAME} characters", slip.at(here))
    for part in here.text.split("."):
        if scripts := scripts_mixed(part):
            return _mixed(slip, here, scripts)
    better = ".".join(kebab(part) for part in here.text.split(".", 1))
    fixes = (
        (slip.fix(f"write `{better}`", here.start, here.end, better),)
        if better.strip(".") and better != here.text
        else ()
    )
    return error(
        f"{shown(here.text)} is no name",
        slip.at(here),
        "a name is lower-case words with hyphens",
        fixes=fixes,
    )


def _mixed(slip: Slip, here: Piece, scripts: tuple[str, ...]) -> Diagnostic:
    plain = plain_letters(here.text)
    fixes = (
        (slip.fix(f"write `{plain}` in Latin letters", here.start, here.end, plain),)
        if plain.isascii()
        else ()
    )
    alphabets = " and ".join(script.capitalize() for script in scripts)
    return error(
        f"the name {shown(here.text)} mixes letters of {alphabets} that look alike",
        slip.at(here),
        fixes=fixes,
        rule="hidden-characters",
    )
