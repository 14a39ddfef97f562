"""Names that an author typed: what is meant, or what was probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.diagnostics.suggest import suggest
from specdsl.error import SpecError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specdsl.graph.model import Rule
    from specdsl.graph.query import Index

_MANY = 12  # names that are still worth listing


class QuestionError(SpecError):
    """A name that the policy does not have, or facts that no request has together."""


def one_of(name: str, known: Iterable[str], what: str) -> str:
    """The name, if it is known.

    Raises:
        QuestionError: It is not; the message says what was probably meant.
    """
    names = list(known)
    if name in names:
        return name
    raise unknown(name, names, what)


def unknown(name: str, known: Sequence[str], what: str) -> QuestionError:
    """What to say of a name that is not known."""
    if likely := suggest(name, known):
        hint = f"Did you mean {listed([f'`{each}`' for each in likely], 'or')}?"
    elif 0 < len(known) <= _MANY:
        hint = f"There are: {', '.join(known)}."
    else:
        hint = "`specdsl graph` lists the names."
    return QuestionError(f"there is no {what} `{name}`. {hint}")


def rule_named(index: Index, name: str) -> Rule:
    """The rule with this identifier, or this name where one category alone has it.

    Raises:
        QuestionError: There is none, or more than one.
    """
    if name in index.rules:
        return index.rules[name]
    found = [rule for rule in index.rules.values() if rule.name == name]
    if len(found) > 1:
        raise QuestionError(
            f"`{name}` can mean {listed([f'`{rule.id}`' for rule in found], 'or')}. Write it in full."
        )
    if not found:
        short = [rule.name for rule in index.rules.values()]
        raise unknown(name, [*index.rules, *dict.fromkeys(short)], "rule")
    return found[0]


def listed(parts: Sequence[str], conjunction: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    *most, last = parts or [""]
    return f"{', '.join(most)} {conjunction} {last}" if most else last
