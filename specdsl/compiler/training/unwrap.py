"""Line breaks that only keep a source narrow: a model that learns from an answer should not learn them.

In Markdown such a break is a space. It is taken for one where the next word had no room left on the line;
breaks that somebody meant, in verses, lists, tables or code, stay.
"""

from __future__ import annotations

import re

from specdsl.compiler.trace import bare

NARROWEST = 60
"""Prose whose longest line is shorter is not wrapped: somebody broke it where they liked."""

_SLACK = 12
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_BLOCK = re.compile(r"\s*([-*+>#|]|\d+[.)]\s|$)")
_ENDS = re.compile(r"#|.*(  |\\|\|)$")


def unwrapped(traced: str) -> str:
    """The text with its wrapped lines joined; traces stay where they are."""
    lines = traced.split("\n")
    plain = [bare(line) for line in lines]
    width = max(map(len, plain))
    code = _in_code(plain)
    text = lines[0]
    for number in range(1, len(lines)):
        wrapped = not (code[number - 1] or code[number]) and _wrapped(plain[number - 1], plain[number], width)
        text += f" {_unindented(lines[number], plain[number])}" if wrapped else f"\n{lines[number]}"
    return text


def _unindented(line: str, plain: str) -> str:
    """The line without the spaces before its first word, which may stand behind a trace."""
    return line.replace(" " * (len(plain) - len(plain.lstrip())), "", 1)


def _in_code(lines: list[str]) -> list[bool]:
    """For each line whether it is within a fence, or one of its ends."""
    found, fence = [], ""
    for line in lines:
        mark = _FENCE.match(line)
        found.append(bool(fence or mark))
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence):
            fence = ""
    return found


def _wrapped(line: str, following: str, width: int) -> bool:
    if width < NARROWEST or not line.strip() or _BLOCK.match(following) or _ENDS.match(line):
        return False
    return len(line) + len(following.split(maxsplit=1)[0]) + _SLACK > width
