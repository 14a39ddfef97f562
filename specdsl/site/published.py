"""The policy as a profile shows it: whatever is not for the public is gone before any page is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.graph.query import reach
from specdsl.record import replace
from specdsl.source import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from specdsl.graph.model import Category, Example, Policy, Rule
    from specdsl.site.options import Options
    from specdsl.source import Span


def published(policy: Policy, options: Options) -> Policy:
    """What the site is built from."""
    kept = policy if options.internal else _public(policy)
    return _without_bad_replies(kept) if options.bad_replies == "leave-out" else kept


# ── Without drafts, authors' notes and acceptances ────────────────────────────


def _public(policy: Policy) -> Policy:
    rules = {rule.id: rule for each in policy.categories for rule in each.rules}
    kept = tuple(_public_category(each, rules) for each in policy.categories)
    return replace(policy, categories=kept)


def _public_category(category: Category, every: Mapping[str, Rule]) -> Category:
    shown = {rule.id for rule in every.values() if _is_shown(rule)}
    return replace(
        category,
        note=None,
        rules=tuple(_public_rule(rule, every, shown) for rule in category.rules if _is_shown(rule)),
        examples=_of_shown(category.examples, shown),
    )


def _is_shown(rule: Rule) -> bool:
    return rule.status != "draft"


def _public_rule(rule: Rule, every: Mapping[str, Rule], shown: AbstractSet[str]) -> Rule:
    overridden = _overridden(rule, every)
    return replace(
        rule,
        note=None,
        acceptances=(),
        overrides=tuple(overridden),
        override_spans=tuple(overridden.values()),
        examples=_of_shown(rule.examples, shown),
    )


def _overridden(rule: Rule, every: Mapping[str, Rule]) -> Mapping[str, Span]:
    """What is shown of what it overrides, and where it says so: drafts link those above to those below."""

    def below(name: str) -> tuple[str, ...]:
        return () if _is_shown(every[name]) else every[name].overrides

    found: dict[str, Span] = {}
    places = rule.override_spans or (NOWHERE,) * len(rule.overrides)
    for first, place in zip(rule.overrides, places, strict=True):
        names = (name for name in reach(first, below) if _is_shown(every[name]) and name != rule.id)
        found |= {name: place for name in names if name not in found}
    return found


def _of_shown(examples: Iterable[Example], shown: AbstractSet[str]) -> tuple[Example, ...]:
    """Those that no draft decides."""
    return tuple(each for each in examples if each.by is None or each.by in shown)


# ── Without bad replies ───────────────────────────────────────────────────────


def _without_bad_replies(policy: Policy) -> Policy:
    return replace(policy, categories=tuple(_good_category(each) for each in policy.categories))


def _good_category(category: Category) -> Category:
    rules = tuple(replace(rule, examples=_good_examples(rule.examples)) for rule in category.rules)
    return replace(category, rules=rules, examples=_good_examples(category.examples))


def _good_examples(examples: Iterable[Example]) -> tuple[Example, ...]:
    return tuple(
        replace(each, replies=tuple(reply for reply in each.replies if reply.grade != "bad"))
        for each in examples
    )
