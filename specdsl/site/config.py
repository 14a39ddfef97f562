"""The configuration by which MkDocs and Zensical build the site: small navigation, nothing from elsewhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

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

EXTENSIONS = ("attr_list", "tables", "pymdownx.superfences")
"""The extensions of Markdown that the pages need, beside links of headings; all engines have them."""

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
  - specdsl  # builds no page anew that has not changed
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
        nav="\n".join(_written(navigation(site))),
    )


def _list(items: tuple[str, ...]) -> str:
    return "\n".join(f"  - {item}" for item in items)


def navigation(site: Site, folder: str = "") -> list[dict[str, Any]]:
    """Titles and pages, as MkDocs wants them; `folder` is where in the site the policy stands."""
    above = f"{folder.strip('/')}/" if folder.strip("/") else ""
    categories = site.policy.categories
    nav: list[dict[str, Any]] = [{"Policy": f"{above}{HOME}"}]
    if len(categories) <= MOST_CATEGORIES:
        pages = [{escape(each.title): f"{above}{category_page(each.id)}"} for each in categories]
        nav.append({"Categories": pages})
    return [*nav, *({title: f"{above}{page}"} for title, page in _pages(site))]


def _written(nav: list[dict[str, Any]], indent: str = "  ") -> Iterator[str]:
    """As YAML, in which JSON's strings are strings too."""
    for title, target in ((title, target) for each in nav for title, target in each.items()):
        if isinstance(target, str):
            yield f"{indent}- {_json(title)}: {_json(target)}"
        else:
            yield f"{indent}- {_json(title)}:"
            yield from _written(target, f"{indent}  ")


def _pages(site: Site) -> Iterator[tuple[str, str]]:
    yield from (("Ask", ASK), ("Map", MAP), ("Rules", RULES), ("Terms", TERMS), ("Styles", STYLES))
    yield from (("Search", SEARCH), ("Print", PRINT))
    if site.options.internal:
        yield from (("Findings", FINDINGS), ("Coverage", COVERAGE))


def _quoted(text: str) -> str:
    """For YAML, and escaped since themes put it into HTML as it is."""
    return _json(escape(text))


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
