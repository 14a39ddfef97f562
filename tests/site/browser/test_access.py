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
    "search": "search/?q=method",
    "rules": "rules/",
    "terms": "terms/",
    "styles": "styles/",
    "findings": "findings/",
    "coverage": "coverage/",
    "print": "print/",
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
LOOKS = [
    pytest.param({"color_scheme": "light"}, id="light"),
    pytest.param({"color_scheme": "dark"}, id="dark"),
    pytest.param({"color_scheme": "dark", "viewport": {"width": 390, "height": 844}}, id="phone"),
]


@cache
def axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("context", LOOKS, indirect=True)
def test_axe_finds_nothing_serious(page: Page, assistant: str, name: str) -> None:
    """With all that is folded unfolded, no violation is serious or critical."""
    page.goto(f"{assistant}{PAGES[name]}")
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('main details').forEach((each) => { each.open = true; })")
    page.evaluate(axe())
    found = page.evaluate("tags => axe.run({runOnly: tags, resultTypes: ['violations', 'passes']})", TAGS)
    assert len(found["passes"]) > 10
    serious = [each for each in found["violations"] if each["impact"] in {"serious", "critical"}]
    told = [
        f"{each['id']}: {node['html']} {node['failureSummary']}" for each in serious for node in each["nodes"]
    ]
    assert told == []
