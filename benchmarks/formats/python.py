"""A made-up policy as Python of equal structure: a module a category, a function a rule."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.policies import Answer, Policy, Rule


def files(policy: Policy) -> Iterator[tuple[str, str]]:
    for category in policy.categories:
        functions = "".join(map(_function, category.rules))
        yield f"{category.name}.py", f'"""{category.title}.\n\n{_prose(category.summary, 0)}"""\n{functions}'


def _function(rule: Rule) -> str:
    prose = rule.prose
    passages = [prose.text, prose.includes, prose.because]
    passages += [prose.request, prose.good, prose.bad] if rule.example else []
    said = "".join(f"\n{_prose(text, 4)}" for text in passages if text)
    tests = [*map(_answer, rule.when), *([f"not request.{rule.unless}"] if rule.unless else [])]
    return (
        f'\n\ndef {rule.name}(request: Request) -> str | None:\n    """{rule.title}.\n{said}    """\n'
        f'    if {" and ".join(tests)}:\n        return "{rule.verdict}"\n    return None\n'
    )


def _prose(text: str, depth: int) -> str:
    margin = " " * depth
    return "".join(f"{margin}{line}\n" for line in wrap(text, 88 - depth))


def _answer(answer: Answer) -> str:
    if len(answer.values) > 1:
        values = ", ".join(f'"{value}"' for value in answer.values)
        return f"request.{answer.facet} in {{{values}}}"
    return f'request.{answer.facet} {"!=" if answer.negated else "=="} "{answer.values[0]}"'
