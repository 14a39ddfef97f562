"""The main pages, in light and dark, held to WCAG 2.2 AA by axe-core."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pytest
from playwright.sync_api import Page

PAGES = {
    "home": "",
    "category": "self-harm/",
    "large category": "erotic-content/",
    "rule": "self-harm/in-danger/",
    "ask": "ask/?category=self-harm",
    "map": "map/",
    "search": "search/?words=method",
    "rules": "rules/",
    "terms": "terms/",
    "styles": "styles/",
    "findings": "findings/",
    "coverage": "coverage/",
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
LIGHT, DARK = {"color_scheme": "light"}, {"color_scheme": "dark"}
PHONE = {**LIGHT, "viewport": {"width": 390, "height": 844}}
ON_PHONES = ("home", "category", "ask", "map")  # the pages that change most where there is little room
LOOKS = [
    *(pytest.param(LIGHT, name, id=f"light {name}") for name in PAGES),
    *(pytest.param(DARK, name, id=f"dark {name}") for name in PAGES if name != "large category"),
    *(pytest.param(PHONE, name, id=f"phone {name}") for name in ON_PHONES),
]


def serious(page: Page) -> list[str]:
    """What axe finds with all that is folded unfolded, except for what is minor or moderate."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('main details').forEach((each) => { each.open = true; })")
    page.evaluate(axe())
    found = page.evaluate("tags => axe.run({runOnly: tags, resultTypes: ['violations', 'passes']})", TAGS)
    assert len(found["passes"]) > 10
    return [
        f"{each['id']}: {node['html']} {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
        if each["impact"] in {"serious", "critical"}
    ]


@cache
def axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


@pytest.mark.parametrize(("context", "name"), LOOKS, indirect=["context"])
def test_axe_finds_nothing_serious(page: Page, assistant: str, name: str) -> None:
    """No violation on any of the main pages is serious or critical."""
    page.goto(f"{assistant}{PAGES[name]}")
    assert serious(page) == []


def test_axe_finds_nothing_serious_in_print(page: Page, hostile: str) -> None:
    """The page for print, which holds a whole policy, keeps to the same; a small policy's will do."""
    page.goto(f"{hostile}print/")
    assert serious(page) == []


def test_the_theme_s_search_stays_shut(page: Page, assistant: str) -> None:
    """An address of our search does not open the theme's over it."""
    page.goto(f"{assistant}search/?words=method&in=term")
    page.locator("[data-specdsl-search-found] li").first.wait_for()
    assert not page.locator("#__search").is_checked()
