"""What is known of a request: a situation, whole or in part."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from specdsl.graph.model import Compare, FreeText, Holds, InCategory, Is
from specdsl.record import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specdsl.graph.model import Category, Facet
    from specdsl.graph.query import Index

Question: TypeAlias = tuple[str, str]
"""A yes/no question: `("flag", id)`, `("text", words)` or `("category", id)`."""

Atom: TypeAlias = Is | Compare | Holds | InCategory | FreeText


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of a request; nothing is known of what is not mentioned.

    `answers` says yes or no to questions; `values` leaves to each facet or scale, by its identifier, the
    values that it may still have. `default` is the answer to questions that are not mentioned: None where
    they are open, False where silence means no, as in a worked example.
    """

    answers: Mapping[Question, bool]
    values: Mapping[str, frozenset[str]]
    default: bool | None = None

    def answer(self, question: Question) -> bool | None:
        return self.answers.get(question, self.default)

    def with_answer(self, question: Question, *, answer: bool) -> Situation:
        return replace(self, answers={**self.answers, question: answer})

    def with_values(self, facet: str, values: frozenset[str]) -> Situation:
        return replace(self, values={**self.values, facet: values})


def meant_values(atom: Is | Compare, facet: Facet) -> frozenset[str]:
    """The values of the facet for which the comparison is true."""
    if isinstance(atom, Is) and not atom.negated:
        return frozenset(atom.values)
    names = [value.name for value in facet.values]
    if isinstance(atom, Is):
        return frozenset(names) - frozenset(atom.values)
    border = names.index(atom.value)
    match atom.comparison:
        case "at least":
            return frozenset(names[border:])
        case "at most":
            return frozenset(names[: border + 1])
        case "above":
            return frozenset(names[border + 1 :])
        case "below":
            return frozenset(names[:border])


def question_of(atom: Holds | InCategory | FreeText) -> Question:
    match atom:
        case Holds():
            return ("flag", atom.flag)
        case InCategory():
            return ("category", atom.category)
        case FreeText():
            return ("text", atom.text)


def categories_of(index: Index, situation: Situation) -> list[Category]:
    """The categories that a request is in, or may be in, in the policy's order."""
    if situation.default is not False:
        return [
            each for each in index.policy.categories if situation.answer(("category", each.id)) is not False
        ]
    named = {name for (kind, name), answer in situation.answers.items() if kind == "category" and answer}
    return [each for each in index.policy.categories if each.id in named]
