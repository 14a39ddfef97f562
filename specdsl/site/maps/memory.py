"""Decision maps of an earlier build, by all that they depend on: a map takes long to work out."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from specdsl.graph.model import FreeText
from specdsl.meaning.condition import atoms
from specdsl.record import replace
from specdsl.site.maps.decision_map import decision_map

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from specdsl.graph.model import Category, Condition, Policy, Rule
    from specdsl.graph.query import Index
    from specdsl.site.links import Links


class Maps:
    """Draws the maps of one policy, but for those that are known from before."""

    def __init__(self, known: Mapping[str, str] | None = None) -> None:
        self._known = known or {}
        self._shared: tuple[Index, str] | None = None
        self.drawn: dict[str, str] = {}
        """All that were asked for, to be known the next time."""

    @property
    def are_new(self) -> bool:
        """Whether there is something to be kept for the next time."""
        return self.drawn.keys() != self._known.keys()

    def map(self, index: Index, category: Category, links: Links) -> str:
        """See `decision_map`."""
        key = self._key(index, category, links.page)
        if (known := self._known.get(key)) is None:
            known = decision_map(index, category, links)
        self.drawn[key] = known
        return known

    def taken(self) -> Mapping[str, str]:
        """All that were asked for since this was asked for."""
        taken, self.drawn = self.drawn, {}
        return taken

    def _key(self, index: Index, category: Category, page: str) -> str:
        """A name for all that a category's map depends on."""
        if self._shared is None or self._shared[0] is not index:
            self._shared = index, repr((_world(index.policy), [*_links(index.policy)]))
        own = [_logic(index.categories[each]) for each in index.ancestors[category.id]]
        text = repr((page, category.id, category.title, own)) + self._shared[1]
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _world(policy: Policy) -> Policy:
    """Which situations there are, and how verdicts and levels stand, whatever rules say."""
    named = replace(
        policy, name="", title="", version=None, owner=None, summary=None, helpfulness=None, follow=()
    )
    bare = tuple(replace(_logic(category), title="", rules=()) for category in policy.categories)
    return replace(named, terms=(), elements=(), styles=(), categories=bare)


def _links(policy: Policy) -> Iterator[object]:
    """What rules anywhere have a part in: who overrides whom, and the free texts that are asked about."""
    for rule in (rule for category in policy.categories for rule in category.rules):
        yield rule.id, rule.status, rule.overrides
        yield from (
            atom.text for each in _conditions(rule) for atom in atoms(each) if isinstance(atom, FreeText)
        )


def _logic(category: Category) -> Category:
    """All but prose, and what is about answers."""
    rules = tuple(_bare(rule) for rule in category.rules)
    bare = replace(category, owner=None, summary=None, note=None, follow=(), rules=rules)
    return replace(bare, terms=(), elements=(), styles=(), examples=())


def _bare(rule: Rule) -> Rule:
    prose = replace(rule, title="", source=None, was=(), text=None, because=None, note=None)
    return replace(prose, includes=(), excludes=(), examples=(), acceptances=(), follow=())


def _conditions(rule: Rule) -> Iterator[Condition]:
    yield from rule.unless if rule.when is None else (rule.when, *rule.unless)
