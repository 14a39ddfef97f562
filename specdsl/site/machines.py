"""What machines read: a list of the pages for language models, and the policy as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.site.links import HOME, RULES, STYLES, TERMS
from specdsl.site.prose import to_text
from specdsl.site.wording import statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.graph.model import Category
    from specdsl.site.site import Site


def llms_txt(site: Site) -> str:
    """The policy's pages with a line on each, in the form of https://llmstxt.org."""
    return "\n".join(_lines(site)) + "\n"


def _lines(site: Site) -> Iterator[str]:
    policy, links = site.policy, site.links(HOME)
    yield f"# {_plain(policy.title)}"
    if policy.summary:
        yield f"\n> {_plain(to_text(policy.summary, links))}"
    yield f"\nVersion {site.version}. Each rule gives a verdict; rules that are not defeated decide."
    yield "\n## The whole\n"
    yield "- [The policy as JSON](policy.json): every rule with its conditions, resolved"
    yield f"- [Rules by verdict]({links.to(RULES)})"
    yield f"- [Terms]({links.to(TERMS)}): what the words mean"
    yield f"- [Styles]({links.to(STYLES)}): how to answer once the verdict is known"
    for category in policy.categories:
        yield from _category(site, category)


def _category(site: Site, category: Category) -> Iterator[str]:
    links = site.links(HOME)
    yield f"\n## {_plain(category.title)}\n"
    summary = _plain(to_text(category.summary, links)) if category.summary else "the whole category"
    yield f"- [{_plain(category.title)}]({links.category(category.id)}): {summary}"
    for rule in category.rules:
        said = statement(site, rule) if rule.status == "active" else f"{rule.status.capitalize()}."
        yield f"- [{_plain(rule.title)}]({links.rule(rule.id)}): {_plain(said)}"


def _plain(text: str) -> str:
    """A text for the name of a link or a line: brackets would end it."""
    return " ".join(text.replace("[", "(").replace("]", ")").split())
