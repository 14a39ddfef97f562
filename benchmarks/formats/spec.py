"""A made-up policy as `.spec` files."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from benchmarks.policies import ELEMENTS, STYLES, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.policies import Answer, Category, Policy, Rule

WIDTH = 100


def files(policy: Policy) -> Iterator[tuple[str, str]]:
    """The files of the policy, by name."""
    yield "policy.spec", _header(policy)
    for category in policy.categories:
        yield f"{category.name}.spec", _category(category)


def _header(policy: Policy) -> str:
    facets = (_facet(name, values) for name, values in policy.facets.items())
    flags = (f'flag {flag} "Statement {flag[1:]}"\n' for flag in policy.flags)
    elements = (f'element e{number} "Element {number}"\n' for number in range(ELEMENTS))
    styles = (_style(number) for number in range(STYLES))
    header = 'policy big "Big"\n  authority root > guideline\n'
    return "".join([header, *facets, *flags, "assume not (f0 and f1)\n", *elements, *styles])


def _facet(name: str, values: Sequence[str]) -> str:
    return f'facet {name} "{name}?"\n' + "".join(f"  {value}: {value}.\n" for value in values)


def _style(number: int) -> str:
    """Two styles for each element: one wants it, the other does not."""
    element, bars = divmod(number, 2)
    says = f"must {'not ' if bars else ''}include e{element}"
    return f'style s{number} "Style {number}" for {", ".join(VERDICTS)}\n  {says}\n  text: Style {number}.\n'


def _category(category: Category) -> str:
    lines = [
        f'category {category.name} "{category.title}"\n',
        f"  within c{category.within}\n" if category.within is not None else "",
        f"  otherwise {category.otherwise}\n" if category.otherwise else "",
        f"  follow s{category.style}\n",
        _said("summary", category.summary, 2),
    ]
    return "".join([*lines, *map(_rule, category.rules)])


def _rule(rule: Rule) -> str:
    lines = [
        f'  rule {rule.name} "{rule.title}"\n    {rule.verdict} when {_condition(rule)}\n',
        f"    unless {rule.unless}\n" if rule.unless else "",
        f"    overrides r{rule.overrides}\n" if rule.overrides is not None else "",
        "    authority guideline\n" if rule.lowered else "",
        f"    follow s{rule.style}\n" if rule.style is not None else "",
        _said("text", rule.prose.text, 4),
        _cases(rule.prose.includes),
        _said("because", rule.prose.because, 4),
        _example(rule) if rule.example else "",
    ]
    return "".join(lines)


def _example(rule: Rule) -> str:
    return (
        f'    example e{rule.number} "Example {rule.number}"\n      given {_condition(rule)}\n'
        + _said("user", rule.prose.request, 6)
        + _said("good", rule.prose.good, 6)
        + _said("bad", rule.prose.bad, 6)
    )


def _condition(rule: Rule) -> str:
    return " and ".join(map(_answer, rule.when))


def _answer(answer: Answer) -> str:
    several = "one of " if len(answer.values) > 1 else ""
    return f"{answer.facet} is {'not ' if answer.negated else ''}{several}{', '.join(answer.values)}"


def _cases(sentences: str) -> str:
    """Each sentence as a criterion of its own."""
    items = (f"      - {sentence.rstrip('.')}.\n" for sentence in sentences.split(". "))
    return f"    includes:\n{''.join(items)}" if sentences else ""


def _said(word: str, text: str, depth: int) -> str:
    """A passage, on its own lines where it is long; nothing where there is none."""
    margin = " " * depth
    if len(text) <= WIDTH:
        return f"{margin}{word}: {text}\n" if text else ""
    lines = wrap(text, WIDTH - depth - 2)
    return f"{margin}{word}:\n" + "".join(f"{margin}  {line}\n" for line in lines)
