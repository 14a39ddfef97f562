"""A made-up policy in YAML, a file a category, and a ruleset for Spectral that looks at it."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from benchmarks.policies import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.policies import Answer, Category, Policy, Rule

RULESET = f"""\
rules:
  rule-has-text:
    given: "$.rules[*]"
    severity: error
    then: {{field: text, function: truthy}}
  known-verdict:
    given: "$.rules[*].verdict"
    severity: error
    then: {{function: enumeration, functionOptions: {{values: [{", ".join(VERDICTS)}]}}}}
  rule-name:
    given: "$.rules[*].name"
    severity: warn
    then: {{function: pattern, functionOptions: {{match: "^[a-z][a-z0-9-]*$"}}}}
  rule-has-condition:
    given: "$.rules[*]"
    severity: warn
    then: {{field: when, function: truthy}}
"""
"""Four checks of the plainest kind; a linter of YAML knows nothing of contradictions."""


def files(policy: Policy) -> Iterator[tuple[str, str]]:
    yield "ruleset.yaml", RULESET
    for category in policy.categories:
        yield f"policy/{category.name}.yaml", _category(category)


def _category(category: Category) -> str:
    lines = [
        f"category: {category.name}\ntitle: {category.title}\n",
        f"within: c{category.within}\n" if category.within is not None else "",
        f"otherwise: {category.otherwise}\n" if category.otherwise else "",
        f"follow: s{category.style}\n",
        _said("summary", category.summary, 0),
        "rules:\n",
    ]
    return "".join([*lines, *map(_rule, category.rules)])


def _rule(rule: Rule) -> str:
    prose = rule.prose
    lines = [
        f"  - name: {rule.name}\n    title: {rule.title}\n    verdict: {rule.verdict}\n    when:\n",
        "".join(f"      {_answer(answer)}\n" for answer in rule.when),
        f"    unless: {rule.unless}\n" if rule.unless else "",
        f"    overrides: r{rule.overrides}\n" if rule.overrides is not None else "",
        "    authority: guideline\n" if rule.lowered else "",
        f"    follow: s{rule.style}\n" if rule.style is not None else "",
        _said("text", prose.text, 4),
        _said("includes", prose.includes, 4),
        _said("because", prose.because, 4),
        _example(rule) if rule.example else "",
    ]
    return "".join(lines)


def _example(rule: Rule) -> str:
    prose = rule.prose
    said = {"user": prose.request, "good": prose.good, "bad": prose.bad}
    return f"    example:\n      name: e{rule.number}\n" + "".join(
        _said(word, text, 6) for word, text in said.items()
    )


def _said(word: str, text: str, depth: int) -> str:
    margin = " " * depth
    lines = "".join(f"{margin}  {line}\n" for line in wrap(text, 98 - depth))
    return f"{margin}{word}: |\n{lines}" if text else ""


def _answer(answer: Answer) -> str:
    values = ", ".join(answer.values)
    return f"{answer.facet}: {{not: [{values}]}}" if answer.negated else f"{answer.facet}: [{values}]"
