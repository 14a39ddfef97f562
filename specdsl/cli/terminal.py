"""What the terminal can show: its width, whether it takes colour, and where messages go."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO

MAX_WIDTH = 100
"""Longer lines are hard to read, however wide the window."""


def width() -> int:
    return min(columns(), MAX_WIDTH)


def columns() -> int:
    """As `shutil.get_terminal_size` says it, which is not used: with `shutil` four compressors are loaded."""
    try:
        asked = int(os.environ["COLUMNS"])
    except (KeyError, ValueError):
        asked = 0
    if asked > 0:
        return asked
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):  # it is closed, or no terminal
        return 80


def has_color(choice: str, stream: TextIO) -> bool:
    """Colour as asked for (`always`, `never`), else on a terminal that wants it (https://no-color.org)."""
    if choice != "auto":
        return choice == "always"
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return not plain and stream.isatty()


def complain(message: str) -> None:
    """A message about how the command was used."""
    print(f"specdsl: {message}", file=sys.stderr)


def say(message: str) -> None:
    """What was done, for the person who waits; never part of the output proper."""
    print(message, file=sys.stderr)


@contextmanager
def progress(total: int, what: str) -> Iterator[Callable[[str], None]]:
    """A line on the terminal that counts up; nothing where nobody watches."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    done = 0

    def step(name: str) -> None:
        nonlocal done
        done += 1
        line = f"{what} {done}/{total} {name}"
        print(f"\r\x1b[K{line[: width() - 1]}", end="", file=sys.stderr, flush=True)

    try:
        yield step
    finally:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
