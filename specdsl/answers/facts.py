"""What is said of a request, in an author's words, read with the policy's names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from specdsl.answers.names import QuestionError, listed, one_of, unknown
from specdsl.meaning.situation import Situation
from specdsl.meaning.space import NO, YES, Space
from specdsl.record import dataclass

if TYPE_CHECKING:
    from specdsl.graph.query import Index
    from specdsl.meaning.space import Kind, Variable

FactValue: TypeAlias = bool | str | Iterable[str]
"""Yes or no for a flag or a free text; a value, or several that are possible, for a facet or scale."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of one question: for a facet or scale the values that it may have, else yes or no."""

    kind: Kind
    name: str
    """An identifier, or the words of a free text."""
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a request: `categories` are those it is in, with those these are within."""

    categories: tuple[str, ...]
    facts: tuple[Fact, ...]
    closed: bool
    situation: Situation


def known(
    index: Index, categories: Iterable[str], facts: Mapping[str, FactValue], *, closed: bool = False
) -> Known:
    """What is said of a request: it is in these categories, and in those they are within, and in no others.

    What is not mentioned is left open; where it is `closed`, flags and free texts that are not mentioned are
    no, as in a worked example. A fact's name is that of a facet, scale or flag, without its category where
    that is clear, or a free text, of which `…` may leave out the end.

    Raises:
        QuestionError: A name or a value is not one of the policy's.
    """
    named = [one_of(name, index.categories, "category") for name in categories]
    inside = tuple(dict.fromkeys(above for name in named for above in index.ancestors[name]))
    read = [_Reader(index, inside).fact(name, value) for name, value in facts.items()]
    for fact in read:
        if sum(other.name == fact.name for other in read) > 1:
            raise QuestionError(f"`{fact.name}` is said twice. Say it once.")
    return Known(inside, tuple(read), closed, _situation(index, inside, read, closed=closed))


def read_words(words: Iterable[str]) -> dict[str, FactValue]:
    """`facet=value`, `facet=value,value`, `flag`, `flag=no`, as they are typed on a command line.

    Raises:
        QuestionError: A word names nothing, or one fact is said twice.
    """
    facts: dict[str, FactValue] = {}
    for word in words:
        name, equals, value = word.rpartition("=")
        name, value = (name, value) if equals else (word, YES)
        if not name.strip():
            raise QuestionError(f"`{word}` says nothing. Write facts as `facet=value`, `flag` or `flag=no`.")
        if name in facts:
            raise QuestionError(f"`{name}` is said twice. Say it once.")
        facts[name] = value if equals else True
    return facts


def _situation(index: Index, inside: tuple[str, ...], facts: list[Fact], *, closed: bool) -> Situation:
    answers = {("category", name): name in inside for name in index.categories}
    answers |= {(fact.kind, fact.name): fact.values == (YES,) for fact in facts if fact.kind != "facet"}
    values = {fact.name: frozenset(fact.values) for fact in facts if fact.kind == "facet"}
    return Situation(answers, values, default=False if closed else None)


class _Reader:
    """Reads one fact after another with the names that a policy has for what can be said."""

    def __init__(self, index: Index, inside: tuple[str, ...]) -> None:
        self._index = index
        self._inside = inside
        self._questions = {each.name: each for each in Space(index).variables if each.kind != "category"}
        self._texts = [each.name for each in self._questions.values() if each.kind == "text"]

    def fact(self, name: str, value: FactValue) -> Fact:
        question = self._question(" ".join(name.split()).strip('"“”'))
        values: list[str | bool] = [value] if isinstance(value, bool | str) else [*value]
        if question.kind == "facet":
            return Fact("facet", question.name, self._values(question, values))
        return Fact(question.kind, question.name, (self._yes_or_no(question, values),))

    # ── Names ─────────────────────────────────────────────────────────────────

    def _question(self, name: str) -> Variable:
        found = self._meant(name)
        if len(found) == 1:
            return self._questions[found[0]]
        if found:
            raise QuestionError(
                f"`{name}` can mean {listed([f'`{each}`' for each in found], 'or')}. Write it in full."
            )
        if name in self._index.categories:
            raise QuestionError(f"`{name}` is a category. Name it with --category {name}.")
        local = [each.rpartition(".")[2] for each in self._named]
        raise unknown(name, list(dict.fromkeys([*local, *self._questions])), "facet, flag or free text")

    def _meant(self, name: str) -> list[str]:
        """All that a name can mean: what is called exactly that, else what is nearest to it."""
        if name in self._questions:
            return [name]
        if near := [full for each in self._inside if (full := f"{each}.{name}") in self._questions]:
            return near
        if elsewhere := [full for full in self._named if full.endswith(f".{name}")]:
            return elsewhere
        return [text for text in self._texts if _is_text(name, text)]

    @property
    def _named(self) -> list[str]:
        return [each.name for each in self._questions.values() if each.kind != "text"]

    # ── Values ────────────────────────────────────────────────────────────────

    def _values(self, question: Variable, given: list[str | bool]) -> tuple[str, ...]:
        if not given or any(isinstance(value, bool) for value in given):
            example = f"{question.name}={question.answers[0]}"
            raise QuestionError(
                f"`{question.name}` needs a value, such as `{example}`. "
                f"There are: {listed(question.answers)}."
            )
        names = [part.strip() for value in given for part in str(value).split(",")]
        wanted = {self._value(question, name) for name in names}
        return tuple(answer for answer in question.answers if answer in wanted)

    def _value(self, question: Variable, name: str) -> str:
        if name not in question.answers and (other := self._namesake(question, name)):
            raise QuestionError(
                f"there is no answer to `{question.name}` called `{name}`. Did you mean `{other}={name}`?"
            )
        return one_of(name, question.answers, f"answer to `{question.name}` called")

    def _namesake(self, question: Variable, value: str) -> str | None:
        """A question of the same name in some category that has this answer."""
        short = question.name.rpartition(".")[2]
        others = (self._questions[each] for each in self._named if each.rpartition(".")[2] == short)
        return next((each.name for each in others if value in each.answers), None)

    def _yes_or_no(self, question: Variable, given: list[str | bool]) -> str:
        match given:
            case [True] | ["yes"] | ["true"]:
                return YES
            case [False] | ["no"] | ["false"]:
                return NO
            case _:
                said = listed([str(value) for value in given])
                raise QuestionError(f"`{question.name}` is yes or no, not {said}.")


def _is_text(name: str, text: str) -> bool:
    """Whether somebody means a free text: its words, in capitals or not, or its first words and `…`."""
    said, words = name.casefold(), text.casefold()
    for dots in ("…", "..."):
        if said.endswith(dots):
            return words.startswith(said.removesuffix(dots).rstrip())
    return said == words


def facts_of(variables: Iterable[Variable], box: int) -> tuple[Fact, ...]:
    """What a box says of some questions."""
    return tuple(Fact(each.kind, each.name, each.answers_in(box)) for each in variables)
