"""What is different in a later version of a policy, and what was found in the one, in terms of the other.

Titles and prose matter to no proof, and neither do places; but a situation in words names categories by their
titles.
"""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING, Any, TypeVar, cast

from specdsl.graph.model import Category, Example, InCategory, Rule, Style
from specdsl.graph.query import examples
from specdsl.meaning.condition import atoms
from specdsl.meaning.parts import conditions
from specdsl.meaning.saying import Said
from specdsl.meaning.scene import may_be_in
from specdsl.record import contents, dataclass, is_record, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from specdsl.graph.model import Policy
    from specdsl.graph.query import Index
    from specdsl.meaning.notebook import Part

T = TypeVar("T")
P = TypeVar("P", Rule, Example)


@dataclass(frozen=True, slots=True)
class Changes:
    """What is not in both versions, or says something else in one."""

    moved: frozenset[str]
    """The rules that changed, and all that these are or were ranked with by `overrides`."""
    renewed: frozenset[str]
    """The categories that are not the same object, even if they say the same."""
    renewed_parts: frozenset[Part]
    """The rules and examples of these."""
    parts: frozenset[Part]
    """Whatever of it work may have looked at."""

    def beside(self, part: Part) -> Changes:
        """The same, and that part."""
        return replace(self, parts=self.parts | {part})

    def rules_in(self, index: Index) -> list[Rule]:
        """The rules that moved, as one version has them."""
        return [index.rules[each] for each in self.moved if each in index.rules]


def changes(before: Index, after: Index) -> Changes | None:
    """What changed; None where it may matter to everything, as what is said of all situations does."""
    if _frame(before.policy) != _frame(after.policy):
        return None
    pairs = zip(before.policy.categories, after.policy.categories, strict=True)
    different = [(one, other) for one, other in pairs if one is not other]
    of_rules = [_compared(one.rules, other.rules, _rule) for one, other in different]
    of_examples = [_compared([*examples(one)], [*examples(other)], _example) for one, other in different]
    if None in of_rules or None in of_examples:
        return None
    rules = frozenset[str]().union(*(each for each in of_rules if each))
    own = (example.id for example in _examples(before, after) if example.rule in rules)
    told = frozenset(own).union(*(each for each in of_examples if each))
    moved = rules.union(*(_linked(index, rule) for index in (before, after) for rule in rules))
    parts = frozenset(_parts(before, after, rules, told, moved))
    styles_are_same = all(before.styles[each] is style for each, style in after.styles.items())
    fresh = [other for _, other in different] if styles_are_same else after.policy.categories
    return Changes(moved, frozenset(one.id for one in fresh), frozenset(_parts_of(fresh)), parts)


def _parts_of(categories: Iterable[Category]) -> Iterator[Part]:
    for category in categories:
        yield from (("rule", rule.id) for rule in category.rules)
        yield from (("example", example.id) for example in examples(category))


def _compared(before: Iterable[P], after: Iterable[P], says: Callable[[P], object]) -> frozenset[str] | None:
    """Those that do not say the same in both; None where the others changed their order."""
    one, other = ({each.id: each for each in version} for version in (before, after))
    if [each for each in one if each in other] != [each for each in other if each in one]:
        return None
    both = (each for each in one.keys() & other.keys() if one[each] is not other[each])
    changed = {each for each in both if says(one[each]) != says(other[each])}
    return frozenset(changed | (one.keys() ^ other.keys()))


def _linked(index: Index, rule: str) -> Iterator[str]:
    """The rules that one overrides and those that override it, however many steps away."""
    yield from index.overrides.get(rule, ())
    yield from (above for above, below in index.overrides.items() if rule in below)


def _examples(*versions: Index) -> Iterator[Example]:
    return (example for index in versions for example in index.examples.values())


def _parts(
    before: Index, after: Index, rules: frozenset[str], told: frozenset[str], moved: frozenset[str]
) -> Iterator[Part]:
    if [each.id for each in before.active_rules] != [each.id for each in after.active_rules]:
        yield "all", "numbers"
    if rules:
        yield "all", "rules"
    for rule in moved:
        yield "rule", rule
        yield "rules of", rule.rpartition(".")[0]
    for example in told:
        yield "example", example
    for index in (before, after):
        yield from _parts_in(index, rules, told)


def _parts_in(index: Index, rules: frozenset[str], told: frozenset[str]) -> Iterator[Part]:
    changed = [index.examples[each] for each in told if each in index.examples]
    for example in changed:
        yield from (("examples in", category) for category in may_be_in(example, index))
    of_rules = (part for each in rules if each in index.rules for part in conditions(index.rules[each]))
    asked = [*of_rules, *(example.given for example in changed if example.given)]
    if any(isinstance(atom, InCategory) for condition in asked for atom in atoms(condition)):
        yield "all", "categories"


# ── What was found ────────────────────────────────────────────────────────────


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


def _frame(policy: Policy) -> object:
    """What is said of all situations, and where rules and examples are."""
    return (
        policy.name,
        policy.authority,
        [verdict.name for verdict in policy.ladder],
        policy.otherwise,
        policy.follow,
        policy.assumptions,
        policy.holes,
        _defined(policy),
        [*map(_category, policy.categories)],
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
    )


def _example(example: Example) -> object:
    return example.id, example.rule, example.given, example.expect, example.by
