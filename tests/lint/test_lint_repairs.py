from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from specdsl.analysis import analyse
from specdsl.lint import Subject, lint
from specdsl.lint.fix import fix_sources
from specdsl.source import Source
from specdsl.syntax import format_source
from tests.lint.linting import PREAMBLE, TODAY, lint_sources
from tests.lint.policies import policy
from tests.reading import TOUCHSTONE

HARBOR = [Source(file.name, file.read_text("utf-8")) for file in sorted(TOUCHSTONE.glob("*.spec"))]
PROVED = {
    "contradiction", "style-contradiction", "dangling-override", "vacuous-exception", "always-true-condition",
}  # fmt: skip


def findings(sources):
    """What the linter finds, without compiling."""
    analysis = analyse(sources)
    return lint(Subject(analysis.index, analysis.diagnostics), today=TODAY).found


def repaired(sources, fix):
    """The sources with one fix carried out."""
    texts = {source.name: source.text for source in sources}
    for edit in sorted(fix.edits, key=lambda edit: -edit.span.start):
        text = texts[edit.span.file]
        texts[edit.span.file] = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return [Source(name, text) for name, text in texts.items()]


def known_by(finding):
    """A dead rule is the same finding whatever else makes it dead."""
    dead = finding.rule == "shadowed-rule"
    return finding.rule, finding.subjects[:1] if dead else finding.subjects, finding.extra.get("element")


def titles(sources, *subjects: str) -> list[str]:
    found = [one for one in lint_sources(sources).found if one.rule in PROVED and one.subjects == subjects]
    return [fix.title for one in found for fix in one.fixes]


def medicine(text: str) -> list[Source]:
    return [PREAMBLE, Source("medicine.spec", f'category medicine "Medicine"\n{text}')]


@pytest.mark.parametrize("seed", range(60))
def test_every_repair_removes_its_finding_and_brings_no_error(seed):
    """In policies made by chance: the whole changed policy is linted anew; formatting stays as it was."""
    sources = policy(Random(seed))
    before = findings(sources)
    errors = {known_by(one) for one in before if one.level == "error"}
    offered = [(one, fix) for one in before if one.rule in PROVED for fix in one.fixes]
    for finding, fix in Random(seed).sample(offered, min(len(offered), 8)):
        changed = repaired(sources, fix)
        after = findings(changed)
        counts = [Counter(map(known_by, found))[known_by(finding)] for found in (before, after)]
        assert counts[1] == counts[0] - 1, fix.title
        assert {known_by(one) for one in after if one.level == "error"} <= errors, fix.title
        assert [format_source(one) for one in changed] == [one.text for one in changed]


def test_chance_tries_every_kind_of_repair():
    """The property above is about something."""
    kinds = Counter(
        (finding.rule, fix.title.split()[0])
        for seed in range(60)
        for finding in findings(policy(Random(seed)))
        for fix in finding.fixes
        if finding.rule in PROVED
    )
    assert set(kinds) >= {
        *(("contradiction", kind) for kind in ("let", "narrow", "say")),
        *(("style-contradiction", kind) for kind in ("let", "narrow")),
        *((rule, "take") for rule in ("dangling-override", "vacuous-exception")),
        ("always-true-condition", "write"),
    }


def test_the_touchstone_can_be_mended():
    """`--fix --unsafe` leaves no error, every file canonical, and all other lines as they were."""
    fixed = fix_sources(HARBOR, lambda sources: lint_sources(sources).found, offered=True)
    assert "error" not in {one.level for one in fixed.findings}
    assert [done.finding.rule for done in fixed.done] == ["contradiction"] * 3 + ["style-contradiction"]
    old = {source.name: source.text.splitlines() for source in HARBOR}
    for source in fixed.changed:
        assert format_source(source) == source.text
        kept = [line for line in old[source.name] if not line.strip().startswith("overrides")]
        assert [line for line in source.text.splitlines() if line in kept] == kept


def test_the_first_repair_lets_the_stricter_rule_win():
    """It is what `--fix --unsafe` carries out."""
    first, *_ = titles(HARBOR, "regulated-advice.normal-dose", "self-harm.in-danger")
    assert first == "let `self-harm.in-danger` override `regulated-advice.normal-dose`"


def test_no_rank_is_offered_that_leaves_a_rule_dead():
    """The narrower of two can only win."""
    text = """\
  rule dose "Doses"
    comply when intent is benign
    text: Give the dose.

  rule children "Children"
    refuse when intent is benign and minor
    text: Send them to a grown-up.
"""
    assert titles(medicine(text), "medicine.dose", "medicine.children") == [
        "let `medicine.children` override `medicine.dose`",
        "narrow `medicine.dose`: `unless minor`",
    ]


def test_no_repair_goes_against_an_example():
    """An example that expects a verdict where both apply says which of the two wins."""
    text = """\
  rule dose "Doses"
    comply when intent is benign
    text: Give the dose.

    example syrup "Syrup"
      given intent is benign and minor
      user: I am 12. How much syrup?
      good: As much as the label says. …

  rule children "Children"
    refuse when minor
    text: Send them to a grown-up.
"""
    assert titles(medicine(text), "medicine.dose", "medicine.children") == [
        "let `medicine.dose` override `medicine.children`",
        "narrow `medicine.children`: `unless intent is benign`",
    ]


def test_no_exception_is_offered_that_lets_another_rule_stand():
    """`children` keeps `tales` from standing; an exception would take that away."""
    text = """\
  rule dose "Doses"
    comply when intent is benign
    text: Give the dose.

  rule children "Children"
    refuse when minor
    overrides tales
    text: Send them to a grown-up.

  rule tales "Tales"
    safe-complete when "it is a tale"
    text: Leave out the numbers.
"""
    offered = titles(medicine(text), "medicine.dose", "medicine.children")
    assert "narrow `medicine.dose`: `unless minor`" in offered
    assert not [title for title in offered if title.startswith("narrow `medicine.children`")]


def test_categories_are_not_kept_apart_where_a_rule_speaks_of_both():
    """`disjoint from` would leave that rule without any case."""
    specs = [
        *medicine('  rule dose "Doses"\n    comply when intent is benign\n    text: Give the dose.\n'),
        Source(
            "school.spec",
            'category school "School"\n  rule pupils "Pupils"\n    refuse when minor\n    text: Say no.\n',
        ),
    ]
    both = ("medicine.dose", "school.pupils")
    apart = "say that no request is in both `medicine` and `school`"
    assert apart in titles(specs, *both)
    other = '\n  rule forms "Forms"\n    comply when clinician and in medicine\n    text: Help.\n'
    assert apart not in titles([*specs[:-1], Source("school.spec", specs[-1].text + other)], *both)


def test_a_name_that_means_another_thing_is_not_written():
    """In `school` the flag `minor` hides the one at the top, on which the other rule rests."""
    school = """\
category school "School"
  flag clinician "The school has a nurse"

  rule pupils "Pupils"
    refuse when minor and clinician
    text: Send them to the nurse.
"""
    text = '  rule depth "Depth"\n    comply when clinician\n    text: Answer in depth.\n'
    offered = titles([*medicine(text), Source("school.spec", school)], "medicine.depth", "school.pupils")
    assert "narrow `medicine.depth`: `unless in school and minor and school.clinician`" in offered
    assert "narrow `school.pupils`: `unless in medicine`" in offered
    assert not [title for title in offered if title.endswith("in medicine and clinician`")]


def test_where_ranks_go_in_a_circle_only_categories_are_mended():
    """What a rank would change cannot be foreseen there, and the finding says what to do first."""
    text = """\
  rule dose "Doses"
    comply when intent is benign
    overrides children
    text: Give the dose.

  rule children "Children"
    refuse when minor
    overrides dose
    text: Send them to a grown-up.

  rule depth "Depth"
    safe-complete when clinician
    text: Leave out the numbers.
"""
    found = [one for one in findings(medicine(text)) if one.rule == "contradiction"]
    assert found
    assert not [one for one in found if one.fixes]
    assert all(one.help[0].startswith("first mend the `overrides`") for one in found)


def test_many_contradictions_are_mended_in_a_few_rounds():
    """Repairs that are fine one by one and not together are carried out as far as they go."""
    linted: list[int] = []

    def counted(sources):
        linted.append(1)
        return findings(sources)

    rules = (
        f'  rule {verdict}-{each} "Rule"\n    {verdict} when "case {each} of {verdict}"\n    text: Do it.\n'
        for each in range(5)
        for verdict in ("comply", "safe-complete", "refuse")
    )
    sources = medicine("\n".join(rules))
    before = [one for one in findings(sources) if one.rule == "contradiction"]
    fixed = fix_sources(sources, counted, offered=True)
    assert len(before) == 75
    assert "error" not in {one.level for one in fixed.findings}
    assert len(linted) < 60
