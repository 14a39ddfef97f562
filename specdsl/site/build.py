"""A policy's site, all of it, as files in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.graph.export import to_json
from specdsl.site import ask, category, findings, home, printed, rules, search, styles, terms
from specdsl.site import rule as rule_page
from specdsl.site.assets import assets
from specdsl.site.config import config
from specdsl.site.html import Page
from specdsl.site.links import ASK, DATA, MAP, category_page
from specdsl.site.machines import llms_txt
from specdsl.site.maps import Maps, policy_map
from specdsl.site.options import Options
from specdsl.site.published import published
from specdsl.site.redirects import redirects
from specdsl.site.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from specdsl.graph.model import Policy

CONFIG = "mkdocs.yml"
DOCS = "docs"


def site_of(policy: Policy, options: Options = Options(), maps: Maps | None = None) -> Site:
    """The policy as this profile publishes it; `maps` may know some of an earlier build."""
    return Site(published(policy, options), options, maps or Maps())


def site_source(
    policy: Policy,
    options: Options = Options(),
    progress: Callable[[str], None] = lambda _: None,
    maps: Maps | None = None,
) -> dict[str, bytes]:
    """A folder that engines build as it stands: configuration, pages, assets. `progress` hears of each."""
    site = site_of(policy, options, maps)
    made = {CONFIG: config(site).encode()}
    for path, content in (*pages(site, progress).items(), *assets().items()):
        made[f"{DOCS}/{path}"] = content
    return made


def pages(site: Site, progress: Callable[[str], None] = lambda _: None) -> Mapping[str, bytes]:
    """The policy's pages and data by path below the policy's root, without the assets that sites share."""
    site.maps.draw(
        site.index, [(each, site.links(category_page(each.id))) for each in site.policy.categories]
    )
    made: dict[str, bytes] = {}
    for path, text in _files(site):
        progress(path)
        made[path] = text.encode("utf-8")
    return made


def page_count(policy: Policy) -> int:
    """About how many files there will be, for those who wait."""
    return 14 + len(policy.categories) + sum(len(each.rules) for each in policy.categories)


def _files(site: Site) -> Iterator[tuple[str, str]]:
    for page in _pages(site):
        yield page.path, page.markdown
    yield ASK, ask.page(site.index)
    yield f"{DATA}/ask.json", ask.data(site.index)
    yield f"{DATA}/search.json", search.data(site)
    yield "llms.txt", llms_txt(site)
    yield "policy.json", to_json(site.policy)
    yield from redirects(site)


def _pages(site: Site) -> Iterator[Page]:
    yield home.page(site)
    yield from (category.page(site, each) for each in site.policy.categories)
    yield from (rule_page.page(site, each) for each in site.index.rules.values())
    yield from (page(site) for page in (rules.page, terms.page, styles.page, search.page, printed.page))
    yield _map(site)
    if site.options.internal:
        yield findings.findings_page(site)
        yield findings.coverage_page(site)


def _map(site: Site) -> Page:
    """The picture of the policy; contradictions are for its authors."""
    contradictions = [each for each in site.options.findings if each.rule == "contradiction"]
    picture = policy_map(site.index, contradictions)
    return Page(MAP, "Map", (picture,), "How the policy hangs together", outline=False)
