"""A made-up policy in Gherkin: a feature a category, a scenario a rule."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.policies import Answer, Category, Policy, Rule


def files(policy: Policy) -> Iterator[tuple[str, str]]:
    for category in policy.categories:
        yield f"{category.name}.feature", _feature(category)


def _feature(category: Category) -> str:
    rules = "".join(map(_scenario, category.rules))
    return f"Feature: {category.title}\n{_prose(category.summary, 2)}\n{rules}"


def _scenario(rule: Rule) -> str:
    tags = " ".join(
        [
            f"@{rule.name}",
            *(["@guideline"] if rule.lowered else []),
            *([f"@overrides-r{rule.overrides}"] if rule.overrides is not None else []),
            *([f"@s{rule.style}"] if rule.style is not None else []),
        ]
    )
    steps = [
        *(f"{'And' if place else 'Given'} {_answer(each)}" for place, each in enumerate(rule.when)),
        *([f"But not {rule.unless}"] if rule.unless else []),
        "When the request is decided",
        f"Then the verdict is {rule.verdict}",
    ]
    written = "".join(f"    {step}\n" for step in steps)
    return f"  {tags}\n  Scenario: {rule.title}\n{_description(rule)}{written}{_example(rule)}\n"


def _description(rule: Rule) -> str:
    prose = rule.prose
    return "".join(_prose(text, 4) for text in (prose.text, prose.includes, prose.because) if text)


def _example(rule: Rule) -> str:
    prose = rule.prose
    said = {"user": prose.request, "good": prose.good, "bad": prose.bad} if rule.example else {}
    return "".join(
        f'    And {word} is\n      """\n{_prose(text, 6)}      """\n' for word, text in said.items() if text
    )


def _prose(text: str, depth: int) -> str:
    margin = " " * depth
    return "".join(f"{margin}{line}\n" for line in wrap(text, 100 - depth))


def _answer(answer: Answer) -> str:
    several = "one of " if len(answer.values) > 1 else ""
    return f"{answer.facet} is {'not ' if answer.negated else ''}{several}{', '.join(answer.values)}"
