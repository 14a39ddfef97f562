"""What a policy's conditions, styles and prose refer to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, assert_never

from specdsl.graph.model import Compare, FreeText, Holds, InCategory, Is
from specdsl.graph.query import examples
from specdsl.lint.passages import in_passages
from specdsl.meaning.condition import atoms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.graph.model import Category, Condition
    from specdsl.graph.query import Index
    from specdsl.lint.passages import Passage

    Atom = Is | Compare | Holds | InCategory | FreeText


def used_atoms(index: Index) -> Iterator[Atom]:
    """Every comparison, flag, category and free text in a condition."""
    for assumption in index.policy.assumptions:
        yield from atoms(assumption)
    for category in index.policy.categories:
        yield from index.memory.of(category, "used atoms", partial(_atoms, category))


def _asked_in(category: Category) -> set[str]:
    return {*map(_asked, _atoms(category))}


def _atoms(category: Category) -> list[Atom]:
    return [atom for condition in _conditions(category) for atom in atoms(condition)]


def used_names(index: Index) -> set[str]:
    """The identifiers that something refers to; a term also where its words stand in a prose."""
    used = {_asked(atom) for assumption in index.policy.assumptions for atom in atoms(assumption)}
    for category in index.policy.categories:
        used |= index.memory.of(category, "asked", partial(_asked_in, category))
    used |= {*in_passages(index, "linked", _linked)}
    used |= {directive.element for style in index.styles.values() for directive in style.directives}
    used |= {*index.policy.follow}
    used |= {style for category in index.policy.categories for style in category.follow}
    used |= {style for rule in index.rules.values() for style in rule.follow}
    return used | {*_spoken(index)}


def _linked(passages: Iterator[Passage]) -> Iterator[str]:
    return (link.target for passage in passages for link in passage.prose.links)


def _conditions(category: Category) -> Iterator[Condition]:
    for rule in category.rules:
        yield from (rule.when, *rule.unless) if rule.when else rule.unless
    yield from (example.given for example in examples(category) if example.given)


def _asked(atom: Atom) -> str:
    match atom:
        case Is():
            return atom.facet
        case Compare():
            return atom.scale
        case Holds():
            return atom.flag
        case InCategory():
            return atom.category
        case FreeText():
            return ""
        case _:
            assert_never(atom)


def _spoken(index: Index) -> Iterator[str]:
    """The terms whose words stand in a prose other than their own definition."""
    said = [*in_passages(index, "said", _said)] if index.terms else []
    for term in index.terms.values():
        words = {term.name.casefold(), term.name.replace("-", " ").casefold()}
        if any(word in text for subject, text in said if subject != term.id for word in words):
            yield term.id


def _said(passages: Iterator[Passage]) -> Iterator[tuple[str, str]]:
    return ((passage.subject, passage.prose.text.casefold()) for passage in passages)
