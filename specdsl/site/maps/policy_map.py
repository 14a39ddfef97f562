"""The map of a policy: a picture to walk about in, and the same in words beside it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from specdsl.answers.names import listed
from specdsl.graph.edges import edges
from specdsl.graph.palette import NO_VERDICT, palette
from specdsl.graph.picture import to_svg
from specdsl.site.links import MAP, Links
from specdsl.site.maps.marks import legend, look_class
from specdsl.site.prose import escape, inert

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from specdsl.diagnostics import Diagnostic
    from specdsl.graph.model import Category, Rule
    from specdsl.graph.query import Index

# What binds two parts, and how each of the two says it.
_SAID = {
    "within": ("within", "holds"),
    "disjoint": ("disjoint from", "disjoint from"),
    "overrides": ("overrides", "overridden by"),
    "redirects": ("sends some cases to", "gets some cases of"),
    "contradicts": ("contradicts", "contradicts"),
}


def policy_map(index: Index, contradictions: Iterable[Diagnostic]) -> str:
    """The map as a block of HTML for its own page; `contradictions` are findings, which it shows too."""
    links = Links(index, MAP)
    shown = [_pair(each) for each in contradictions if each.witness]  # others were given up, not found
    pairs = [pair for pair in shown if index.rules.keys() >= set(pair)]
    picture = to_svg(
        index.policy,
        contradictions=pairs,
        href=lambda each: links.rule(each) if each in index.rules else links.category(each),
    )
    title = escape(index.policy.title)
    return "\n".join(
        [
            '<div class="specdsl-policy-map">',
            '<div class="specdsl-view" data-specdsl-view>',
            f'<div class="specdsl-view-box" tabindex="0" role="region" aria-label="Picture: {title}">',
            inert(picture).strip(),
            "</div></div>",
            *_List(index, pairs, links).html(),
            "</div>\n",
        ]
    )


def _pair(finding: Diagnostic) -> tuple[str, str]:
    one, other, *_ = finding.subjects
    return one, other


class _List:
    """The same in words."""

    def __init__(self, index: Index, contradictions: Sequence[tuple[str, str]], links: Links) -> None:
        self._index = index
        self._links = links
        self._contradictions = contradictions
        self._bound = _bound(index, contradictions)
        self._looks = palette(index.policy)

    def html(self) -> Iterator[str]:
        yield '<div class="specdsl-map-list" tabindex="0" role="region" aria-label="The same in words">'
        yield legend(self._index.policy)
        yield from self._clashes()
        for category in self._index.policy.categories:
            yield from self._category(category)
        yield "</div>"

    def _clashes(self) -> Iterator[str]:
        """What the linter found; of a policy that it was not asked about nothing is claimed."""
        if self._contradictions:
            yield '<p class="specdsl-clash">Rules that contradict each other:</p><ul>'
            for one, other in self._contradictions:
                yield f"<li>{self._rule_link(one)} and {self._rule_link(other)}</li>"
            yield "</ul>"

    def _category(self, category: Category) -> Iterator[str]:
        link = f'<a href="{escape(self._links.category(category.id))}">{escape(category.title)}</a>'
        rules = [rule for rule in category.rules if rule.status != "retired"]
        said = f"{len(rules)} {'rule' if len(rules) == 1 else 'rules'}"
        yield f'<details class="specdsl-fold"><summary>{escape(category.title)}: {said}</summary>'
        yield f"<p>{link}{self._relations(category.id)}</p><ul>"
        yield from (f"<li>{self._rule(rule)}</li>" for rule in rules)
        yield "</ul></details>"

    def _rule(self, rule: Rule) -> str:
        look = self._looks.get(rule.verdict, NO_VERDICT)
        verdict = f'<span class="specdsl-verdict-word {look_class(look)}">{escape(rule.verdict)}</span>'
        return f"{self._rule_link(rule.id)} {verdict}{self._relations(rule.id)}"

    def _relations(self, identifier: str) -> str:
        bound = self._bound.get(identifier, {})
        said = (f"{word} {listed([self._link(each) for each in others])}" for word, others in bound.items())
        return "".join(f"<br>{each}" for each in said)

    def _link(self, identifier: str) -> str:
        if identifier in self._index.rules:
            return self._rule_link(identifier)
        url = escape(self._links.category(identifier))
        return f'<a href="{url}">{escape(self._index.title(identifier))}</a>'

    def _rule_link(self, identifier: str) -> str:
        url, title = escape(self._links.rule(identifier)), escape(self._index.title(identifier))
        return f'<a href="{url}">{title}</a>'


def _bound(index: Index, contradictions: Sequence[tuple[str, str]]) -> Mapping[str, Mapping[str, list[str]]]:
    """For each part what binds it to others, in words, and those others."""
    bound: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    arcs = [(edge.source, edge.label, edge.target) for edge in edges(index.policy) if edge.label in _SAID]
    for one, label, other in (*arcs, *((one, "contradicts", other) for one, other in contradictions)):
        forth, back = _SAID[label]
        bound[one][forth].append(other)
        bound[other][back].append(one)
    return bound
