"""What a sentence needs when others' words are put into it: small letters, lists, negation."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# ── Capitals ──────────────────────────────────────────────────────────────────

_FIRST_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*(?![\w.])")
_SMALL_WORDS = _words(
    "a an the this that these those it its they their there he she his her we our you your my one what "
    "who whom whose which where when why how whether if no not any some each every all both either "
    "neither nothing nobody somebody someone anybody anyone everybody everyone something anything "
    "everything in on at by for from of to with without under over after before during about as and or "
    "but only"
)
_ALWAYS_CAPITAL = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february april june july august "
    "september october november december english french german spanish italian portuguese dutch russian "
    "chinese japanese korean arabic hindi turkish polish swedish norwegian danish finnish greek latin "
    "american british european african asian indian canadian australian mexican brazilian irish "
    "scottish welsh christian muslim jewish hindu buddhist catholic protestant islam christianity "
    "judaism hinduism buddhism islamic nazi marxist god bible quran torah internet web america africa "
    "europe asia australia india china japan russia germany france spain italy britain england scotland "
    "ireland canada mexico brazil ukraine israel palestine iran iraq syria turkey"
)


def decapitalise(text: str, names: frozenset[str] = frozenset()) -> str:
    """The text with a small first letter, unless the first word is "I", an acronym or a name.

    `names` are words known to be names; a first word before another capitalised one is taken for a name too.
    """
    word = _FIRST_WORD.match(text)
    if word is None or _keeps_capital(word[0], text[word.end() :], names):
        return text
    return text[0].lower() + text[1:]


def _keeps_capital(word: str, rest: str, names: frozenset[str]) -> bool:
    if word.lower() in _SMALL_WORDS:
        return False
    if re.split("['\u2019]", word)[0] == "I" or any(letter.isupper() for letter in word[1:]):
        return True
    if word in names or word.lower() in _ALWAYS_CAPITAL or len(word) == 1:
        return True
    return bool(re.match(r" [^\W\d_]", rest)) and rest[1].isupper() and not rest[1:].startswith(("I ", "I'"))


_LETTERS = re.compile(r"[^\W\d_]+")


def capitalise(text: str) -> str:
    """The text with a capital first letter; the rest as it is."""
    return text[:1].upper() + text[1:]


class Words(NamedTuple):
    """Of some texts the words that stand capitalised inside sentences, and each of their words once."""

    capitalised: frozenset[str]
    each_once: str

    @classmethod
    def of(cls, texts: Iterable[str]) -> Words:
        joined = "\n".join(texts)
        capitalised = re.findall(r"[A-Z](?<=[a-z,;] [A-Z])[^\W\d_]+", joined)
        return cls(frozenset(capitalised), " ".join({*joined.split()}))

    @property
    def written(self) -> set[str]:
        """All words as they are written."""
        words = re.findall(r"\w+", self.each_once)
        return {letters[0] for word in words if (letters := _LETTERS.match(word))}


def names_in(texts: Collection[Words]) -> frozenset[str]:
    """Words that stand capitalised inside sentences and never small: names, as far as one can tell."""
    capitalised = frozenset[str]().union(*(each.capitalised for each in texts))
    written = frozenset[str]().union(*(each.written for each in texts if capitalised))
    return frozenset(word for word in capitalised if word.lower() not in written)


# ── Lists and numbers ─────────────────────────────────────────────────────────


def series(parts: Sequence[str], conjunction: str = "and") -> str:
    """`a`, `a and b`, `a, b, and c`."""
    match len(parts):
        case 0 | 1:
            return "".join(parts)
        case 2:
            return f"{parts[0]} {conjunction} {parts[1]}"
        case _:
            return f"{', '.join(parts[:-1])}, {conjunction} {parts[-1]}"


@lru_cache(maxsize=4096)
def be(noun: str) -> str:
    """`is`, or `are` for what looks like a plural."""
    last = noun.rsplit(maxsplit=1)[-1].lower() if noun.split() else ""
    plural = last.endswith("s") and not last.endswith(("ss", "us", "is", "ics", "news", "series"))
    return "are" if plural else "is"


# ── Statements as clauses ─────────────────────────────────────────────────────

_STOP = re.compile(r"(?<=[^.…])\.\s*$")


def unstopped(text: str) -> str:
    """The text without its final full stop, to stand inside a sentence."""
    return _STOP.sub("", text)


_PLAIN = {
    "is": "is not", "are": "are not", "was": "was not", "were": "were not",
    "can": "cannot", "could": "could not", "will": "will not", "would": "would not", "should": "should not",
}  # fmt: skip
_VERBS = _words(
    "add address admit advocate affect aim appear ask assume attack belong boast call carry claim come "
    "concern confirm consent contain cover deny depend depict describe disclose discuss encourage "
    "endorse expect explain express fall feature focus follow give glorify grant happen harm have help "
    "hold identify imply include indicate insult intend invite involve know lack lead link live look "
    "make mean mention name need offer permit plan play point possess praise present promise promote "
    "propose provide quote raise reach reason reveal refer relate remain repeat report request require "
    "say see seek seem serve share show single speak state suggest support take talk target tell "
    "threaten treat try urge use violate want warn wish work write"
)
_PARTICIPLE = re.compile("been|[a-z]+ed|said|told|given|shown|made|asked|written")
_UNSAFE_SUBJECT = re.compile(
    r"\b(every|everyone|everybody|everything|all|each|no|nobody|none|nothing|some|somebody|someone|something|any|"
    r"anyone|anybody|anything|both|either|neither|only|who|whom|whose|which|that|what|where|when|and|or|if)\b",
    re.IGNORECASE,
)
_UNSAFE_REST = re.compile(
    r"[;:()]|\b(and|nor|but|if|unless|because|although|while|not|never|no|nobody|nothing|none|already|"
    r"always|also|even|just|mainly|merely|only|often|sometimes|some|still|too|"
    r"both|either|all|every|everyone)\b|n['\u2019]t\b",
    re.IGNORECASE,
)


_SOME = re.compile("^some(body|one|thing)")
_MODALS = frozenset({"may", "might"})
_DETERMINERS = _words("a an the this that these those its their his her our your my")


def negated(clause: str) -> str:
    """The opposite of a clause, in natural words where that is sure to mean it, else spelled out."""
    words = clause.split(" ")
    for place in range(1, len(words)):
        if words[place] in _MODALS:
            return f"nothing suggests that {clause}"
        if opposite := _opposite(words, place):
            return _assembled(clause, words[:place], opposite, words[place + 1 :])
    return spelled_out(clause)


def spelled_out(clause: str) -> str:
    """The opposite of any clause."""
    return f"it is not the case that {clause}"


def _opposite(words: list[str], place: int) -> str | None:
    """The word negated, where it is one that we know for the verb of the clause."""
    word, after = words[place], words[place + 1] if place + 1 < len(words) else ""
    if word in _PLAIN:
        return _PLAIN[word]
    if word == "has" and _PARTICIPLE.fullmatch(after):
        return "has not"
    noun = words[place - 1].lower() in _DETERMINERS or after in _VERBS or after in _PLAIN or after in _MODALS
    base = None if noun else _base(word)
    return f"does not {base}" if base else None


def _base(word: str) -> str | None:
    """`states` → `state`, `relies` → `rely`, where the verb is known."""
    if word == "has":
        return "have"
    candidates = (word[:-1], word[:-2], word[:-3] + "y") if word.endswith("s") else ()
    return next((each for each in candidates if each in _VERBS), None)


def _assembled(clause: str, subject: list[str], opposite: str, rest: list[str]) -> str:
    if _UNSAFE_SUBJECT.search(" ".join(subject)) or not _one_claim(rest):
        return spelled_out(clause)
    reached = (
        rest if rest[:1] == ["that"] else [_SOME.sub(lambda found: f"any{found[1]}", word) for word in rest]
    )
    return " ".join([*subject, opposite, *reached])


def _one_claim(rest: list[str]) -> bool:
    """Whether a "not" before these words is sure to reach all of them."""
    text = " ".join(rest)
    if rest[:1] == ["that"]:
        return not re.search("[,;:()]", text)
    listed = "," in text or "or" in rest
    verbs = _PLAIN.keys() | _MODALS
    return not _UNSAFE_REST.search(text) and not (
        listed and any(word in verbs or word == "has" or _base(word) for word in rest)
    )
