from __future__ import annotations

import pytest

from specdsl.site.links import Links, address, category_page, rule_page
from tests.reading import index_of

INDEX = index_of(
    """
policy small "Small"
  otherwise comply
  term dose: How much.

style plain "Plain" for comply
  text: Plainly.

category drugs "Drugs"
  rule amounts "Amounts"
    refuse

category rules "Rules of games"
  rule chess "Chess"
    comply
"""
)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("index.md", ""),
        ("ask/index.md", "ask/"),
        ("drugs/index.md", "drugs/"),
        ("drugs/index/index.md", "drugs/index/"),
    ],
)
def test_addresses(page: str, expected: str):
    """Each page is served from its own folder."""
    assert address(page) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("index.md", "drugs/amounts/ drugs/ terms/#dose styles/#plain policy.json"),
        ("terms/index.md", "../drugs/amounts/ ../drugs/ #dose ../styles/#plain ../policy.json"),
        ("drugs/index.md", "#amounts ./ ../terms/#dose ../styles/#plain ../policy.json"),
        ("drugs/amounts/index.md", "./ ../ ../../terms/#dose ../../styles/#plain ../../policy.json"),
        ("print/index.md", "#drugs.amounts #drugs ../terms/#dose ../styles/#plain ../policy.json"),
    ],
)
def test_urls(page: str, expected: str):
    """URLs are relative to the folder that a page is served from."""
    links = Links(INDEX, page)
    found = (links.rule("drugs.amounts"), links.category("drugs"), links.term("dose"), links.style("plain"))
    assert " ".join([*found, links.file("policy.json")]) == expected


def test_a_category_named_like_a_page_of_the_site():
    """A category may bear the name of one of the site's own pages."""
    assert category_page("rules") == "rules_/index.md"
    assert rule_page("rules.chess") == "rules_/chess/index.md"


def test_what_the_site_leaves_out_has_no_link():
    """A link to what the site does not show leads nowhere."""
    assert Links(INDEX, "index.md").of("rule", "drugs.gone") is None
