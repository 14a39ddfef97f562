"""What a policy's conditions, styles and prose refer to."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from specdsl.graph.model import Compare, FreeText, Holds, InCategory, Is
from specdsl.lint.passages import passages
from specdsl.meaning.condition import atoms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.graph.model import Condition, Policy
    from specdsl.graph.query import Index

    Atom = Is | Compare | Holds | InCategory | FreeText


def used_atoms(policy: Policy) -> Iterator[Atom]:
    """Every comparison, flag, category and free text in a condition."""
    for condition in _conditions(policy):
        yield from atoms(condition)


def used_names(index: Index) -> set[str]:
    """The identifiers that something refers to; a term also where its words stand in a prose."""
    used = {_asked(atom) for atom in used_atoms(index.policy)}
    used |= {link.target for passage in passages(index.policy) for link in passage.prose.links}
    used |= {directive.element for style in index.styles.values() for directive in style.directives}
    used |= {*index.policy.follow}
    used |= {style for category in index.policy.categories for style in category.follow}
    used |= {style for rule in index.rules.values() for style in rule.follow}
    return used | {*_spoken(index)}


def _conditions(policy: Policy) -> Iterator[Condition]:
    yield from policy.assumptions
    for category in policy.categories:
        for rule in category.rules:
            yield from (rule.when, *rule.unless) if rule.when else rule.unless
            yield from (example.given for example in rule.examples if example.given)
        yield from (example.given for example in category.examples if example.given)


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
    said = [(passage.subject, passage.prose.text.casefold()) for passage in passages(index.policy)]
    for term in index.terms.values():
        words = {term.name.casefold(), term.name.replace("-", " ").casefold()}
        if any(word in text for subject, text in said if subject != term.id for word in words):
            yield term.id
