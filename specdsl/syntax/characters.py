"""Characters that a word processor leaves behind, and characters that nobody can see."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_CURLY = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02"
SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BREAKS = "\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(p << 16 | 0xFFFE)}{chr(p << 16 | 0xFFFF)}" for p in range(17)
)
_UNSEEN = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e0fff"
    + _NONCHARACTERS
)
_MIXED_DIRECTION = "\u200e\u200f\u061c"
_TAGGED_FLAG = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"

_FOREIGN = f"[\t{_CURLY}{SPACES}{_BREAKS}{_UNSEEN}]"
_UNSEEN_OR_BREAK = f"{_TAGGED_FLAG}|[{_UNSEEN}{_BREAKS}]"
_MEND = f"\t(?!#)|[{SPACES}{_BREAKS}]"
_MARGIN = f"[ \t{SPACES}{_BREAKS}{_UNSEEN}]*"
_QUOTED = f'"[^"]*"|[{_CURLY}][^"{_CURLY}]*["{_CURLY}]'
_WIDE = re.compile("[\t\u3000]")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled where it is needed: a plain file needs none of these."""
    return re.compile(pattern)


def quoted() -> re.Pattern[str]:
    """What stands in quotation marks of any kind."""
    return _compiled(_QUOTED)


def is_foreign(raw: str) -> bool:
    """Whether a line holds any character that a plain spec has none of."""
    return not (raw.isascii() and raw.isprintable()) and _compiled(_FOREIGN).search(raw) is not None


_PLAIN = bytes(range(0x20, 0x7F)) + b"\n"


def is_plain(text: str) -> bool:
    """Whether no line of a text is foreign; what is not plain ASCII is looked at, and that is little."""
    rest = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    return not rest or _compiled(_FOREIGN).search(rest.decode("utf-8", "surrogatepass")) is None


# ── Mending ───────────────────────────────────────────────────────────────────


def mend(raw: str) -> tuple[str, int]:
    """A line as it was meant, without its indentation and of unchanged length, and how deep it stands.

    A tab before a `#` stays, because it counts for the two spaces that a comment needs.
    """
    margin = margin_of(raw)
    return quoted().sub(_straight, _compiled(_MEND).sub(" ", raw[len(margin) :])), width_of(margin)


def _straight(found: re.Match[str]) -> str:
    return f'"{found[0][1:-1]}"'


def margin_of(raw: str) -> str:
    """What a line is indented by."""
    margin = _compiled(_MARGIN).match(raw)
    assert margin is not None, "the expression matches nothing, too"
    return margin[0]


def width_of(margin: str) -> int:
    """Columns of a stretch of spaces; a tab counts two."""
    seen = clean(margin)
    return len(seen) + len(_WIDE.findall(seen))


def shared_margins(bodies: list[str]) -> list[int]:
    """How many characters of each line are indentation common to all; all of a blank one."""
    margins = [margin_of(raw) for raw in bodies]
    filled = [len(margin) < len(raw) for margin, raw in zip(margins, bodies, strict=True)]
    common = min(width_of(margin) for margin, full in zip(margins, filled, strict=True) if full)
    return [
        _reach(margin, common) if full else len(raw)
        for margin, full, raw in zip(margins, filled, bodies, strict=True)
    ]


def _reach(margin: str, columns: int) -> int:
    """How many characters of an indentation make so many columns, no more than asked."""
    hidden = set(unseen(margin))
    reached = 0
    for place, letter in enumerate(margin):
        reached += 0 if place in hidden else 2 if _WIDE.match(letter) else 1
        if reached > columns:
            return place
    return len(margin)


def clean(text: str) -> str:
    """A text without the characters that cannot be seen, where nothing needs them."""
    places = set(unseen(text))
    return "".join(letter for place, letter in enumerate(text) if place not in places) if places else text


# ── What cannot be seen ───────────────────────────────────────────────────────


def unseen(text: str) -> Iterator[int]:
    """Where the characters stand that nobody can see and no script or emoji needs."""
    for match in _compiled(_UNSEEN_OR_BREAK).finditer(text):
        if len(match[0]) == 1 and not _is_needed(text, match.start()):
            yield match.start()


def _is_needed(text: str, place: int) -> bool:
    letter = text[place]
    before = text[place - 1] if place else " "
    after = text[place + 1 : place + 2] or " "
    if letter in "\u200c\u200d":
        return _joins(before) and not after.isascii()
    if "\ufe00" <= letter <= "\ufe0f":
        return after == "\u20e3" or not (before.isascii() or _is_unseen(before))
    if "\U000e0100" <= letter <= "\U000e01ef" or letter == "\u034f":
        return unicodedata.category(before) in ("Lo", "Mn")
    if "\u180b" <= letter <= "\u180f":
        return "\u1820" <= before <= "\u18aa"
    return letter in _MIXED_DIRECTION and any(
        unicodedata.bidirectional(other) in ("R", "AL") for other in text
    )


def _joins(letter: str) -> bool:
    """Whether a letter is of a script, or one of the emoji, that an unseen character joins."""
    script = unicodedata.name(letter, "").partition(" ")[0]
    return not letter.isascii() and script not in ("LATIN", "GREEK", "CYRILLIC", "NO-BREAK")


def _is_unseen(letter: str) -> bool:
    return _compiled(_UNSEEN_OR_BREAK).match(letter) is not None


def name_of(letter: str) -> str:
    """A character for a person to look up."""
    name = unicodedata.name(letter, "").lower()
    return f"U+{ord(letter):04X}" + (f" ({name})" if name else "")
