"""Colours of a terminal, used only when asked for; nothing is said by colour alone."""

from __future__ import annotations

from typing import Literal

Ink = Literal["error", "warning", "info", "bold", "quiet", "second", "help"]

_CODES: dict[Ink, str] = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "bold": "1",
    "quiet": "2",
    "second": "34",
    "help": "32",
}


class Painter:
    """Paints, or leaves the text as it is."""

    __slots__ = ("_color",)

    def __init__(self, *, color: bool) -> None:
        self._color = color

    def __call__(self, ink: Ink, text: str) -> str:
        return f"\033[{_CODES[ink]}m{text}\033[0m" if self._color and text else text
