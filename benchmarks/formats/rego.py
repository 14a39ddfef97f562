"""A made-up policy in Rego: a module a category, a rule a rule."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.policies import Answer, Category, Policy, Rule


def files(policy: Policy) -> Iterator[tuple[str, str]]:
    for category in policy.categories:
        rules = "".join(map(_rule, category.rules))
        yield f"{category.name}.rego", f"{_head(category)}{rules}"


def _head(category: Category) -> str:
    summary = json.dumps(category.summary)
    return f"package policy.{category.name}\n\nimport rego.v1\n\nsummary := {summary}\n\n"


def _rule(rule: Rule) -> str:
    prose = rule.prose
    values = {
        "rule": rule.name,
        "title": rule.title,
        "verdict": rule.verdict,
        "level": "guideline" if rule.lowered else "",
        "overrides": "" if rule.overrides is None else f"r{rule.overrides}",
        "style": "" if rule.style is None else f"s{rule.style}",
        "text": prose.text,
        "includes": prose.includes,
        "because": prose.because,
        **({"request": prose.request, "good": prose.good, "bad": prose.bad} if rule.example else {}),
    }
    said = "".join(f'\t"{name}": {json.dumps(text)},\n' for name, text in values.items() if text)
    unless = f"\tnot input.{rule.unless}\n" if rule.unless else ""
    when = "".join(f"\t{_answer(answer)}\n" for answer in rule.when)
    return f"decision contains {{\n{said}}} if {{\n{when}{unless}}}\n\n"


def _answer(answer: Answer) -> str:
    if len(answer.values) > 1:
        return f"input.{answer.facet} in {{{', '.join(map(json.dumps, answer.values))}}}"
    return f'input.{answer.facet} {"!=" if answer.negated else "=="} "{answer.values[0]}"'
