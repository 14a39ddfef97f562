from __future__ import annotations

import json
import re
import time

import pytest

from specdsl.analysis import Rules, analyse, check
from specdsl.diagnostics.render import json as json_form
from specdsl.diagnostics.render import text
from specdsl.lint import Settings, Subject, lint
from specdsl.lint.baseline import baseline_of
from specdsl.lint.rules import contradiction
from specdsl.meaning.questions import Budget, Prover
from specdsl.source import Source
from tests.lint.linting import TODAY, lint_sources
from tests.reading import TOUCHSTONE

HARBOR = [Source(file.name, file.read_text("utf-8")) for file in sorted(TOUCHSTONE.glob("*.spec"))]
OWN_CONDITION = '"the answer depends on the person\'s own condition"'
TIMES = "\N{MULTIPLICATION SIGN}"
BOTH = {"regulated-advice": "yes", "self-harm": "yes"}


def harbor(**changes: str) -> dict[tuple[str, ...], dict]:
    """What is proved of the touchstone, by rule and subjects, with words in it changed."""
    sources = [Source(one.name, changed(one.text, changes)) for one in HARBOR]
    shown = json.loads(json_form.render(lint_sources(sources).found))
    proved = [one for one in shown["findings"] if one["rule"] != "rule-without-example"]
    return {(one["rule"], *one["subjects"]): one for one in proved if "example" not in one["rule"]}


def changed(words: str, changes: dict[str, str]) -> str:
    for old, new in changes.items():
        words = words.replace(old, new)
    return words


# ── The touchstone ────────────────────────────────────────────────────────────


def test_the_touchstone_has_exactly_its_four_errors():
    """Three contradictions and a style contradiction, and no other error; three rules have no example."""
    found = lint_sources(HARBOR).found
    errors = {(one.rule, *one.subjects) for one in found if one.level == "error"}
    assert errors == {
        ("contradiction", "regulated-advice.normal-dose", "self-harm.method-instructions"),
        ("contradiction", "regulated-advice.personal-plan", "self-harm.method-instructions"),
        ("contradiction", "regulated-advice.normal-dose", "self-harm.in-danger"),
        ("style-contradiction", "regulated-advice.personal-plan", "self-harm.in-danger"),
    }
    assert [one.subjects for one in found if one.rule == "rule-without-example"] == [
        ("regulated-advice.personal-plan",),
        ("regulated-advice.professional-depth",),
        ("self-harm.in-danger",),
    ]


@pytest.mark.parametrize(
    ("finding", "witness"),
    [
        (
            ("contradiction", "regulated-advice.normal-dose", "self-harm.method-instructions"),
            {**BOTH, "intent": "benign", "detail": "actionable"},
        ),
        (
            ("contradiction", "regulated-advice.personal-plan", "self-harm.method-instructions"),
            {**BOTH, "detail": "actionable", OWN_CONDITION: "yes"},
        ),
        (
            ("contradiction", "regulated-advice.normal-dose", "self-harm.in-danger"),
            {**BOTH, "intent": "benign", "detail": "actionable", "at-risk": "yes"},
        ),
        (
            ("style-contradiction", "regulated-advice.personal-plan", "self-harm.in-danger"),
            {**BOTH, "detail": "actionable", "at-risk": "yes", OWN_CONDITION: "yes"},
        ),
    ],
)
def test_each_error_has_its_smallest_witness(finding, witness):
    """The fewest facts that make it happen, by question; where the intent does not matter it is no fact."""
    assert harbor()[finding]["witness"] == witness


def test_both_sides_are_quoted_with_what_they_say():
    """The stricter first."""
    found = harbor()["contradiction", "regulated-advice.normal-dose", "self-harm.method-instructions"]
    assert found["message"] == (
        "`self-harm.method-instructions` says `refuse` where `regulated-advice.normal-dose` says `comply`"
    )
    assert [(span["file"], span["line"], span["label"]) for span in found["spans"]] == [
        ("self-harm.spec", 21, "says `refuse`"),
        ("regulated-advice.spec", 5, "says `comply`"),
    ]


def test_a_style_contradiction_names_its_element_and_styles():
    """The style that wants the element first."""
    found = harbor()["style-contradiction", "regulated-advice.personal-plan", "self-harm.in-danger"]
    assert found["element"] == "crisis-line"
    assert found["styles"] == ["stay-with-them", "regulated-advice.refer-on"]


def test_they_stand_under_one_heading_the_gravest_first():
    """Comply against refuse before anything else; of equal distance what covers more."""
    shown = text.render(lint_sources(HARBOR).found)
    assert re.findall(f"^.+ {TIMES} .+$", shown, re.MULTILINE) == [f"self-harm {TIMES} regulated-advice"]
    under = shown.partition(TIMES)[2]
    messages = [" ".join(one.split()) for one in re.findall(r"(?s)^error\[.*?-->", under, re.MULTILINE)]
    assert [re.findall("`self-harm.([a-z-]+)`", one) for one in messages] == [
        ["method-instructions"],
        ["method-instructions"],
        ["in-danger"],
        ["in-danger"],
    ]
    assert [re.findall("`regulated-advice.([a-z-]+)`", one)[0] for one in messages] == [
        "normal-dose",
        "personal-plan",
        "normal-dose",
        "personal-plan",
    ]
    assert "in Regulated advice and Self-harm" in under


@pytest.mark.parametrize(
    ("why", "change", "new"),
    [
        (
            "the conditions cannot hold together",
            {"detail at most conceptual": "detail at most actionable"},
            {
                ("contradiction", "regulated-advice.personal-plan", "self-harm.education"),
                ("contradiction", "self-harm.education", "self-harm.method-instructions"),
            },
        ),
        (
            "ranked by `overrides`",
            {"    overrides education, method-instructions\n": ""},
            {
                ("contradiction", "self-harm.education", "self-harm.in-danger"),
                ("contradiction", "self-harm.method-instructions", "self-harm.in-danger"),
            },
        ),
        (
            "ranked by `authority`",
            {"    authority guideline\n": ""},
            {
                ("contradiction", "regulated-advice.personal-plan", "regulated-advice.professional-depth"),
                ("contradiction", "regulated-advice.professional-depth", "self-harm.method-instructions"),
                ("contradiction", "regulated-advice.professional-depth", "self-harm.in-danger"),
            },
        ),
        (
            "they agree, and only their styles do not",
            {"must not include crisis-line": "may include crisis-line"},
            set(),
        ),
        ("an `assume` rules it out", {"comply when clinician": "comply when clinician and minor"}, None),
    ],
)
def test_what_is_no_finding_is_one_without_its_reason(why, change, new):
    """Each of the touchstone's five non-findings rests on what the case takes away, and on nothing else."""
    before, after = harbor(), harbor(**change)
    if new is None:
        assert ("impossible-condition", "regulated-advice.professional-depth") in after
        assert ("impossible-condition", "regulated-advice.professional-depth") not in harbor(
            **change, **{"assume not (minor and clinician)\n": ""}
        )
        return
    assert {one for one in after if "contradiction" in one[0]} - {*before} == new, why
    assert ("style-contradiction" in {one[0] for one in after}) == bool(new)


# ── What could not be proved ──────────────────────────────────────────────────


def starved(monkeypatch: pytest.MonkeyPatch, settings: Settings = Settings()):
    """The touchstone with no work allowed."""
    monkeypatch.setattr("specdsl.lint.run.Budget", lambda *given: Budget(0, 0, 0))
    return check(analyse(HARBOR), Rules(TODAY, settings)).found


def test_what_is_not_known_is_said_aloud(monkeypatch):
    """As an info under the name of the finding, one for each thing asked about, and in the last line."""
    found = [one for one in starved(monkeypatch) if one.rule == "contradiction"]
    assert {one.level for one in found} == {"info"}
    assert found[0].message.startswith(
        "it is not known within the budget whether `regulated-advice.normal-dose` and "
    )
    assert any("budget = 10" in line for line in found[0].help)
    assert found[0].extra["unknown"] >= 0
    assert text.summary(found).endswith(f"{len(found)} not known within the budget")


def test_what_is_not_known_is_never_graver_nor_in_a_baseline(monkeypatch):
    """A level chosen for the rule is for what is proved, and so is a baseline."""
    found = starved(monkeypatch, Settings({"contradiction": "error", "shadowed-rule": "off"}))
    unknown = [one for one in found if "unknown" in one.extra]
    assert {one.level for one in unknown} == {"info"}
    assert "shadowed-rule" not in {one.rule for one in unknown}
    assert baseline_of(unknown).entries == ()


def test_the_budget_is_multiplied(monkeypatch):
    """`budget = 3` allows three times the usual work of each kind."""
    given: list[tuple[int, ...]] = []
    usual = Budget()

    def spy(*limits: int) -> Budget:
        given.append(limits)
        return usual

    monkeypatch.setattr("specdsl.lint.run.Budget", spy)
    lint(Subject(analyse(HARBOR).index), Settings(budget=3), today=TODAY)
    assert (3 * usual.boxes, 3 * usual.steps, 3 * usual.total, 3 * usual.pairs) in given


def test_nothing_is_proved_of_what_was_not_read():
    """A rule that could not be understood might decide anything, so proofs wait, and that is said."""
    broken = [
        Source(one.name, one.text.replace("safe-complete when at-risk", "safe-complete when risky"))
        for one in HARBOR
    ]
    findings = lint_sources(broken)
    assert findings.unproved
    assert "contradiction" not in {one.rule for one in findings.found}
    assert "looked for once all of it can be read" in text.summary(findings.found, unproved=True)
    assert not lint_sources(HARBOR).unproved


# ── Many findings ─────────────────────────────────────────────────────────────


def quarrel(size: int) -> list[Source]:
    """Three categories of which each rule of one contradicts each of the others'."""

    def category(name: str, verdict: str) -> str:
        rules = (
            f'  rule r{each} "Rule {each}"\n    {verdict} when "case {each} of {name}"\n    text: Do it.\n'
            for each in range(size)
        )
        return f'category {name} "Category {name}"\n' + "\n".join(rules)

    return [
        Source("policy.spec", 'policy example "Example"\n  otherwise comply\n'),
        Source("a.spec", category("a", "comply")),
        Source("b.spec", category("b", "safe-complete")),
        Source("c.spec", category("c", "refuse")),
    ]


def test_five_hundred_findings_are_still_readable():
    """All are there; under each heading one is told at length, the others in a few lines, in seconds."""
    index = analyse(quarrel(13)).index
    began = time.process_time()
    found = [one for one in lint(Subject(index), today=TODAY).found if one.rule == "contradiction"]
    shown = text.render(found)
    assert time.process_time() - began < 20
    assert len(found) == 3 * 13 * 13
    headings = re.findall(f"^. {TIMES} .$", shown, re.MULTILINE)
    assert headings == [f"b {TIMES} a", f"c {TIMES} a", f"c {TIMES} b"]
    assert shown.count("error[contradiction]") == len(found)
    assert shown.count("specdsl explain") == 1
    assert shown.count("fix (offered)") <= 5 * len(headings)
    assert len(shown.splitlines()) < 7 * len(found)
    assert "504 of these are shown briefly" in shown


def test_contradictions_without_end_are_counted():
    """Beyond the budget they are not gone through: a last finding says how many pairs there may be."""
    prover = Prover(analyse(HARBOR).index, Budget(pairs=1))
    whole = [*contradiction.prove(Prover(prover.index))]
    first, last = contradiction.prove(prover)
    assert first == whole[0]
    assert (len(whole), last.extra) == (3, {"unknown": 2})
    assert last.message == (
        "up to 2 more pairs of rules contradict each other: they may meet, and no rank decides"
    )
