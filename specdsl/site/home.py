"""The policy's first page: what it is about, its verdicts, its categories, and the ways into it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from specdsl.compiler.sections import policy_text
from specdsl.site.html import Page, element, heading, link
from specdsl.site.links import ASK, COVERAGE, FINDINGS, HOME, MAP, PRINT, RULES, SEARCH, STYLES, TERMS
from specdsl.site.prose import escape, to_html, to_inline_html, to_text
from specdsl.site.wording import markdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specdsl.graph.model import Category, Rule, Value
    from specdsl.site.links import Links
    from specdsl.site.site import Site


def page(site: Site) -> Page:
    """The policy at a glance."""
    links = site.links(HOME)
    words = to_text(site.policy.summary, links) if site.policy.summary else ""
    return Page(HOME, site.policy.title, tuple(_blocks(site, links)), words)


def _blocks(site: Site, links: Links) -> Iterator[str]:
    policy = site.policy
    yield element("p", _edition(site), class_="specdsl-edition")
    if policy.summary:
        yield element("div", to_html(policy.summary, links), class_="specdsl-summary")
    yield element("nav", *_ways(site, links), class_="specdsl-ways", aria_label="Ways into the policy")
    yield heading(2, "Categories", "_categories")
    yield element("div", *(_card(site, each, links) for each in policy.categories), class_="specdsl-cards")
    yield heading(2, "Verdicts", "_verdicts")
    yield _verdicts(site, links)
    if policy.helpfulness:
        yield heading(2, "Helpfulness", "_helpfulness")
        yield element("div", to_html(policy.helpfulness, links))
    yield heading(2, "For machines", "_machines")
    yield _machines(links)


def _edition(site: Site) -> str:
    policy = site.policy
    parts = [
        f"Version {policy.version}" if policy.version else "",
        f"kept by {policy.owner}" if policy.owner else "",
    ]
    rules = f"{len(site.index.active_rules):,} rules in {len(policy.categories):,} categories"
    return escape(" · ".join(part for part in [*parts, rules] if part))


def _ways(site: Site, links: Links) -> Iterator[str]:
    yield link(links.to(ASK), "Ask the policy")
    yield link(links.to(MAP), "Map")
    yield link(links.to(RULES), "Rules by verdict")
    yield link(links.to(TERMS), "Terms")
    yield link(links.to(STYLES), "Styles")
    yield link(links.to(SEARCH), "Search")
    yield link(links.to(PRINT), "Print")
    if site.options.internal:
        yield link(links.to(FINDINGS), "Findings")
        yield link(links.to(COVERAGE), "Coverage")


# ── Categories ────────────────────────────────────────────────────────────────


def _card(site: Site, category: Category, links: Links) -> str:
    title = element("h3", link(links.category(category.id), category.title))
    summary = to_text(category.summary, links) if category.summary else ""
    counts = " ".join(counted(site, category.rules))
    return element("div", title, element("p", escape(summary)), element("p", counts), class_="specdsl-card")


def counted(site: Site, rules: Iterable[Rule]) -> Iterator[str]:
    """A badge for each verdict that active ones of the rules give, with their number."""
    numbers = Counter(rule.verdict for rule in rules if rule.status == "active")
    for verdict in site.index.verdicts:
        if numbers[verdict]:
            yield site.verdict(verdict, numbers[verdict])


# ── Verdicts ──────────────────────────────────────────────────────────────────


def _verdicts(site: Site, links: Links) -> str:
    said = policy_text(site.context)
    numbers = Counter(rule.verdict for rule in site.index.active_rules)
    rows = "".join(_verdict(site, value, numbers[value.name], links) for value in site.policy.ladder)
    levels = f"Authority runs from {said.levels}." if said.levels else ""
    after = "".join(markdown(each, links) for each in (said.otherwise, said.outside, levels))
    return element(
        "div", markdown(said.question, links), element("dl", rows), after, class_="specdsl-verdicts"
    )


def _verdict(site: Site, value: Value, count: int, links: Links) -> str:
    rules = link(links.to(RULES, f"_{value.name}"), "1 rule" if count == 1 else f"{count:,} rules")
    name = element("dt", site.verdict(value.name))
    return name + element("dd", to_inline_html(value.meaning, links), " (", rules, ")")


def _machines(links: Links) -> str:
    whole = element("li", link(links.file("policy.json"), "policy.json"), ": the whole policy as JSON")
    guide = element("li", link(links.file("llms.txt"), "llms.txt"), ": its pages, for language models")
    return element("ul", whole, guide)
