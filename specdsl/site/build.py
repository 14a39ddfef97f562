"""A policy's site, all of it, as files in memory."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

from specdsl.graph.export import to_json
from specdsl.record import dataclass
from specdsl.site import ask, category, findings, home, printed, rules, search, styles, terms
from specdsl.site import rule as rule_page
from specdsl.site.assets import assets
from specdsl.site.config import config
from specdsl.site.html import Page
from specdsl.site.links import ASK, DATA, MAP
from specdsl.site.machines import llms_txt
from specdsl.site.maps import Maps, policy_map
from specdsl.site.options import Options
from specdsl.site.published import published
from specdsl.site.redirects import redirects
from specdsl.site.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from specdsl.graph.model import Category, Policy

CONFIG = "mkdocs.yml"
DOCS = "docs"


@dataclass(frozen=True, slots=True)
class Chapter:
    """What a category adds: its page, those of its rules by path, its part of the printed page, its map."""

    path: str
    page: bytes
    rules: Mapping[str, bytes]
    printed: Sequence[str]
    drawn: Mapping[str, str]


Share: TypeAlias = "Callable[[Callable[[int], Chapter], int], AbstractContextManager[Iterable[Chapter]]]"
"""How chapters are made: given what makes one by its number, and how many there are."""


@contextmanager
def alone(make: Callable[[int], Chapter], count: int) -> Iterator[Iterable[Chapter]]:
    """One after the other."""
    yield (make(number) for number in range(count))


def site_of(policy: Policy, options: Options = Options(), maps: Maps | None = None) -> Site:
    """The policy as this profile publishes it; `maps` may know some of an earlier build."""
    return Site(published(policy, options), options, maps or Maps())


def site_source(
    policy: Policy,
    options: Options = Options(),
    progress: Callable[[str], None] = lambda _: None,
    maps: Maps | None = None,
    share: Share = alone,
) -> dict[str, bytes]:
    """A folder that engines build as it stands: configuration, pages, assets. `progress` hears of each."""
    site = site_of(policy, options, maps)
    made = {CONFIG: config(site).encode()}
    for path, content in (*pages(site, progress, share).items(), *assets().items()):
        made[f"{DOCS}/{path}"] = content
    return made


def pages(
    site: Site, progress: Callable[[str], None] = lambda _: None, share: Share = alone
) -> Mapping[str, bytes]:
    """The policy's pages and data by path below the policy's root, without the assets that sites share.

    `share` may have others see to the categories, while all else is made here.
    """
    categories = site.policy.categories
    _ = site.context.names, site.context.ranks  # what all of them need
    with share(lambda number: _chapter(site, categories[number]), len(categories)) as made:
        first, listed, others = (
            {path: text.encode() for path, text in _heard(files, progress)}
            for files in (_first(site), _listings(site), _others(site))
        )
        chapters = [_taken(chapter, site, progress) for chapter in made]
    whole = printed.page(site, [block for chapter in chapters for block in chapter.printed])
    return {
        **first,
        **{chapter.path: chapter.page for chapter in chapters},
        **{path: page for chapter in chapters for path, page in chapter.rules.items()},
        **listed,
        whole.path: whole.markdown.encode(),
        **others,
    }


def _heard(files: Iterable[tuple[str, str]], progress: Callable[[str], None]) -> Iterator[tuple[str, str]]:
    for path, text in files:
        progress(path)
        yield path, text


def page_count(policy: Policy) -> int:
    """About how many files there will be, for those who wait."""
    return 14 + len(policy.categories) + sum(len(each.rules) for each in policy.categories)


# ── What is about the whole policy ────────────────────────────────────────────


def _first(site: Site) -> Iterator[tuple[str, str]]:
    yield _file(home.page(site))


def _listings(site: Site) -> Iterator[tuple[str, str]]:
    yield from (_file(page(site)) for page in (rules.page, terms.page, styles.page, search.page))


def _others(site: Site) -> Iterator[tuple[str, str]]:
    yield _file(_map(site))
    if site.options.internal:
        yield _file(findings.findings_page(site))
        yield _file(findings.coverage_page(site))
    yield ASK, ask.page(site.index)
    yield f"{DATA}/ask.json", ask.data(site.index)
    yield f"{DATA}/search.json", search.data(site)
    yield "llms.txt", llms_txt(site)
    yield "policy.json", to_json(site.policy)
    yield from redirects(site)


def _file(page: Page) -> tuple[str, str]:
    return page.path, page.markdown


def _map(site: Site) -> Page:
    """The picture of the policy; contradictions are for its authors."""
    contradictions = [each for each in site.options.findings if each.rule == "contradiction"]
    picture = policy_map(site.index, contradictions)
    return Page(MAP, "Map", (picture,), "How the policy hangs together", outline=False)


# ── What belongs to a category ────────────────────────────────────────────────


def _chapter(site: Site, chosen: Category) -> Chapter:
    page = category.page(site, chosen)
    alone = [rule_page.page(site, rule) for rule in chosen.rules]
    return Chapter(
        page.path,
        page.markdown.encode(),
        {each.path: each.markdown.encode() for each in alone},
        [*printed.category_blocks(site, chosen)],
        site.maps.taken(),
    )


def _taken(chapter: Chapter, site: Site, progress: Callable[[str], None]) -> Chapter:
    """A chapter that somebody made."""
    for path in (chapter.path, *chapter.rules):
        progress(path)
    site.maps.drawn |= chapter.drawn
    return chapter
