"""What must never happen: a broken link, an author's script that runs, a request that leaves the machine."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.site.browser.serving import once, security_policy
from tests.site.built import broken, read

FORBIDDEN = "article script, iframe, style, img, [onerror], [onmouseover], [href^=javascript]"
HOSTILE = ["", "paint/", "paint/big/", "ask/?category=paint", "map/", "terms/", "rules/", "search/", "print/"]


def test_no_link_and_no_anchor_is_broken(assistant: str, tmp_path_factory) -> None:
    """Every link of every page leads to a page that there is, and to a place that it has."""
    site = once(tmp_path_factory, "assistant-site", lambda _: None) / "source" / "site"
    pages = read(site)
    assert len(pages) > 130
    assert list(broken(site, pages)) == []


def test_our_pages_add_no_inline_script(assistant: str, tmp_path_factory) -> None:
    """The scripts that stand in pages are the theme's, as they are in a site without a policy."""
    folder = once(tmp_path_factory, "assistant-site", lambda _: None)
    ours, theirs = (security_policy(folder / part).count("sha256-") for part in ("source/site", "theme/site"))
    assert ours == theirs > 0


@pytest.mark.parametrize("path", HOSTILE)
def test_an_author_s_script_is_shown_and_not_run(page: Page, hostile: str, path: str) -> None:
    """Markup in titles, prose, terms, examples and conditions is text; none of it becomes an element."""
    page.goto(f"{hostile}{path}")
    page.wait_for_load_state("networkidle")
    assert page.locator(f".md-content :is({FORBIDDEN})").count() == 0


def test_what_an_author_wrote_can_be_read(page: Page, hostile: str) -> None:
    """The text of the would-be scripts stands where it was written."""
    page.goto(f"{hostile}paint/big/")
    text = page.locator("main").text_content()
    for written in ("rule", "user"):
        assert f"<script>alert({written!r})</script>".replace("'", '"' if written == "user" else "'") in text
    assert '<script>alert("prose")</script>' in text
    assert '<script>alert("code")</script>' in text
    page.goto(f"{hostile}terms/")
    expect(page.locator("main")).to_contain_text('<script>alert("term")</script>')


def test_asking_shows_markup_as_text(page: Page, hostile: str) -> None:
    """What the ask page's script writes is text, too: titles of rules, questions, free texts."""
    page.goto(f"{hostile}ask/?category=paint&ask=large")
    expect(page.locator(".specdsl-ask-answer")).to_contain_text("<script>alert('text')</script>")
    assert page.locator("article script").count() == 0


def test_a_search_shows_markup_as_text(page: Page, hostile: str) -> None:
    """What the search's script writes is text, too."""
    page.goto(f"{hostile}search/")
    page.get_by_label("Words to look for").fill("alert")
    expect(page.locator("[data-specdsl-search-found] li").first).to_contain_text("<script>alert(")
    assert page.locator("article script").count() == 0


def test_everything_is_served_from_one_place(page: Page, assistant: str, watch) -> None:
    """All main pages together ask for nothing but what the site itself serves."""
    for path in ("", "self-harm/", "ask/", "map/", "search/", "terms/", "findings/", "print/"):
        page.goto(f"{assistant}{path}")
        page.wait_for_load_state("networkidle")
    assert {url.partition("/")[0] + "//" + url.split("/")[2] + "/" for url in watch.requests} == {assistant}


def test_the_security_policy_is_in_force(page: Page, assistant: str, watch) -> None:
    """A script that is put into a page is blocked, and the watch that every test keeps hears of it."""
    page.goto(assistant)
    page.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.body.append(script);
    }""")
    assert page.evaluate("window.ran") is None
    assert "Content Security Policy" in watch.troubles.pop()
