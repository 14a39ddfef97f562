from __future__ import annotations

import json
import re

import pytest

from specdsl.diagnostics import Diagnostic, Label
from specdsl.site.build import pages, site_of, site_source
from specdsl.site.config import config
from specdsl.site.options import Options
from tests.reading import index_of
from tests.site.policies import INDEX, POLICY, RICH

PUBLIC = {path: content.decode() for path, content in pages(site_of(POLICY)).items()}
INTERNAL = {
    path: content.decode() for path, content in pages(site_of(POLICY, Options("internal"))).items()
}  # fmt: skip
CATEGORY = PUBLIC["tools/index.md"]
RULE = PUBLIC["tools/sale/index.md"]


def text(html: str) -> str:
    """What a reader sees of it."""
    return " ".join(re.sub("<[^>]+>", " ", html).split())


# ── Categories and rules ──────────────────────────────────────────────────────


def test_a_category_s_page_has_all_about_it_in_order():
    """Summary, terms, questions, map, rules and conversations stand in this order."""
    assert re.findall(r"^## (.+?) \{", CATEGORY, re.MULTILINE) == [
        "Terms",
        "What the rules ask",
        "What is decided",
        "Rules",
        "More worked conversations",
    ]
    assert re.findall(r"^### (.+)$", CATEGORY, re.MULTILINE) == [
        "Selling tools {#sale}",
        "Help with an attack {#attack}",
        "Old rule of sale {#old-sale}",
    ]


def test_a_rule_s_condition_stands_in_words():
    """A category's page words conditions briefly; the rule's own page explains every word of them."""
    assert "<p>Comply when the aim is buy.</p>" in CATEGORY
    assert "<p>Comply when the aim (what the person wants) is buy: to buy something.</p>" in RULE
    assert "This does not apply when the person is, or says they are, under 18." in RULE


def test_a_rule_shows_badges_ranks_cases_reasons_and_where_it_comes_from():
    """Everything that the policy says of a rule is on its page."""
    seen = text(RULE)
    assert "C comply authority guideline tools.sale" in seen
    assert "Yields to R refuse Help with an attack" in seen
    assert "This includes A kitchen knife." in seen
    assert 'A weapon: see <a href="../attack/">Help with an attack</a>.' in RULE
    assert "Why Tools are useful." in seen
    assert 'Source: <a href="https://example.org/law">' in RULE
    assert "Formerly: selling , retail" in seen


def test_conversations_show_who_says_what_and_why():
    """Each turn has its speaker, each reply its grade and its reason."""
    assert (
        "System You are a shop. User A knife for bread, please. ✓ Good reply Here is one with teeth. "
        "It is what was asked for. ~ Okay reply We have knives. ✗ Bad reply No. It helps nobody."
    ) in text(RULE)
    assert 'Decided by <a href="#attack">Help with an attack</a>.' in CATEGORY


def test_styles_say_what_an_answer_includes_and_who_follows_them():
    """A style has its verdicts, its demands, its text, and the rules that follow it."""
    assert "For R refuse The answer must include a brief apology. Two sentences. Followed by 1 rule" in text(
        PUBLIC["styles/index.md"]
    )


def test_terms_lead_back_to_the_rules_that_use_them():
    """Under its definition a term names the rules that use it."""
    assert 'Used in: <a href="../tools/sale/">Selling tools</a>' in PUBLIC["terms/index.md"]


def test_the_index_of_rules_is_by_verdict():
    """Rules stand under their verdict, retired ones apart."""
    index = PUBLIC["rules/index.md"]
    assert re.findall(r"^## (.+?) \{", index, re.MULTILINE) == [
        "Comply",
        "Safe&#45;complete",
        "Refuse",
        "Retired",
    ]
    assert "R refuse Help with an attack Tools root" in text(index)


def test_old_names_lead_to_the_rule():
    """An old address forwards without a script, and says so to who stays."""
    page = PUBLIC["tools/selling/index.html"]
    assert '<meta http-equiv="refresh" content="0; url=../../tools/sale/">' in page
    assert '<a href="../../tools/sale/">Selling tools</a>' in page
    assert "tools/retail/index.html" in PUBLIC


def test_printing_folds_nothing():
    """On the page for print nothing has to be opened, and rules are linked within it."""
    page = PUBLIC["print/index.md"]
    assert "<details" not in page.replace('<details class="specdsl-fold specdsl-reply', "")
    assert '<a href="#tools.attack">' in page
    assert "{#tools.attack}" in page


# ── Profiles ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("hidden", ["A draft.", "Only authors read this.", "A remark for authors alone."])
def test_the_public_does_not_see_what_is_for_authors(hidden: str):
    """Drafts and notes are in no file of the public site, and in the internal one."""
    assert not any(hidden in content for content in PUBLIC.values())
    assert any(hidden in content for content in INTERNAL.values())


def test_a_draft_leaves_no_trace_in_public():
    """No file of the public site names a draft."""
    assert not [path for path, content in PUBLIC.items() if "gifts&" in content or "tools.gifts" in content]
    assert "tools/gifts/index.md" in INTERNAL


def test_a_draft_may_be_of_lower_authority():
    """Its authors see what that means; over whom it stands is not known before it decides."""
    text = RICH.replace("    overrides attack\n", "    overrides attack\n    authority guideline\n")
    page = site_source(index_of(text).policy, Options("internal"))["docs/tools/gifts/index.md"].decode()

    assert "Its authority is only <em>guideline</em>" in page


def test_findings_and_coverage_are_for_authors():
    """The two pages are in the internal site alone, and name findings with their places."""
    place = INDEX.rules["tools.sale"].span
    found = Diagnostic("dead-rule", "warning", "it is <dead>", (Label(place),), ("tools.sale",), ("mend it",))
    options = Options("internal", findings=(found,), edit_url="https://example.org/{path}#L{line}")
    made = {path: content.decode() for path, content in pages(site_of(POLICY, options)).items()}

    assert PUBLIC.keys() & {"findings/index.md", "coverage/index.md"} == set()
    seen = text(made["findings/index.md"])
    assert "dead-rule : it is &lt;dead&gt; 0.spec:30 mend it About: Selling tools" in seen
    assert 'href="https://example.org/0.spec#L30"' in made["findings/index.md"]
    assert "Tools 2 of 2 0 of 1 2 of 3" in text(made["coverage/index.md"])


@pytest.mark.parametrize(
    ("bad", "folded", "there"), [("show", 0, True), ("fold", 1, True), ("leave-out", 0, False)]
)
def test_bad_replies_are_shown_folded_or_left_out(bad: str, folded: int, there: bool):
    """Bad replies can be shown, folded, or left out of every file."""
    made = {path: content.decode() for path, content in pages(site_of(POLICY, Options(bad=bad))).items()}

    assert made["tools/sale/index.md"].count('<details class="specdsl-fold specdsl-reply') == folded
    assert any("It helps nobody." in content for content in made.values()) is there


# ── Ways back, machines, navigation ───────────────────────────────────────────


def test_links_to_edit_and_to_give_feedback():
    """Each rule has a link to its line and one that names rule and version; without templates none."""
    edit, feedback = "https://example.org/{path}#L{line}", "https://example.org/?r={rule}&v={version}"
    options = Options(edit_url=edit, feedback_url=feedback)
    made = pages(site_of(POLICY, options))["tools/sale/index.md"].decode()

    assert '<a href="https://example.org/0.spec#L30" class="specdsl-offer">Edit this rule</a>' in made
    assert 'href="https://example.org/?r=tools.sale&amp;v=7"' in made
    assert "Edit this rule" not in RULE


def test_what_machines_read():
    """The policy is there as JSON, and the pages as a list with a line on each."""
    assert json.loads(PUBLIC["policy.json"])["name"] == "shop"
    assert "- [Help with an attack](tools/attack/): Refuse when the aim is harm." in PUBLIC["llms.txt"]


def test_search_knows_rules_terms_and_examples():
    """The index of the search page says of each entry what it is and where it stands."""
    entries = {entry["id"]: entry for entry in json.loads(PUBLIC["assets/specdsl/search.json"])}
    kinds = [(entries[each]["kind"], entries[each]["url"]) for each in ("tools.sale", "blade", "tools.both")]

    assert kinds == [("rule", "tools/sale/"), ("term", "terms/#blade"), ("example", "tools/#_example.both")]
    assert entries["tools.sale.knife"]["url"] == "tools/#sale.knife"
    assert "how it is used. A kitchen knife." in entries["tools.sale"]["text"]


def test_the_navigation_stays_small():
    """Every page repeats the navigation: it lists categories while they are few, and never rules."""
    few, many = site_of(POLICY), site_of(index_of(_policy(41)).policy)

    assert '"Tools": "tools/index.md"' in config(few)
    assert "tools/sale" not in config(few)
    assert "c1/index.md" not in config(many)
    assert '<a href="c1/">' in pages(many)["index.md"].decode()


def _policy(categories: int) -> str:
    made = (
        f'category c{number} "C{number}"\n  rule a "A"\n    comply\n    text: A.\n'
        for number in range(categories)
    )
    return 'policy p "P"\n  otherwise comply\n\n' + "\n".join(made)


def test_the_same_policy_makes_the_same_bytes():
    """Building twice gives the same files, so that a site can be compared and kept."""
    assert site_source(POLICY) == site_source(POLICY)


@pytest.mark.parametrize("category", ["rules", "search", "assets", "templates"])
def test_a_category_may_bear_the_name_of_a_page(category: str):
    """A category called like one of the site's own pages does not hide it."""
    text = f'policy p "P"\n  otherwise comply\n\ncategory {category} "Mine"\n  rule a "A"\n    comply\n'
    made = pages(site_of(index_of(text).policy))

    assert f"{category}_/index.md" in made
    assert f"{category}_/a/index.md" in made


def test_a_category_s_page_explains_what_its_rules_ask():
    """A category shows the questions that its rules ask, and of many values those that they name."""
    values = "".join(f"  v{number}: value {number}\n" for number in range(30))
    rules = 'category c "C"\n  rule a "A"\n    comply when large is one of v3, v5\n'
    facets = f'facet large "How large"\n{values}\nflag idle "Nobody asks this"\n\n'
    policy = index_of('policy p "P"\n  otherwise comply\n\n' + facets + rules).policy
    page = text(pages(site_of(policy))["c/index.md"].decode())

    assert "large : How large v3 value 3 v5 value 5 and 28 others" in page
    assert "Nobody asks this" not in page
