"""The same source, built by MkDocs with Material and by Zensical."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from specdsl.graph.model import Policy
from specdsl.project import update_folder
from specdsl.site.build import site_source
from tests.reading import index_of
from tests.site.built import Page, broken, build, read
from tests.site.policies import POLICY

ENGINES = ["mkdocs", "zensical"]
NASTY = "</p><script>alert(1)</script><b onclick=x>&amp; `` ~~~ {{ 7*7 }} {: #x } *a* <!-- [x](javascript:a)"
HOSTILE = f"""
policy hostile "{NASTY}"
  version 1
  owner "{NASTY}"
  otherwise comply
  summary: {NASTY}
  helpfulness: {NASTY}
  term word: {NASTY}

facet aim "{NASTY}"
  buy: {NASTY}
  sell: {NASTY}

flag minor "{NASTY}"

element thing "{NASTY}"

style plain "{NASTY}" for comply
  must include thing
  text: {NASTY}

category tools "{NASTY}"
  follow plain
  summary: {NASTY}
  term other: {NASTY}

  rule sale "{NASTY}"
    comply when aim is buy
    unless minor or "{NASTY}"
    source "https://example.org/'><script>"
    text:
      [[word]] {NASTY}

      ```
      ~~~
      {NASTY}
      ```
    includes:
      - {NASTY}
    because: {NASTY}

    example first "{NASTY}"
      given aim is buy
      user: {NASTY}
      good: {NASTY}
      because: {NASTY}
"""


class Built(NamedTuple):
    site: Path
    pages: Mapping[str, Page]


def built(policy: Policy, engine: str, folder: Path) -> Built:
    update_folder(folder, site_source(policy))
    site = build(folder, engine)
    return Built(site, read(site))


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Built]:
    return {engine: built(POLICY, engine, tmp_path_factory.mktemp(engine)) for engine in ENGINES}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Built]:
    policy = index_of(HOSTILE).policy
    return {engine: built(policy, engine, tmp_path_factory.mktemp(engine)) for engine in ENGINES}


def test_both_engines_make_the_same_pages_with_the_same_anchors(rich: Mapping[str, Built]):
    """A link into the site works whichever engine built it; what a theme adds for itself is not ours."""
    anchors = [
        {
            path: {each for each in page.anchors if not each.startswith("__")}
            for path, page in made.pages.items()
        }
        for made in rich.values()
    ]

    assert anchors[0] == anchors[1]
    assert {"sale", "attack", "old-sale", "sale.knife", "_example.both"} <= anchors[0]["tools/index.html"]
    assert "tools/selling/index.html" in anchors[0]


@pytest.mark.parametrize("engine", ENGINES)
def test_no_link_is_broken_and_nothing_is_loaded_from_elsewhere(rich: Mapping[str, Built], engine: str):
    """Every link and anchor leads somewhere, and all that a page loads lies beside it."""
    assert list(broken(*rich[engine])) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_that_an_author_writes_is_run(hostile: Mapping[str, Built], engine: str):
    """Scripts, handlers, styles, templates and attributes in any text are shown as text."""
    made = hostile[engine]
    texts = {path: (made.site / path).read_text("utf-8") for path in made.pages}

    assert len(texts) == 11
    assert not [path for path, text in texts.items() if "<script>alert" in text or "<b onclick" in text]
    assert not [(path, found) for path, page in made.pages.items() for found in page.inline]
    assert not [path for path, page in made.pages.items() for url in page.links if "javascript" in url]
    assert not [path for path, page in made.pages.items() if "x" in page.anchors]


@pytest.mark.parametrize("engine", ENGINES)
def test_what_an_author_writes_is_shown_as_it_is(hostile: Mapping[str, Built], engine: str):
    """Titles with marks of HTML and Markdown in them stand in headings, letter by letter."""
    text = (hostile[engine].site / "tools" / "index.html").read_text("utf-8")
    heading = re.search(r"<h1[^>]*>(.*?)<a class=.headerlink", text, re.DOTALL)

    assert heading is not None
    assert html.unescape(heading[1]) == NASTY


@pytest.mark.parametrize("engine", ENGINES)
def test_hostile_links_are_whole(hostile: Mapping[str, Built], engine: str):
    """Whatever stands in titles, no link or anchor breaks."""
    assert list(broken(*hostile[engine])) == []
