"""What a misspelt word may have meant, asked often and answered from memory."""

from __future__ import annotations

from specdsl.syntax.limits import MAX_GUESSES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class Guesses:
    """Guesses about the words of one file; beyond a limit, unknown words stay unknown."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], str] = {}

    def one(self, word: str, kind: str, words: Sequence[str]) -> str:
        """The likeliest of some words, which are all of one kind; empty where none is like this one."""
        key = (word, kind)
        if key not in self.known:
            if len(self.known) >= MAX_GUESSES:
                return ""
            from specdsl.diagnostics.suggest import suggest

            self.known[key] = next(iter(suggest(word, words, 1)), "")
        return self.known[key]
