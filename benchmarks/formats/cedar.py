"""A made-up policy for Cedar: one policy a rule, what people read in annotations, and a schema."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from benchmarks.policies import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.policies import Answer, Category, Policy, Rule


def files(policy: Policy) -> Iterator[tuple[str, str]]:
    yield "policies.cedar", "".join(_policy(category, rule) for category, rule in policy.rules)
    yield "schema.cedarschema", _schema(policy)


def _schema(policy: Policy) -> str:
    facts = [f"    {name}: String,\n" for name in policy.facets]
    facts += [f"    {flag}: Bool,\n" for flag in policy.flags]
    actions = ", ".join(f'"{verdict}"' for verdict in VERDICTS)
    applies = f"principal: [User], resource: [Request], context: {{\n{''.join(facts)}  }}"
    return f"entity User;\nentity Request;\naction {actions} appliesTo {{\n  {applies}\n}};\n"


def _policy(category: Category, rule: Rule) -> str:
    prose = rule.prose
    notes = {
        "id": f"{category.name}.{rule.name}",
        "title": rule.title,
        "level": "guideline" if rule.lowered else "",
        "overrides": "" if rule.overrides is None else f"r{rule.overrides}",
        "style": "" if rule.style is None else f"s{rule.style}",
        "text": prose.text,
        "includes": prose.includes,
        "because": prose.because,
        **({"request": prose.request, "good": prose.good, "bad": prose.bad} if rule.example else {}),
    }
    annotations = "".join(f"@{name}({json.dumps(text)})\n" for name, text in notes.items() if text)
    unless = f"\nunless {{ context.{rule.unless} }}" if rule.unless else ""
    when = " && ".join(map(_answer, rule.when))
    effect = "forbid" if rule.verdict == "refuse" else "permit"
    scope = f'principal, action == Action::"{rule.verdict}", resource'
    return f"{annotations}{effect} ({scope})\nwhen {{ {when} }}{unless};\n\n"


def _answer(answer: Answer) -> str:
    if len(answer.values) > 1:
        return f"{json.dumps(answer.values)}.contains(context.{answer.facet})"
    return f'context.{answer.facet} {"!=" if answer.negated else "=="} "{answer.values[0]}"'
