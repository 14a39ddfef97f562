"""Characters that a word processor leaves behind, and characters that nobody can see."""

from __future__ import annotations

import re

_CURLY = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02"
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BREAKS = "\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_UNSEEN = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufdd0-\ufdef\ud800-\udfff"
    "\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
)

FOREIGN = re.compile(f"[\t{_CURLY}{_SPACES}{_BREAKS}{_UNSEEN}]")
"""What a plain spec has none of; a file without any is read without a further look."""

UNSEEN = re.compile(f"[{_UNSEEN}{_BREAKS}]")
_SPACE = re.compile(f"[\t{_SPACES}{_BREAKS}]")
_MARGIN = re.compile(f"[ \t{_SPACES}{_BREAKS}{_UNSEEN}]*")
_QUOTED = re.compile(f'"[^"]*"|[{_CURLY}][^"{_CURLY}]*["{_CURLY}]')
_WIDE = re.compile("[\t\u3000]")
_REMOVE = re.compile(f"[{_UNSEEN}]")


def mend(raw: str) -> tuple[str, int]:
    """A line as it was meant, without its indentation and of unchanged length, and how deep it stands."""
    margin = _MARGIN.match(raw)
    assert margin is not None
    rest = _SPACE.sub(" ", raw[margin.end() :])
    return (_QUOTED.sub(_straight, rest) if rest else rest), width_of(margin[0])


def _straight(found: re.Match[str]) -> str:
    return f'"{found[0][1:-1]}"'


def width_of(margin: str) -> int:
    """Columns of a stretch of spaces; a tab counts two."""
    seen = clean(margin)
    return len(seen) + len(_WIDE.findall(seen))


def clean(text: str) -> str:
    """A text without the characters that cannot be seen."""
    return _REMOVE.sub("", text)
