from __future__ import annotations

import re
from operator import attrgetter
from pathlib import Path

import pytest

import specdsl
from specdsl.diagnostics import Diagnostic
from specdsl.lint.pages import HEADINGS, catalogue_text, explain_text, page, similar
from specdsl.lint.registry import rules
from specdsl.source import Source
from tests.lint.linting import PREAMBLE, lint_with
from tests.literate import CASES

RULES = [*rules().values()]
SHOWN = [rule for rule in RULES if rule.name != "missing-parquet"]  # no spec uninstalls a library
PACKAGE = Path(specdsl.__path__[0])


def section(name: str, heading: str) -> str:
    return re.split(r"^## ", page(name), flags=re.MULTILINE)[1 + HEADINGS.index(heading)]


def found(name: str, heading: str) -> list[Diagnostic]:
    """What the linter finds in the spec that a page shows."""
    blocks = dict(re.findall(r"^```(\w+)\n(.*?)^```$", section(name, heading), re.MULTILINE | re.DOTALL))
    templates = {"rule.j2": blocks["jinja"]} if "jinja" in blocks else {}
    findings = lint_with([Source("page.spec", blocks["spec"])], blocks.get("toml", ""), templates)
    return [finding for finding in findings.found if finding.span.file != PREAMBLE.name]


@pytest.mark.parametrize("rule", RULES, ids=attrgetter("name"))
def test_every_rule_has_its_page_and_its_case(rule):
    """A new rule brings a page with all headings and a case that shows it."""
    assert re.findall("^## (.*)$", rule.page, re.MULTILINE) == [*HEADINGS]
    assert rule.summary.endswith(".")
    assert len(rule.summary) < 100
    assert (CASES / "lint" / f"{rule.name}.md").exists()


@pytest.mark.parametrize("rule", RULES, ids=attrgetter("name"))
def test_every_rule_is_named_for_the_bad_thing(rule):
    """`accept NAME with …` reads well: the name tells what is wrong, not what to do."""
    assert not rule.name.startswith(("no-", "use-", "avoid-", "check-", "require-", "missing-rule"))
    assert re.fullmatch("[a-z]+(-[a-z]+)*", rule.name)


@pytest.mark.parametrize("rule", SHOWN, ids=attrgetter("name"))
def test_what_a_page_advises_against_is_found(rule):
    """The `Avoid` of a page has the finding, at the level and with the kind of fix that the page names."""
    findings = [finding for finding in found(rule.name, "Avoid") if finding.rule == rule.name]
    assert {finding.level for finding in findings} == {rule.level}
    fixes = {"safe" if fix.safe else "offered" for finding in findings for fix in finding.fixes}
    assert fixes == ({rule.repair} if rule.repair != "none" else set())


@pytest.mark.parametrize("rule", SHOWN, ids=attrgetter("name"))
def test_what_a_page_prefers_is_clean(rule):
    """The `Prefer` of a page has no error, and not the finding that it is about."""
    findings = found(rule.name, "Prefer")
    assert rule.name not in [finding.rule for finding in findings]
    assert "error" not in [finding.level for finding in findings]


@pytest.mark.parametrize("rule", RULES, ids=attrgetter("name"))
def test_a_page_says_how_a_finding_can_be_let_pass(rule):
    """A page that names `accept` or a setting names its own rule; of the syntax it says that it cannot be."""
    advice = section(rule.name, "How to go on")
    assert set(re.findall(r"accept ([a-z-]+) with", advice)) <= {rule.name}
    assert set(re.findall(r"`([a-z-]+) = \"off\"`", advice)) <= {rule.name}
    assert rule.fixed == ("cannot be turned off" in " ".join(advice.split()))


def test_every_finding_that_is_made_has_its_rule():
    """No stage reports under a name that `specdsl explain` does not know."""
    made = set()
    for file in PACKAGE.rglob("*.py"):
        made |= set(re.findall(r'Diagnostic\(\s*(?:rule=)?"([a-z-]+)"', file.read_text("utf-8")))
    assert made
    assert made <= {*rules()}


@pytest.mark.parametrize("name", rules())
def test_a_page_is_readable_at_a_terminal(name):
    """Without colours there is no control character in a page, and only what is fenced can be wide."""
    shown = explain_text(name, 60)
    assert "\033" not in shown
    assert not [line for line in shown.splitlines() if len(line) > 60 and not line.startswith("    ")]
    assert f"\033[1m{name}\033[0m" in explain_text(name, color=True)


def test_the_catalogue_names_every_rule_once():
    """`specdsl explain` alone lists all of them, family by family."""
    listed = re.findall(r"^  ([a-z-]+) +(?:error|warning|info)", catalogue_text(), re.MULTILINE)
    assert listed == [*rules()]


def test_a_misspelt_rule_is_guessed():
    """A name that is nearly one leads to it."""
    assert similar("mising-text")[0] == "missing-text"
