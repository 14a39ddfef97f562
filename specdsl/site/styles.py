"""Styles: how to answer once the verdict is known, and which rules follow each of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from specdsl.site.html import Page, element, fold, heading, link
from specdsl.site.links import STYLES
from specdsl.site.prose import to_html
from specdsl.site.wording import directives

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from specdsl.graph.model import Rule, Style
    from specdsl.site.links import Links
    from specdsl.site.site import Site


def page(site: Site) -> Page:
    """Every style, and the rules that follow it."""
    return Page(STYLES, "Styles", tuple(_blocks(site)), "How to answer, once the verdict is known")


def _blocks(site: Site) -> Iterator[str]:
    links, followers = site.links(STYLES), _followers(site)
    if not site.index.styles:
        yield element("p", "This policy defines no styles.")
    for title, anchor, styles in _places(site):
        yield heading(2, title, anchor)
        for style in styles:
            yield heading(3, style.title, style.id)
            yield element(
                "div", style_html(site, style, links), _followed_by(followers[style.id], site, links)
            )


def _places(site: Site) -> Iterator[tuple[str, str, Sequence[Style]]]:
    if site.policy.styles:
        yield "In the whole policy", "_policy", site.policy.styles
    for category in site.policy.categories:
        if category.styles:
            yield category.title, f"_{category.id}", category.styles


def style_html(site: Site, style: Style, links: Links) -> str:
    """What the style is for, what it demands, and its text: HTML."""
    verdicts = element("p", "For ", ", ".join(map(site.verdict, style.verdicts)), class_="specdsl-facts")
    text = to_html(style.text, links) if style.text else ""
    return element("div", verdicts, directives(site, style, links), text, class_="specdsl-style")


def _followers(site: Site) -> Mapping[str, list[Rule]]:
    followers: defaultdict[str, list[Rule]] = defaultdict(list)
    for rule in site.index.active_rules:
        for style in site.index.followed_styles(rule):
            followers[style.id].append(rule)
    return followers


def _followed_by(rules: Sequence[Rule], site: Site, links: Links) -> str:
    """The rules that follow it, folded, since a common style has many."""
    if not rules:
        return ""
    rows = "".join(
        element("li", link(links.rule(rule.id), rule.title), f" ({link_to_category(site, rule, links)})")
        for rule in rules
    )
    count = "1 rule" if len(rules) == 1 else f"{len(rules):,} rules"
    return fold(f"Followed by {count}", element("ul", rows))


def link_to_category(site: Site, rule: Rule, links: Links) -> str:
    """The title of a rule's category, as a link."""
    category = site.index.category_of(rule)
    return link(links.category(category.id), category.title)
