"""The whole policy on one page, with nothing folded, for paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.site.category import introduction, rules
from specdsl.site.conversation import unfolded
from specdsl.site.html import Page, element, heading
from specdsl.site.links import PRINT
from specdsl.site.prose import to_html
from specdsl.site.rule import Setting
from specdsl.site.styles import style_html
from specdsl.site.terms import definitions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specdsl.graph.model import Category
    from specdsl.site.site import Site


def page(site: Site, categories: Iterable[str]) -> Page:
    """Everything, category by category, as `category_blocks` has them."""
    title = f"{site.policy.title}, version {site.version}"
    return Page(PRINT, title, (*_blocks(site), *categories), searched=False, outline=False)


def _blocks(site: Site) -> Iterator[str]:
    links, policy = site.links(PRINT), site.policy
    for prose in (policy.summary, policy.helpfulness):
        yield element("div", to_html(prose, links)) if prose else ""
    if policy.styles:
        yield heading(2, "Styles", "_styles")
    for style in policy.styles:
        yield heading(3, style.title, f"_style.{style.id}")
        yield style_html(site, style, links)


def category_blocks(site: Site, category: Category) -> Iterator[str]:
    """A category: its words, its rules, its styles and conversations."""
    links = site.links(PRINT)
    yield heading(2, category.title, category.id)
    yield introduction(site, category, links)
    if category.terms:
        yield definitions(category, links)
    yield from rules(site, category, Setting(links, level=4, short=True, fold=False))
    for style in category.styles:
        yield heading(3, style.title, f"_style.{style.id}")
        yield style_html(site, style, links)
    for example in category.examples:
        yield unfolded(site, example, links, 3)
