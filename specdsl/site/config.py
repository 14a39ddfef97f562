"""The configuration by which MkDocs and Zensical build the site: small navigation, nothing from elsewhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from specdsl.site.assets import SCRIPTS, SHEETS
from specdsl.site.links import (
    ASK,
    COVERAGE,
    FINDINGS,
    HOME,
    MAP,
    PRINT,
    RULES,
    SEARCH,
    STYLES,
    TERMS,
    category_page,
)  # fmt: skip
from specdsl.site.prose import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.site.site import Site

MOST_CATEGORIES = 40
"""More categories than this stay out of the navigation, which every page repeats; the first page has all."""

EXTENSIONS = ("admonition", "attr_list", "md_in_html", "tables", "pymdownx.superfences")
"""Extensions of Markdown, beside headings with permanent links, that all engines share."""

_CONFIG = """\
# Written by `specdsl site build`: build it with `mkdocs build`, look at it with `mkdocs serve`.
site_name: {name}
site_description: {description}
docs_dir: docs
site_dir: site
use_directory_urls: true
theme:
  name: material
  language: en
  font: false  # nothing is loaded from elsewhere
  features:
    - content.tooltips
    - navigation.top
    - toc.follow
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      toggle:
        icon: material/weather-night
        name: Switch to dark mode
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      toggle:
        icon: material/weather-sunny
        name: Switch to light mode
extra:
  generator: false
extra_css:
{sheets}
extra_javascript:
{scripts}
markdown_extensions:
{extensions}
  - toc:
      permalink: true
      toc_depth: 3
plugins:
  - search
not_in_nav: |
  *
nav:
{nav}
"""


def config(site: Site) -> str:
    """The text of `mkdocs.yml`."""
    return _CONFIG.format(
        name=_quoted(site.policy.title),
        description=_quoted(f"{site.policy.title}, version {site.version}"),
        sheets=_list(SHEETS),
        scripts=_list(SCRIPTS),
        extensions=_list(EXTENSIONS),
        nav="\n".join(_nav(site)),
    )


def _list(items: tuple[str, ...]) -> str:
    return "\n".join(f"  - {item}" for item in items)


def _nav(site: Site) -> Iterator[str]:
    yield f"  - Policy: {HOME}"
    categories = site.policy.categories
    if len(categories) <= MOST_CATEGORIES:
        yield "  - Categories:"
        yield from (f"    - {_quoted(each.title)}: {_quoted(category_page(each.id))}" for each in categories)
    yield from (f"  - {title}: {page}" for title, page in _pages(site))


def _pages(site: Site) -> Iterator[tuple[str, str]]:
    yield from (("Ask", ASK), ("Map", MAP), ("Rules", RULES), ("Terms", TERMS), ("Styles", STYLES))
    yield from (("Search", SEARCH), ("Print", PRINT))
    if site.options.internal:
        yield from (("Findings", FINDINGS), ("Coverage", COVERAGE))


def _quoted(text: str) -> str:
    """For YAML, and escaped since themes put it into HTML as it is."""
    return json.dumps(escape(text), ensure_ascii=False)
