"""The index of all rules, verdict by verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.site.html import Page, element, heading, link
from specdsl.site.links import RULES, rule_page
from specdsl.site.prose import escape
from specdsl.site.styles import link_to_category

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specdsl.graph.model import Rule
    from specdsl.site.links import Links
    from specdsl.site.site import Site


def page(site: Site) -> Page:
    """A table of rules for each verdict, then drafts and retired ones."""
    return Page(RULES, "Rules by verdict", tuple(_blocks(site)), "Every rule, verdict by verdict")


def _blocks(site: Site) -> Iterator[str]:
    links, rules = site.links(RULES), site.index.rules.values()
    for verdict in site.index.verdicts:
        yield heading(2, f"{verdict[0].upper()}{verdict[1:]}", f"_{verdict}")
        yield _table(site, [rule for rule in site.index.active_rules if rule.verdict == verdict], links)
    for status in ("draft", "retired"):
        if others := [rule for rule in rules if rule.status == status]:
            yield heading(2, f"{status[0].upper()}{status[1:]}", f"_status.{status}")
            yield _table(site, others, links)


def _table(site: Site, rules: Sequence[Rule], links: Links) -> str:
    if not rules:
        return element("p", "No rule gives this verdict.")
    titles = "".join(element("th", title, scope="col") for title in ("Rule", "Category", "Authority"))
    head = element("thead", element("tr", titles))
    body = element("tbody", *(_row(site, rule, links) for rule in rules))
    return element("div", element("table", head, body), class_="specdsl-table")


def _row(site: Site, rule: Rule, links: Links) -> str:
    name = f"{site.rule_badge(rule)} {link(links.to(rule_page(rule.id)), rule.title)}"
    levels = site.policy.authority
    level = levels[site.index.level_of(rule)] if levels and rule.status != "retired" else ""
    cells = (name, link_to_category(site, rule, links), escape(level))
    return element("tr", *(element("td", cell) for cell in cells))
