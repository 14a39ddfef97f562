"""How large a file may be: far beyond what a person writes, and small enough that nothing hangs."""

from __future__ import annotations

MAX_FILE = 16 * 1024 * 1024
"""Characters in one file (16 MiB of plain text)."""

MAX_LINE = 100_000
"""Characters in one line."""

MAX_NESTING = 20
"""Levels of indentation; the language itself uses four."""

MAX_CONDITION_DEPTH = 50
"""Parentheses and `not`s inside one another in one condition."""

MAX_NAME = 100
"""Characters in one name, without the part before a dot."""

MAX_MESSAGES = 50
"""Messages about one file; a last one says how many more there are."""

MAX_GUESSES = 1_000
"""Unknown words of one file that are compared with the known ones to find the block that was meant."""
