"""The policy as a profile shows it: whatever is not for the public is gone before any page is written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from specdsl.graph.model import Category, Example, Policy, Rule
    from specdsl.site.options import Options


def published(policy: Policy, options: Options) -> Policy:
    """What the site is built from."""
    kept = policy if options.internal else _public(policy)
    return _without_bad_replies(kept) if options.bad_replies == "leave-out" else kept


# ── Without drafts, authors' notes and acceptances ────────────────────────────


def _public(policy: Policy) -> Policy:
    shown = {rule.id for each in policy.categories for rule in each.rules if rule.status != "draft"}
    return replace(policy, categories=tuple(_public_category(each, shown) for each in policy.categories))


def _public_category(category: Category, shown: AbstractSet[str]) -> Category:
    return replace(
        category,
        note=None,
        rules=tuple(_public_rule(rule, shown) for rule in category.rules if rule.id in shown),
        examples=_of_shown(category.examples, shown),
    )


def _public_rule(rule: Rule, shown: AbstractSet[str]) -> Rule:
    kept = [number for number, other in enumerate(rule.overrides) if other in shown]
    return replace(
        rule,
        note=None,
        acceptances=(),
        overrides=tuple(rule.overrides[number] for number in kept),
        override_spans=tuple(span for number, span in enumerate(rule.override_spans) if number in kept),
        examples=_of_shown(rule.examples, shown),
    )


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
