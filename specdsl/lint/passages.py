"""All prose of a policy, each with whose it is and what it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from specdsl.graph.query import examples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from specdsl.graph.model import Category, Example, Facet, Policy, Prose, Rule, Style, Term
    from specdsl.graph.query import Index

T = TypeVar("T")


class Passage(NamedTuple):
    """`word` is the word before the colon: `text`, `because`, the role of a turn; `definition` of a term."""

    subject: str
    word: str
    prose: Prose


def in_passages(index: Index, what: str, find: Callable[[Iterator[Passage]], Iterator[T]]) -> Iterator[T]:
    """What `find` finds in the policy's own passages and in those of each category, one after the other.

    It must depend on the passages alone: of a category that did not change it is remembered.
    """
    yield from find(_head(index.policy))
    for category in index.policy.categories:
        yield from index.memory.of(category, what, lambda own=category: [*find(_category(own))])  # type: ignore[misc]


def _head(policy: Policy) -> Iterator[Passage]:
    yield from _of(policy.name, summary=policy.summary, helpfulness=policy.helpfulness)
    for verdict in policy.ladder:
        yield Passage(policy.name, "meaning", verdict.meaning)
    yield from _shared(policy)


def _of(subject: str, **proses: Prose | None) -> Iterator[Passage]:
    for word, prose in proses.items():
        if prose is not None:
            yield Passage(subject, word, prose)


def _shared(owner: Policy | Category) -> Iterator[Passage]:
    """What policy and category alike may define."""
    each: Term | Facet | Style
    for each in owner.terms:
        yield Passage(each.id, "definition", each.definition)
    for each in owner.facets:
        yield from (Passage(each.id, "meaning", value.meaning) for value in each.values)
    for each in owner.styles:
        yield from _of(each.id, text=each.text)


def _category(category: Category) -> Iterator[Passage]:
    yield from _of(category.id, summary=category.summary, note=category.note)
    yield from _shared(category)
    for rule in category.rules:
        yield from _rule(rule)
    for example in examples(category):
        yield from _example(example)


def _rule(rule: Rule) -> Iterator[Passage]:
    yield from _of(rule.id, text=rule.text)
    yield from (Passage(rule.id, "includes", item) for item in rule.includes)
    yield from (Passage(rule.id, "excludes", item) for item in rule.excludes)
    yield from _of(rule.id, because=rule.because, note=rule.note)
    yield from (Passage(rule.id, "accept", acceptance.reason) for acceptance in rule.acceptances)


def _example(example: Example) -> Iterator[Passage]:
    yield from (Passage(example.id, turn.role, turn.text) for turn in example.turns)
    for reply in example.replies:
        yield Passage(example.id, reply.grade, reply.text)
        yield from _of(example.id, because=reply.because)
