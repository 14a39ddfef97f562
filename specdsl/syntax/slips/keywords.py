"""The first word of a line: misspelt, or with a colon too many or too few."""

from __future__ import annotations

from specdsl.diagnostics.suggest import suggest
from specdsl.syntax.english import a, listed, shown
from specdsl.syntax.layout import HEADED, VALUED
from specdsl.syntax.slips.place import home
from specdsl.syntax.slips.slip import Slip, error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from specdsl.diagnostics import Diagnostic, Fix

_LADDER = ("comply", "safe-complete", "refuse")

_OTHER_WORDS = {
    "if": "when", "except": "unless", "exception": "unless", "supersedes": "overrides", "beats": "overrides",
    "default": "otherwise", "parent": "within", "extends": "within", "uses": "follow", "use": "follow",
    "description": "summary", "rationale": "because", "reason": "because", "why": "because",
    "comment": "note",
    "definition": "term", "define": "term", "question": "user", "prompt": "user", "input": "user",
    "answer": "good", "reply": "good", "output": "good", "ok": "okay", "ignore": "accept", "allow": "accept",
    "group": "category", "topic": "category", "section": "category", "enum": "facet", "level": "scale",
    "boolean": "flag", "bool": "flag", "test": "example", "case": "example",
}  # fmt: skip
"""What people who know other languages may write instead."""


def value_without_colon(slip: Slip) -> Diagnostic | None:
    """In a facet, a scale or a ladder every line is `value: meaning`."""
    line = slip.line
    if slip.header or slip.body not in VALUED or line.flaw or not slip.pieces:
        return None
    first = slip.pieces[0]
    if (line.kind == "formal" and line.word not in slip.tables.symbols) or (
        line.kind == "prose" and line.colon < 0
    ):
        fix = slip.fix(f"write `{first.text}:`", first.end, first.end, ":")
        return error(
            f"a colon is missing behind the value {shown(first.text)}",
            slip.at(first),
            "a value",
            fixes=(fix,),
        )
    if line.kind == "prose" and line.text[line.colon + 1 : line.colon + 2].strip():
        return _no_space(slip)
    return None


def colon_behind_formal_word(slip: Slip) -> Diagnostic | None:
    line = slip.line
    if (
        not slip.formal
        or ":" not in line.text[len(line.word) : len(line.word) + 2].strip()[:1]
        or not line.word
    ):
        return None
    if line.word not in slip.tables.initial:
        return None
    colon = line.text.index(":", len(line.word))
    after = line.text[colon + 1 :]
    gap = "" if after.startswith(" ") or not after else " "
    span = slip.span(line.base, line.base + colon + 1)
    fix = slip.fix("take the colon out", line.base + len(line.word), line.base + colon + 1, gap)
    help_ = (f"a term's name stands before the colon: `{line.word} NAME: …`",) if line.word in HEADED else ()
    return error(
        f"`{line.word}` takes no colon", span, "only a word before prose takes one", help=help_,
        fixes=() if help_ else (fix,),
    )  # fmt: skip


def prose_without_colon(slip: Slip) -> Diagnostic | None:
    line = slip.line
    if line.kind != "prose" or line.word not in slip.tables.prose_words or slip.body in VALUED:
        return None
    span = slip.span(line.base, line.base + len(line.word))
    end = span.end
    if line.colon < 0:
        fix = slip.fix(f"write `{line.word}:`", end, end, ":")
        return error(f"a colon is missing behind `{line.word}`", span, "this word begins prose", fixes=(fix,))
    if line.colon > len(line.word):
        fix = slip.fix("take the space out", end, line.base + line.colon, "")
        return error(f"the colon stands right behind `{line.word}`, without a space", span, fixes=(fix,))
    return _no_space(slip) if line.text[line.colon + 1 : line.colon + 2].strip() else None


def headed_without_colon(slip: Slip) -> Diagnostic | None:
    """`term method Any means`, `accept contradiction with other`, and the prose perhaps below."""
    line = slip.line
    if line.word not in HEADED or slip.body not in slip.tables.places[line.word] or slip.body in VALUED:
        return None
    if line.colon >= 0 or (
        slip.position < len(slip.pieces) and slip.expected != {"PROSE"} and line.kind == "formal"
    ):
        return None
    enough = 2 if line.word == "term" else 4
    if len(slip.pieces) < enough or slip.pieces[-1].text.endswith(":"):
        return None
    end = slip.pieces[1].end if line.word == "term" else slip.end
    fix = slip.fix("put a colon in", end, end, ":")
    return error(
        f"a colon is missing before the prose of `{line.word}`", slip.span(line.base, end), fixes=(fix,)
    )


def _no_space(slip: Slip) -> Diagnostic:
    line = slip.line
    behind = line.base + line.colon + 1
    fix = slip.fix("put a space behind the colon", behind, behind, " ")
    return error(f"a space is missing behind `{line.word}:`", slip.span(line.base, behind), fixes=(fix,))


def unknown_prose_word(slip: Slip) -> Diagnostic | None:
    line, tables = slip.line, slip.tables
    if slip.header or line.kind != "prose" or slip.body in VALUED or line.word in tables.initial:
        return None
    if slip.body == "rule" and (line.word in _LADDER or line.text[line.colon + 1 :].startswith(" when ")):
        return _verdict_with_colon(slip)
    here = [word for word in tables.prose_words if slip.body in tables.places[word]]
    guesses = _guesses(line.word, here) or _guesses(line.word, tables.prose_words)
    return _unknown(slip, guesses, ":")


def _verdict_with_colon(slip: Slip) -> Diagnostic:
    line = slip.line
    colon = line.base + line.colon
    fix = slip.fix("take the colon out", colon, colon + 1, "")
    return error(
        "a verdict takes no colon", slip.span(line.base, colon + 1), "only prose has one", fixes=(fix,)
    )


def unknown_statement(slip: Slip) -> Diagnostic | None:
    """A line whose first word is no keyword, where no verdict may stand or none was meant."""
    line, tables = slip.line, slip.tables
    if not slip.formal or line.word in tables.initial or slip.body in VALUED:
        return None
    second = slip.pieces[1].text if len(slip.pieces) > 1 else ""
    if slip.body == "rule" and (slip.position > 1 or line.word in _LADDER or _is_when(second)):
        return None
    here = [
        word for word in tables.initial if slip.body in tables.places[word] and word not in tables.prose_words
    ]
    guesses = _guesses(line.word, here)
    if slip.body == "rule" and not guesses and _rest_is_condition(slip):
        return None
    if not line.word or not slip.pieces or slip.pieces[0].kind != "word":
        return None
    return _unknown(slip, guesses or _guesses(line.word, tables.initial), "")


def _unknown(slip: Slip, guesses: tuple[str, ...], colon: str) -> Diagnostic:
    word, bodies = slip.line.word, slip.tables.places
    span = slip.span(slip.line.base, slip.pieces[0].end if slip.pieces else slip.line.base + len(word))
    where = f"in {a(slip.body)}" if slip.body != "document" else "at the margin of a file"
    fitting = [guess for guess in guesses if slip.body in bodies[guess]]
    label = f"did you mean `{guesses[0]}{_colon(slip, guesses[0])}`" if guesses else ""
    if guesses:
        label += "?" if fitting else f", which stands {listed([home(body) for body in bodies[guesses[0]]])}?"
    help_ = () if guesses else (_known_words(slip),)
    message = f"{shown(word + colon)} is no word that begins a line {where}"
    fixes = tuple(_spelt(slip, guess) for guess in fitting)
    return error(message, span, label, help=help_, fixes=fixes, rule="unknown-keyword")


def _guesses(word: str, known: Iterable[str]) -> tuple[str, ...]:
    words = list(known)
    others = [other for other, meant in _OTHER_WORDS.items() if meant in words]
    near = suggest(word, [*words, *(other for other in others if other not in words)], 1)
    return tuple(_OTHER_WORDS.get(guess, guess) if guess not in words else guess for guess in near)


def _colon(slip: Slip, word: str) -> str:
    return ":" if word in slip.tables.prose_words else ""


def _spelt(slip: Slip, guess: str) -> Fix:
    line = slip.line
    end = line.base + len(line.word)
    missing = _colon(slip, guess) if line.kind == "formal" or line.colon < 0 else ""
    return slip.fix(f"write `{guess}{_colon(slip, guess)}`", line.base, end, guess + missing)


def _known_words(slip: Slip) -> str:
    words = [
        f"`{word}{_colon(slip, word)}`" for word, bodies in slip.tables.places.items() if slip.body in bodies
    ]
    verdict = "a verdict, " if slip.body == "rule" else ""
    return f"a line here begins with {verdict}{', '.join(words)}"


def verdict_without_when(slip: Slip) -> Diagnostic | None:
    """`refuse detail is actionable`, `refuse if …`, `refuse whn …`."""
    if slip.body != "rule" or slip.header or slip.line.word in slip.tables.initial or slip.position != 1:
        return None
    second = slip.here
    if not slip.formal or second is None:
        return None
    if second.kind == "word" and _is_when(second.text):
        fix = slip.fix("write `when`", second.start, second.end, "when")
        return error(
            f"after the verdict comes `when`, not {shown(second.text)}", slip.at(second), fixes=(fix,)
        )
    if not _rest_is_condition(slip):
        return None
    fix = slip.fix("put `when` in", second.start, second.start, "when ")
    message = f"`when` is missing between the verdict {shown(slip.first)} and its condition"
    return error(message, slip.at(second), "the condition begins here", fixes=(fix,))


def _is_when(word: str) -> bool:
    return word == "if" or bool(suggest(word, ("when",), 1))


def _rest_is_condition(slip: Slip) -> bool:
    return len(slip.pieces) > 1 and slip.reads(slip.text(slip.pieces[1].start, slip.end), "condition")
