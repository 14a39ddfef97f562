"""Terms and the questions of conditions: what the words of a policy mean, and where they are used."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from specdsl.compiler.english import capitalise
from specdsl.graph.edges import edges
from specdsl.graph.model import Compare, FreeText, Holds, InCategory, Is
from specdsl.meaning.condition import atoms
from specdsl.site.html import Page, element, heading, link
from specdsl.site.links import TERMS
from specdsl.site.prose import escape, to_html, to_inline_html

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from specdsl.graph.model import Category, Facet, Flag, Policy, Term
    from specdsl.site.links import Links
    from specdsl.site.site import Site

MOST_VALUES = 20
"""Of a facet with more values than this a category shows those that its rules name."""


def page(site: Site) -> Page:
    """Every term with its definition, and the rules that use it."""
    return Page(TERMS, "Terms", tuple(_blocks(site)), "What the words of this policy mean")


def _blocks(site: Site) -> Iterator[str]:
    links, users = site.links(TERMS), _users(site)
    if not site.index.terms:
        yield element("p", "This policy defines no terms.")
    for title, anchor, terms in _places(site):
        yield heading(2, title, anchor)
        for term in terms:
            yield heading(3, term_title(term), term.id)
            yield element("div", to_html(term.definition, links), _used_in(users[term.id], site, links))


def _places(site: Site) -> Iterator[tuple[str, str, Sequence[Term]]]:
    if site.policy.terms:
        yield "In the whole policy", "_policy", site.policy.terms
    for category in site.policy.categories:
        if category.terms:
            yield category.title, f"_{category.id}", category.terms


def term_title(term: Term) -> str:
    return capitalise(term.name.replace("-", " "))


def _users(site: Site) -> Mapping[str, list[str]]:
    """For each term the rules that use it."""
    users: defaultdict[str, list[str]] = defaultdict(list)
    for edge in edges(site.policy):
        if edge.label == "uses" and edge.target in site.index.terms and edge.source in site.index.rules:
            users[edge.target].append(edge.source)
    return users


def _used_in(rules: Sequence[str], site: Site, links: Links) -> str:
    if not rules:
        return ""
    names = ", ".join(link(links.rule(each), site.index.title(each)) for each in rules)
    return element("p", "Used in: ", names, class_="specdsl-back")


# ── On a category's page ──────────────────────────────────────────────────────


def definitions(category: Category, links: Links) -> str:
    """A category's own terms as a list of definitions."""
    return element("dl", *(_definition(term, links) for term in category.terms), class_="specdsl-terms")


def _definition(term: Term, links: Links) -> str:
    name = element("dt", link(links.term(term.id), term_title(term)))
    return name + element("dd", to_html(term.definition, links))


def asked(category: Category) -> Mapping[str, set[str]]:
    """The facets, scales and flags that the category's rules ask about, with the values that they name."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for rule in category.rules:
        for atom in (atom for each in (rule.when, *rule.unless) if each for atom in atoms(each)):
            match atom:
                case Is():
                    found[atom.facet].update(atom.values)
                case Compare():
                    found[atom.scale].add(atom.value)
                case Holds():
                    found[atom.flag] |= set()
                case InCategory() | FreeText():
                    pass  # they say what they mean themselves
    return found


def questions(place: Policy | Category, wanted: Mapping[str, set[str]], links: Links) -> str:
    """Those of a place's facets, scales and flags that are wanted, with what their answers mean."""
    facets = (_facet(facet, wanted[facet.id], links) for facet in place.facets if facet.id in wanted)
    return "".join([*facets, _flags([flag for flag in place.flags if flag.id in wanted])])


def _facet(facet: Facet, named: AbstractSet[str], links: Links) -> str:
    name = element("strong", escape(facet.name.replace("-", " ")))
    order = " (in this order)" if facet.ordered else ""
    few = len(facet.values) <= MOST_VALUES
    shown = [value for value in facet.values if few or value.name in named]
    more = (
        element("p", f"and {len(facet.values) - len(shown):,} others")
        if len(shown) < len(facet.values)
        else ""
    )
    values = "".join(
        element("dt", escape(value.name.replace("-", " ")))
        + element("dd", to_inline_html(value.meaning, links))
        for value in shown
    )
    question = element("p", name, ": ", escape(facet.question), order)
    return element("div", question, element("dl", values), more, class_="specdsl-question")


def _flags(flags: Sequence[Flag]) -> str:
    if not flags:
        return ""
    rows = "".join(element("li", escape(flag.statement)) for flag in flags)
    question = element("p", element("strong", "What may hold besides"))
    return element("div", question, element("ul", rows), class_="specdsl-question")
