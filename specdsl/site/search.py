"""Search that can be narrowed to rules, terms or examples: a page, and the index that its script reads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from specdsl.site.html import Page, element, link
from specdsl.site.links import DATA, HOME, RULES, SEARCH, STYLES, TERMS
from specdsl.site.prose import to_text
from specdsl.site.terms import term_title
from specdsl.site.wording import statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.graph.model import Example, Prose, Rule
    from specdsl.site.site import Site

_KINDS = {"all": "Everything", "rule": "Rules", "term": "Terms", "example": "Examples"}


def page(site: Site) -> Page:
    """The page; without its script it says where else to look."""
    links = site.links(SEARCH)
    field = element("label", "Words to look for", for_="specdsl-search-words")
    words = (
        '<input type="search" id="specdsl-search-words" name="words" autocomplete="off" spellcheck="false" '
        "data-specdsl-search-words>"
    )
    kinds = element("fieldset", element("legend", "Look in"), *map(_kind, _KINDS))
    form = element("form", field, words, kinds, data_specdsl_search_form=True, role="search")
    count = element("p", role="status", data_specdsl_search_count=True)
    found = element("ol", data_specdsl_search_found=True, class_="specdsl-found")
    url, root = links.file(f"{DATA}/search.json"), links.to(HOME)
    box = element(
        "div", form, count, found,
        class_="specdsl-search", hidden=True, data_specdsl_search=url, data_specdsl_root=root,
    )  # fmt: skip
    names = ((RULES, "all rules by verdict"), (TERMS, "all terms"), (STYLES, "all styles"))
    others = ", ".join(link(links.to(path), name) for path, name in names)
    without = element(
        "p", f"Searching needs JavaScript. Without it there are {others}.", data_specdsl_search_without=True
    )
    return Page(SEARCH, "Search", (box, without), "Search rules, terms and examples", outline=False)


def _kind(kind: str) -> str:
    checked = " checked" if kind == "all" else ""
    return f'<label><input type="radio" name="in" value="{kind}"{checked}> {_KINDS[kind]}</label>'


# ── The index ─────────────────────────────────────────────────────────────────


def data(site: Site) -> str:
    """Rules, terms and examples with their words; URLs are relative to the policy's root."""
    entries = [*_rules(site), *_terms(site), *_examples(site)]
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":")) + "\n"


def _rules(site: Site) -> Iterator[dict[str, str]]:
    links = site.links(HOME)
    for rule in site.index.rules.values():
        retired = rule.status == "retired"
        yield {
            "kind": "rule",
            "title": rule.title,
            "id": rule.id,
            "url": links.rule(rule.id),
            "verdict": "retired" if retired else rule.verdict,
            "shape": site.look(rule.verdict).shape,
            "letters": site.look(rule.verdict).letters,
            "where": site.index.category_of(rule).title,
            "text": _joined(site, *_proses(rule))
            if retired
            else f"{statement(site, rule)} {_joined(site, *_proses(rule))}",
        }


def _proses(rule: Rule) -> Iterator[Prose | None]:
    yield rule.text
    yield from rule.includes
    yield from rule.excludes
    yield rule.because


def _terms(site: Site) -> Iterator[dict[str, str]]:
    links = site.links(HOME)
    for term in site.index.terms.values():
        where = site.index.categories[term.category].title if term.category else ""
        yield {
            "kind": "term",
            "title": term_title(term),
            "id": term.id,
            "url": links.term(term.id),
            "where": where,
            "text": _joined(site, term.definition),
        }


def _examples(site: Site) -> Iterator[dict[str, str]]:
    links = site.links(HOME)
    for example in site.index.examples.values():
        yield {
            "kind": "example",
            "title": example.title,
            "id": example.id,
            "url": links.example(example.id),
            "where": site.index.title(example.rule or example.category),
            "text": _joined(site, *_said(example)),
        }


def _said(example: Example) -> Iterator[Prose | None]:
    yield from (turn.text for turn in example.turns)
    for reply in example.replies:
        yield reply.text
        yield reply.because


def _joined(site: Site, *proses: Prose | None) -> str:
    links = site.links(HOME)
    return " ".join(to_text(prose, links) for prose in proses if prose)
