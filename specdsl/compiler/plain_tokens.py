"""How many tokens a plain text takes, without a tokenizer: to load one takes longer than to lint a policy.

A tokenizer cuts a text into words, and each word into tokens. Both are done here for words of ASCII and of
the marks that typographers use. What else a text holds is left for the tokenizer.

Of the tokens the lower ones are made first, so that whoever knows these alone makes none but those that the
tokenizer makes on its way, and gets at least as many. That is enough to know that a text fits its budget.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from itertools import count
from operator import add, mul
from pkgutil import get_data
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ENCODING = "o200k_base"
"""The encoding whose tokens are listed beside this module."""

MARKS = "‘’“”–—…"  # noqa: RUF001 - typographic quotes and dashes
_PLAIN = re.compile(f"[\n -~{MARKS}]*")

# A space behind what is no white space begins a word. So what stands between two such spaces can be looked at
# by itself; most of it is a word that many texts have.
_SPACE = re.compile(r"(?<![ \n]) ")

# The words of the encoding, where all characters are plain.
_WORD = re.compile(
    r"""
      [^\nA-Za-z0-9]? (?: [A-Z]*[a-z]+ | [A-Z]+ ) (?: ' (?: [sdmtSDMT] | [rR][eE] | [vV][eE] | [lL][lL] ) )?
    | [0-9]{1,3}
    | [ ]? [^ \nA-Za-z0-9]+ [\n/]*
    | [ \n]* \n
    | [ ]+ (?![^ \n])
    | [ ]+
    """,
    re.VERBOSE,
)
_MANY = 100
"""Parts from which on some are likely to stand there more than once."""

_LONGEST = 80
"""Letters of a word from which on the tokenizer is quicker, which takes not much longer for long ones."""


class Tokens(NamedTuple):
    """How many tokens a text takes without its `others`: parts of it that are not plain, each by itself."""

    plain: int
    others: tuple[str, ...] = ()

    @property
    def most(self) -> int:
        """At least as many as the whole text takes: each token is a byte or more."""
        return self.plain + sum(len(other.encode()) for other in self.others)


def tokens_of(text: str) -> Tokens:
    """The tokens of a text, as far as they are known without a tokenizer."""
    return _whole().tokens_of(text)


def tokens_of_each(texts: Iterable[str]) -> int | None:
    """The tokens of many texts together, each by itself; None where one of them is not plain."""
    return _whole().tokens_of_each(texts)


def most_tokens(text: str) -> int:
    """At least as many as the text takes, known from the frequent tokens alone."""
    return _frequent().tokens_of(text).most


def knows_all() -> bool:
    """Whether all tokens were read already, so that `tokens_of` takes no longer."""
    return _whole.cache_info().currsize > 0


@cache
def _whole() -> _Vocabulary:
    return _Vocabulary(_listed())


@cache
def _frequent() -> _Vocabulary:
    """The third of the tokens that comes first is read in a fifth of the time."""
    return _Vocabulary(_listed()[:_FREQUENT].rpartition(b"\t")[0])


def _listed() -> bytes:
    """The tokens of plain characters in their order; a byte is a character of Latin-1, in UTF-8."""
    listed = get_data("specdsl.compiler", "plain_tokens.txt")
    assert listed is not None, "it lies beside this module"
    return listed


_FREQUENT = 270_000
"""Bytes of the list, about 40,000 tokens. In English prose the count with these is 2 to 6 % too high."""


class _Vocabulary:
    """Tokens, and what is made of them; parts and words that many texts have are looked at once."""

    def __init__(self, listed: bytes) -> None:
        self._numbers = dict(zip(listed.decode().split("\t"), count()))
        self._behind_space = lru_cache(maxsize=100_000)(lambda part: self._of_part(f" {part}"))
        self._at_start = lru_cache(maxsize=10_000)(self._of_part)
        self._of_word = lru_cache(maxsize=100_000)(self._pieces)

    def tokens_of(self, text: str) -> Tokens:
        """The tokens of a text."""
        first, *rest = _parts(text)
        counted = Counter(rest) if len(rest) > _MANY else None
        parts, times = (counted, counted.values()) if counted else (rest, [1] * len(rest))
        taken = [self._at_start(first), *map(self._behind_space, parts)]
        known = [each for each in taken if each is not None]
        if len(known) == len(taken):
            return Tokens(sum(map(mul, known, [1, *times])))
        return _of_mixed(text, [*zip([first, *map(" ".__add__, parts)], taken, [1, *times], strict=True)])

    def tokens_of_each(self, texts: Iterable[str]) -> int | None:
        """Those of many texts together."""
        starts: list[str] = []
        others: list[str] = []
        for text in texts:
            first, *rest = _parts(text)
            starts.append(first)
            others += rest
        taken = [*map(self._at_start, starts), *map(self._behind_space, others)]
        known = [each for each in taken if each is not None]
        return sum(known) if len(known) == len(taken) else None

    def _of_part(self, part: str) -> int | None:
        """The tokens of a part of a text; None where it is not plain."""
        if not _PLAIN.fullmatch(part):
            return None
        words = _WORD.findall(part)
        return sum(map(self._of_word, words)) if max(map(len, words), default=0) <= _LONGEST else None

    def _pieces(self, word: str) -> int:
        """From bytes on, two neighbours become one token: those that make the lowest, again and again."""
        numbers, spelled = self._numbers, word.encode().decode("latin-1")
        pieces = [spelled] if spelled in numbers else [*spelled]
        while pairs := [(numbers[pair], at) for at, pair in _pairs(pieces) if pair in numbers]:
            _, at = min(pairs)
            pieces[at : at + 2] = [pieces[at] + pieces[at + 1]]
        return len(pieces)


def _pairs(pieces: list[str]) -> Iterator[tuple[int, str]]:
    return enumerate(map(add, pieces, pieces[1:]))


# ── Parts ─────────────────────────────────────────────────────────────────────


def _parts(text: str) -> list[str]:
    """What stands between spaces that begin words, without them."""
    has_no_others = "  " not in text and "\n " not in text
    return text.split(" ") if has_no_others else _SPACE.split(text)


def _of_mixed(text: str, parts: list[tuple[str, int | None, int]]) -> Tokens:
    """The tokens where some parts are not plain; `parts` with their tokens and how often they stand there."""
    others = [part for part, taken, times in parts if taken is None for _ in range(times)]
    if any(map(_parts_words_otherwise, others)):
        return Tokens(0, (text,))
    return Tokens(sum((taken or 0) * times for _, taken, times in parts), tuple(others))


def _parts_words_otherwise(part: str) -> bool:
    """Whether it holds white space other than spaces and line feeds."""
    return any(character.isspace() and character not in " \n" for character in part)
