"""For the authors: what the linter says of the policy, and what its worked examples do not reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.examples import coverage, judgements
from specdsl.examples.coverage import KINDS
from specdsl.examples.text import missing
from specdsl.meaning.questions import Prover
from specdsl.site.html import Page, element, heading, link, with_code
from specdsl.site.links import COVERAGE, FINDINGS
from specdsl.site.prose import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specdsl.diagnostics import Diagnostic
    from specdsl.examples import Coverage
    from specdsl.examples.coverage import Kind, Part
    from specdsl.graph.model import Category
    from specdsl.site.links import Links
    from specdsl.site.site import Site
    from specdsl.source import Span

_KINDS: dict[Kind, str] = {"rule": "Rules", "exception": "Exceptions", "boundary": "Boundaries"}


def findings_page(site: Site) -> Page:
    """Every finding with its place and how to go on."""
    return Page(FINDINGS, "Findings", tuple(_findings(site)), searched=False)


def _findings(site: Site) -> Iterator[str]:
    found = site.options.findings
    if not found:
        yield element("p", "The linter finds nothing to say.")
    for level in ("error", "warning", "info"):
        if some := [each for each in found if each.level == level]:
            yield heading(2, f"{level.capitalize()} ({len(some)})", f"_{level}")
            yield from (_finding(site, each) for each in some)


def _finding(site: Site, found: Diagnostic) -> str:
    links = site.links(FINDINGS)
    facts = element("ul", *(element("li", escape(fact)) for fact in found.facts)) if found.facts else ""
    return element(
        "div",
        element("p", element("strong", escape(found.rule)), ": ", with_code(found.message)),
        element("p", _place(site, found.span)),
        facts,
        *(element("p", with_code(line)) for line in found.help),
        _about(site, found.subjects, links),
        class_=f"specdsl-finding specdsl-finding-{found.level}",
    )


def _place(site: Site, span: Span) -> str:
    where = f"{span.file}:{span.line}"
    url = site.options.edit(span)
    return link(url, where) if url else element("code", escape(where))


def _about(site: Site, subjects: Sequence[str], links: Links) -> str:
    rules = [site.index.rules[each] for each in subjects if each in site.index.rules]
    named = ", ".join(link(links.rule(rule.id), rule.title) for rule in rules)
    return element("p", "About: ", named) if named else ""


# ── Coverage ──────────────────────────────────────────────────────────────────


def coverage_page(site: Site) -> Page:
    """How much of each category the worked examples reach, and what they do not."""
    prover = Prover(site.index)
    found = coverage(prover, judgements(prover).values())
    return Page(COVERAGE, "Coverage", tuple(_coverage(site, found)), searched=False)


def _coverage(site: Site, found: Coverage) -> Iterator[str]:
    links, count = site.links(COVERAGE), found.count()
    said = f"The worked examples reach {count.reached} of {count.total} parts of the rules"
    yield element("p", f"{said}: {count.percent} percent.")
    yield _table(site, found, links)
    if found.unreached:
        yield heading(2, "Not reached", "_unreached")
        yield element("ul", *(_unreached(site, part) for part in found.unreached))


def _table(site: Site, found: Coverage, links: Links) -> str:
    titles = ("Category", *(_KINDS[kind] for kind in KINDS))
    head = element("thead", element("tr", *(element("th", title, scope="col") for title in titles)))
    body = element("tbody", *(_row(each, found, links) for each in site.policy.categories))
    return element("div", element("table", head, body), class_="specdsl-table")


def _row(category: Category, found: Coverage, links: Links) -> str:
    name = element("td", link(links.category(category.id), category.title))
    counts = (found.count(kind, category.id) for kind in KINDS)
    cells = (f"{each.reached} of {each.total}" if each.total else "none" for each in counts)
    return element("tr", name, *(element("td", cell) for cell in cells))


def _unreached(site: Site, part: Part) -> str:
    return element("li", with_code(missing(site.index, part)), " (", _place(site, part.span), ")")
