"""The page of a category: all about it, in the order in which a reader wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.compiler.sections import category_text
from specdsl.site.conversation import folded
from specdsl.site.html import Page, element, fold, heading, link
from specdsl.site.links import ASK, category_page
from specdsl.site.prose import to_html, to_text
from specdsl.site.rule import Setting, rule_html
from specdsl.site.styles import style_html
from specdsl.site.terms import asked, definitions, questions
from specdsl.site.wording import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.graph.model import Category
    from specdsl.site.links import Links
    from specdsl.site.site import Site


def page(site: Site, category: Category) -> Page:
    """Summary, terms, decision map, rules, styles and conversations."""
    path = category_page(category.id)
    links = site.links(path)
    words = to_text(category.summary, links) if category.summary else ""
    return Page(path, category.title, tuple(_blocks(site, category, links)), words)


def _blocks(site: Site, category: Category, links: Links) -> Iterator[str]:
    yield introduction(site, category, links)
    yield _ways_on(category, links)
    yield from _words(site, category, links)
    if picture := site.maps.map(site.index, category, links):
        yield heading(2, "What is decided", "_map")
        yield picture
    yield heading(2, "Rules", "_rules")
    yield from rules(site, category, Setting(links, level=4, short=True, fold=True))
    yield from _styles(site, category, links)
    yield from _conversations(site, category, links)


def introduction(site: Site, category: Category, links: Links) -> str:
    """The summary, and what holds for the category as a whole: HTML."""
    said = category_text(site.context, category)
    summary = to_html(category.summary, links) if category.summary else ""
    about = "".join(markdown(each, links) for each in (*said.relations, said.otherwise))
    note = element("div", to_html(category.note, links), class_="specdsl-note") if category.note else ""
    return element("div", summary, about, note, class_="specdsl-summary")


def _ways_on(category: Category, links: Links) -> str:
    ask = link(f"{links.to(ASK)}?category={category.id}", "Ask about a request in this category")
    return element("p", ask, class_="specdsl-ways")


def _words(site: Site, category: Category, links: Links) -> Iterator[str]:
    if category.terms:
        yield heading(2, "Terms", "_terms")
        yield definitions(category, links)
    wanted = asked(category)
    here, everywhere = questions(category, wanted, links), questions(site.policy, wanted, links)
    if here or everywhere:
        yield heading(2, "What the rules ask", "_questions")
        yield _folded("Questions of this category", here)
        yield _folded("Questions of the whole policy", everywhere)


def _folded(title: str, content: str) -> str:
    return fold(title, content) if content else ""


def rules(site: Site, category: Category, setting: Setting) -> Iterator[str]:
    """The rules, each under its title, in the order in which they are written."""
    for rule in category.rules:
        yield heading(setting.level - 1, rule.title, setting.links.rule(rule.id).removeprefix("#"))
        yield rule_html(site, rule, setting)


def _styles(site: Site, category: Category, links: Links) -> Iterator[str]:
    if category.styles:
        yield heading(2, "Styles", "_styles")
    for style in category.styles:
        yield heading(3, style.title, f"_style.{style.name}")
        yield style_html(site, style, links)


def _conversations(site: Site, category: Category, links: Links) -> Iterator[str]:
    if category.examples:
        yield heading(2, "More worked conversations", "_conversations")
        shown = (folded(site, each, links) for each in category.examples)
        yield element("div", *shown)
