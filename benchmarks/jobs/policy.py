"""A policy of ours, read from its folder, as it is or with one rule edited."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from specdsl.analysis import Rules, analyse
from specdsl.project import open_project
from specdsl.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specdsl.analysis import Analysis

TODAY = Rules(date(2026, 1, 1))


def sources(folder: str) -> tuple[Source, ...]:
    return open_project(Path(folder)).sources


def analysis(folder: str) -> Analysis:
    return analyse(sources(folder))


def edited(given: Sequence[Source], turn: int, what: str = "title") -> tuple[Source, ...]:
    """The policy after a small change to one rule in its second file, another one each turn."""
    place = min(1, len(given) - 1)
    changed = given[place]
    text = _EDITS[what](changed.text, turn)
    return (*given[:place], Source(changed.name, text), *given[place + 1 :])


def new_title(text: str, turn: int) -> str:
    """Something else as the title of the last rule."""
    head, mark, tail = text.rpartition(' "Rule ')
    assert mark, "no rule to edit"
    return f'{head} "Edit {turn} of rule {tail}'


def new_exception(text: str, turn: int) -> str:
    """An exception more for the last rule, another flag each turn."""
    head, mark, tail = text.rpartition("\n    text:\n")
    assert mark, "no rule to edit"
    return f"{head}\n    unless f{turn % 8}{mark}{tail}"


_EDITS = {"title": new_title, "condition": new_exception}
