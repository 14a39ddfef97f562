"""The lessons under `policies/lessons`: policies that keep their faults, so that people can learn from them.

`expected.json` lists the findings of each, in the order in which they are reported. In its `README.md` a
block `text finding=2` quotes the second of them, `text message=2` only its message; `pytest --update` writes
the quotations anew.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from specdsl.diagnostics.render import text
from specdsl.project import open_project
from specdsl.source import Source
from specdsl.syntax import format_source
from tests.lint.linting import lint_sources
from tests.literate import read

if TYPE_CHECKING:
    from specdsl.diagnostics import Diagnostic
    from tests.literate import Block

FOLDER = Path(__file__).parents[2] / "policies" / "lessons"
LESSONS = [pytest.param(file.parent, id=file.parent.name) for file in sorted(FOLDER.glob("*/expected.json"))]


def findings(lesson: Path) -> tuple[Diagnostic, ...]:
    return lint_sources(open_project(lesson).sources).found


def described(finding: Diagnostic) -> dict:
    shown = {"rule": finding.rule, "level": finding.level, "subjects": [*finding.subjects]}
    return {**shown, "witness": [*finding.in_words]} if finding.in_words else shown


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_has_exactly_the_findings_that_it_lists(lesson):
    """Nothing else is found, and each witness is the one that the lesson tells."""
    expected = json.loads((lesson / "expected.json").read_text("utf-8"))
    assert [described(finding) for finding in findings(lesson)] == expected


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_quotes_what_the_linter_says(lesson, update):
    """A quotation in the text is the whole finding, as a reader sees it in the lesson's folder."""
    case = read(lesson / "README.md")
    found = findings(lesson)
    said = [quotation(block, found) for block in case.blocks]
    assert said, "a lesson quotes at least one finding"
    if update:
        (lesson / "README.md").write_text(rewritten(case, said), "utf-8")
    else:
        assert [block.text for block in case.blocks] == said


def quotation(block: Block, found: tuple[Diagnostic, ...]) -> str:
    """What the block quotes, without the heading of its categories and the count below."""
    [(part, number)] = block.info.items()
    finding = found[int(number) - 1]
    lines = text.render([finding]).rpartition("\n\n")[0].splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith(f"{finding.level}["))
    end = next(place for place, line in enumerate(lines) if "-->" in line) if part == "message" else None
    return "\n".join(lines[start:end]) + "\n"


def rewritten(case, said: list[str]) -> str:
    whole = case.text
    for block, quoted in reversed([*zip(case.blocks, said, strict=True)]):
        whole = whole[: block.start] + quoted + whole[block.end :]
    return whole


WAYS_OUT = {
    "one line for all four": (
        "harbor-two-desks", "children.spec",
        "    refuse when", "    overrides repairs.full-steps, repairs.this-house\n    refuse when",
        [],
    ),
    "half of that line ends two": (
        "harbor-two-desks", "children.spec",
        "    refuse when", "    overrides repairs.full-steps\n    refuse when",
        ["contradiction", "style-contradiction"],
    ),
    "a statement that is not true": (
        "harbor-two-desks", "children.spec",
        '  owner "Young people desk"\n', '  disjoint from repairs\n  owner "Young people desk"\n',
        [],
    ),
    "other elements for other meanings": (
        "harbor-two-desks", "children.spec", "must include other-hands", "must include trade",
        ["contradiction"] * 3,
    ),
    "a default closes the gap": (
        "moderation-ladder", "health-claims.spec",
        "  authority forum\n", "  otherwise label\n  authority forum\n",
        ["shadowed-rule", "vacuous-exception"],
    ),
    "a post may be both": (
        "moderation-ladder", "experiences.spec", "  disjoint from health-claims\n", "",
        ["uncovered-situation", "shadowed-rule", "exception-without-example", *["contradiction"] * 3],
    ),
    "alive in groups again": (
        "moderation-ladder", "health-claims.spec", "reach at most group", "reach is circle",
        ["uncovered-situation", "example-contradicts-rule", "vacuous-exception"],
    ),
    "one cause, two findings": (
        "helpline-exceptions", "letters.spec", "    overrides court-papers\n", "",
        [
            "impossible-condition", "vacuous-exception", "example-contradicts-rule", "redundant-rule",
            "dangling-override",
        ],
    ),
    "what was meant, against what is shown": (
        "helpline-exceptions", "letters.spec",
        "asker is tenant and asker is landlord", "asker is one of tenant, landlord",
        [
            "precedence-disagreement", "underspecified-example", "vacuous-exception", "redundant-rule",
            "dangling-override", "example-contradicts-rule", "example-contradicts-rule",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS_OUT)
def test_a_way_out_does_what_the_lesson_says(way):
    """After one edit of the lesson, these findings are left."""
    lesson, name, old, new, left = WAYS_OUT[way]
    sources = {source.name: source for source in open_project(FOLDER / lesson).sources}
    assert sources[name].text.count(old) == 1
    sources[name] = Source(name, sources[name].text.replace(old, new))
    found = [finding.rule for finding in lint_sources([*sources.values()]).found]
    assert Counter(found) == Counter(left)


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_is_in_form(lesson):
    """What `specdsl fmt` makes of its files is what they are."""
    for source in open_project(lesson).sources:
        assert format_source(source) == source.text, source.name
