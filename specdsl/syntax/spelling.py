"""What a name may look like: kebab-case, in the letters of any one script."""

from __future__ import annotations

import re
import unicodedata

from specdsl.syntax.limits import MAX_NAME

_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LOOKALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
_JOINERS = "\u200c\u200d"


def is_name(word: str) -> bool:
    """Whether a word is a name, or two names with a dot between them."""
    return word.count(".") <= 1 and all(_is_part(part) for part in word.split("."))


def normal(word: str) -> str:
    """The one spelling of a name that can be written with combined and with separate accents."""
    return word if word.isascii() else unicodedata.normalize("NFC", word)


def _is_part(part: str) -> bool:
    if len(part) > MAX_NAME:
        return False
    if part.isascii():
        return _PLAIN.fullmatch(part) is not None
    return (
        all(_is_word(word) for word in part.split("-")) and part == part.lower() and not scripts_mixed(part)
    )


def _is_word(word: str) -> bool:
    return bool(word) and all(_is_letter(character) for character in word) and word[0] not in _JOINERS


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM" or character.isdecimal() or character in _JOINERS


def scripts_mixed(part: str) -> tuple[str, ...]:
    """The scripts that one word of a name mixes although their letters look alike; () where it does not."""
    for word in part.split("-"):
        found = tuple(script for script in _LOOKALIKE if any(_script(letter) == script for letter in word))
        if len(found) > 1:
            return found
    return ()


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


_ALIKE = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u03bf\u03b1\u03bd\u03c1\u03b9\u03ba",
    "aeopcyxijshdoavpik",
)


def plain_letters(word: str) -> str:
    """A word with the letters of other scripts that look Latin made Latin."""
    return word.translate(_ALIKE)


def kebab(text: str) -> str:
    """The name nearest to a text; empty where there is none."""
    words = re.split(r"[^\w\u0300-\u036f-]+|_", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", text))
    name = re.sub("-+", "-", "-".join(word for word in words if word)).strip("-").lower()
    return name if name and is_name(name) else ""
