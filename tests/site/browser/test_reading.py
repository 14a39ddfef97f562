"""What a reader does on a policy's site: search, follow links, look at maps, read without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

PHONE = {"viewport": {"width": 390, "height": 844}}


def test_the_first_page_leads_to_every_category(page: Page, assistant: str) -> None:
    """Each category is a card that leads to its page."""
    page.goto(assistant)
    expect(page.locator("h1")).to_contain_text("Assistant safety policy")
    cards = page.locator(".specdsl-card a")
    assert cards.count() == 8
    cards.get_by_text("Self-harm", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Self-harm")


def test_a_rule_is_found_by_its_words(page: Page, assistant: str) -> None:
    """Searching for words, narrowed to rules, leads to the rule that has them."""
    page.goto(f"{assistant}search/")
    page.get_by_label("Words to look for").fill("starvation purging")
    page.get_by_label("Rules", exact=True).check()
    found = page.locator("[data-specdsl-search-found] a")
    expect(found.first).to_have_text("Coaching in starvation and purging")
    found.first.click()
    expect(page.locator("h1, h2, h3").get_by_text("Coaching in starvation and purging")).to_be_in_viewport()


def test_search_is_narrowed_to_terms(page: Page, assistant: str) -> None:
    """Where terms alone are looked for, nothing else is found; the address says what was looked for."""
    page.goto(f"{assistant}search/")
    page.get_by_label("Words to look for").fill("method")
    page.get_by_label("Terms", exact=True).check()
    badges = page.locator("[data-specdsl-search-found] .specdsl-badge")
    expect(badges.first).to_have_text("term")
    assert set(badges.all_text_contents()) == {"term"}
    assert page.locator("[data-specdsl-search-found] .specdsl-verdict").count() == 0


def test_the_theme_s_own_search_finds_a_rule(page: Page, assistant: str) -> None:
    """The search box on every page works under the same strict policy."""
    page.goto(assistant)
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").fill("pacts")
    expect(page.locator(".md-search-result__item").first).to_contain_text("pacts")


def test_an_excluded_case_redirects_to_its_rule(page: Page, assistant: str) -> None:
    """What a rule does not include is a link to the rule that does."""
    page.goto(f"{assistant}self-harm/education/")
    page.locator(".specdsl-cases").get_by_role("link", name="Means, in general terms").click()
    expect(page.locator("h1")).to_contain_text("Means, in general terms")
    assert page.url == f"{assistant}self-harm/means-in-general/"


def test_an_old_name_redirects(page: Page, hostile: str) -> None:
    """A rule's address under its old name leads to the rule, without a script."""
    page.goto(f"{hostile}paint/old-big/")
    page.wait_for_url(f"{hostile}paint/big/")
    expect(page.locator(".specdsl-id")).to_have_text("paint.big")


def test_a_definition_shows_where_a_term_has_the_focus(page: Page, assistant: str) -> None:
    """A term shows its definition when it is tabbed to, and Escape hides it."""
    page.goto(f"{assistant}self-harm/in-danger/")
    term = page.locator("a.specdsl-term").first
    shown = "element => getComputedStyle(element, '::after').content"
    page.locator("h1").click()
    while not term.evaluate("element => element === document.activeElement"):
        page.keyboard.press("Tab")
    assert "hurt themselves already" in term.evaluate(shown)
    page.keyboard.press("Escape")
    assert term.evaluate(shown) == "none"


def test_a_rule_can_be_edited_where_it_is_written(page: Page, assistant: str) -> None:
    """The link to edit a rule leads to its line."""
    page.goto(f"{assistant}self-harm/in-danger/")
    edit = page.get_by_role("link", name="Edit this rule").get_attribute("href")
    assert re.fullmatch(r"https://example\.org/self-harm\.spec#L\d+", edit)


# ── Maps ──────────────────────────────────────────────────────────────────────


def test_the_map_is_zoomed_by_buttons_keys_and_wheel(page: Page, assistant: str) -> None:
    """Each way to zoom makes the picture larger or smaller; without the focus a plain wheel scrolls."""
    page.goto(f"{assistant}map/")
    picture = page.locator(".specdsl-view-box svg")
    widths = [picture.bounding_box()["width"]]

    def measured(*_: object) -> float:
        widths.append(picture.bounding_box()["width"])
        return widths[-1] - widths[-2]

    assert measured(page.get_by_role("button", name="Zoom in").click()) > 0
    assert measured(page.get_by_role("button", name="Zoom out").click()) < 0
    page.locator(".specdsl-view-box").hover()
    assert measured(page.mouse.wheel(0, 100)) == 0
    page.locator(".specdsl-view-box").focus()
    assert measured(page.keyboard.press("+")) > 0
    assert measured(page.keyboard.press("-")) < 0
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    page.wait_for_function(f"document.querySelector('.specdsl-view-box svg').clientWidth > {widths[-1] + 1}")


def test_a_row_of_the_map_shows_its_own_arcs(page: Page, assistant: str) -> None:
    """Under the pointer a rule's arcs stay and all others fade; a click leads to the rule."""
    page.goto(f"{assistant}map/")
    row = page.locator('[data-id="self-harm.in-danger"]')
    row.hover()
    lit = page.locator(".specdsl-view-box .specdsl-lit")
    assert lit.count() > 0
    assert all("self-harm.in-danger" in each.get_attribute("data-ends").split() for each in lit.all())
    row.click()
    expect(page.locator("h1")).to_contain_text("Somebody is in danger now")


@pytest.mark.parametrize("context", [PHONE], indirect=True)
@pytest.mark.parametrize(
    "path", ["", "self-harm/", "self-harm/in-danger/", "ask/", "map/", "rules/", "search/"]
)
def test_nothing_is_wider_than_a_phone(page: Page, assistant: str, path: str) -> None:
    """On a phone a page never scrolls sideways: what is wide scrolls in its own box."""
    page.goto(f"{assistant}{path}")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


# ── Without scripts ───────────────────────────────────────────────────────────

OFF = {"java_script_enabled": False}


@pytest.mark.parametrize("context", [OFF], indirect=True)
def test_a_category_is_read_without_scripts(page: Page, assistant: str) -> None:
    """The map, the rules and, unfolded, a worked conversation are there."""
    page.goto(f"{assistant}self-harm/")
    assert page.locator(".specdsl-map-picture").is_visible()
    assert page.locator(".specdsl-rule").count() == 15
    conversation = page.locator("details.specdsl-conversation").first
    conversation.locator("summary").click()
    assert conversation.locator(".specdsl-turn").first.is_visible()


@pytest.mark.parametrize("context", [OFF], indirect=True)
def test_pages_that_need_a_script_say_what_else_there_is(page: Page, assistant: str) -> None:
    """Without scripts, asking and searching lead on to pages that need none; the map is there in full."""
    page.goto(f"{assistant}ask/")
    assert page.locator(".specdsl-without-script").get_by_role("link", name="Self-harm").is_visible()
    page.goto(f"{assistant}search/")
    assert page.get_by_role("link", name="all rules by verdict").is_visible()
    page.goto(f"{assistant}map/")
    assert page.locator(".specdsl-view-box svg").is_visible()
    page.locator(".specdsl-map-list summary").first.click()
    assert page.locator(".specdsl-map-list li a").first.is_visible()


# ── Old browsers and odd eyes ─────────────────────────────────────────────────


@pytest.mark.parametrize("context", [{"forced_colors": "active"}], indirect=True)
def test_verdicts_are_told_without_colours(context: BrowserContext, assistant: str) -> None:
    """Where the system forces its own colours, a badge still says its verdict by letter and word."""
    page = context.new_page()
    page.goto(f"{assistant}self-harm/")
    badge = page.locator(".specdsl-rule .specdsl-verdict").first
    assert badge.inner_text().split() == ["C", "comply"]
