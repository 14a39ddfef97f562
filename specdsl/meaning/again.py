"""What was found in one version of a policy, in a later one that means the same.

Titles and prose may differ, and so may places; conditions, verdicts, ranks, styles and examples do not, and
so neither does anything that is proved of them.
"""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING, Any, TypeVar, cast

from specdsl.graph.model import Category, Example, Rule, Style
from specdsl.meaning.saying import Said
from specdsl.record import contents, is_record, replace

if TYPE_CHECKING:
    from specdsl.graph.model import Policy
    from specdsl.graph.query import Index

T = TypeVar("T")


def means_the_same(one: Policy, other: Policy) -> bool:
    """Whether whatever is proved of the one is true of the other, and is told in the same words."""
    if len(one.categories) != len(other.categories) or _head(one) != _head(other):
        return False
    pairs = zip(one.categories, other.categories, strict=True)
    return all(a is b or _category(a) == _category(b) for a, b in pairs)


def renewed(found: T, index: Index) -> T:
    """The same finding about the parts that are the policy's now; the same object where they are the same."""
    return cast("T", _renewed(found, index))


def _renewed(found: Any, index: Index) -> Any:  # noqa: ANN401 - whatever a search may yield
    match found:
        case Rule():
            return index.rules[found.id]
        case Example():
            return index.examples[found.id]
        case Category():
            return index.categories[found.id]
        case Style():
            return index.styles[found.id]
        case Said():
            return _said(found, index)
        case tuple():
            parts = tuple(_renewed(part, index) for part in found)
            return found if all(map(is_, parts, found)) else parts
        case _ if is_record(found) and type(found).__module__ in _FOUND_IN:
            return _fields_renewed(found, index)
        case _:
            return found


_FOUND_IN = {
    "specdsl.meaning.catalogue", "specdsl.meaning.saying",
    "specdsl.examples.judge", "specdsl.examples.near",
}  # fmt: skip


def _fields_renewed(found: Any, index: Index) -> Any:  # noqa: ANN401
    before = contents(found)
    after = {name: _renewed(value, index) for name, value in before.items()}
    changed = {name: value for name, value in after.items() if value is not before[name]}
    return replace(found, **changed) if changed else found


def _said(said: Said, index: Index) -> Said:
    rule, style = index.rules[said.rule.id], index.styles[said.style.id]
    if rule is said.rule and style is said.style:
        return said
    place = next(at for at, each in enumerate(said.style.directives) if each is said.directive)
    return Said(rule, style, style.directives[place])


# ── What a policy means ───────────────────────────────────────────────────────


def _head(policy: Policy) -> object:
    return (
        policy.name,
        policy.authority,
        [verdict.name for verdict in policy.ladder],
        policy.otherwise,
        policy.follow,
        policy.assumptions,
        policy.holes,
        _defined(policy),
    )


def _category(category: Category) -> object:
    """Its title too, which a situation in words names."""
    return (
        category.id,
        category.title,
        category.within,
        category.disjoint_from,
        category.otherwise,
        category.follow,
        category.authority,
        _defined(category),
        [*map(_rule, category.rules)],
        [*map(_example, category.examples)],
    )


def _defined(place: Policy | Category) -> object:
    return (
        [(each.id, each.ordered, [value.name for value in each.values]) for each in place.facets],
        [each.id for each in place.flags],
        [each.id for each in place.elements],
        [(each.id, each.verdicts, each.directives) for each in place.styles],
    )


def _rule(rule: Rule) -> object:
    return (
        rule.id,
        rule.status,
        rule.verdict,
        rule.when,
        rule.unless,
        rule.overrides,
        rule.authority,
        rule.follow,
        [*map(_example, rule.examples)],
    )


def _example(example: Example) -> object:
    return example.id, example.given, example.expect, example.by
