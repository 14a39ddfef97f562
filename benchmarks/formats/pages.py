"""A made-up policy as pages for MkDocs: one for each category and rule, all of them in the navigation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.policies import Answer, Category, Policy, Rule


def files(policy: Policy) -> Iterator[tuple[str, str]]:
    yield "mkdocs.yml", _config(policy)
    yield (
        "docs/index.md",
        "# Big\n\n"
        + "".join(f"- [{category.title}]({category.name}.md)\n" for category in policy.categories),
    )
    for category in policy.categories:
        yield f"docs/{category.name}.md", _category(category)
    for category, rule in policy.rules:
        yield f"docs/{category.name}/{rule.name}.md", _rule(rule)


def _config(policy: Policy) -> str:
    """MkDocs' own theme for documentation, which lists all pages on each, and its own search."""
    sections = [
        {each.title: [f"{each.name}.md", *(f"{each.name}/{rule.name}.md" for rule in each.rules)]}
        for each in policy.categories
    ]
    nav = json.dumps(["index.md", *sections])
    return f"site_name: Big\ntheme: readthedocs\nplugins: [search]\nnav: {nav}\n"


def _category(category: Category) -> str:
    rules = "".join(f"- [{rule.title}]({category.name}/{rule.name}.md)\n" for rule in category.rules)
    return f"# {category.title}\n\n{category.summary}\n\n## Rules\n\n{rules}"


def _rule(rule: Rule) -> str:
    prose = rule.prose
    when = " and ".join(map(_answer, rule.when))
    unless = f" This does not apply when {rule.unless}." if rule.unless else ""
    parts = [f"# {rule.title}", f"**{rule.verdict}** when {when}.{unless}", prose.text]
    parts += [f"Includes: {prose.includes}", f"Because: {prose.because}"]
    if rule.example:
        parts += ["## Example", f"> {prose.request}", f"Good: {prose.good}", f"Bad: {prose.bad}"]
    return "\n\n".join(parts) + "\n"


def _answer(answer: Answer) -> str:
    return f"{answer.facet} is {'not ' if answer.negated else ''}{' or '.join(answer.values)}"
