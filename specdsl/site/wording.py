"""A rule's conditions in words, as the compiler words them, for a page.

On a category's page the words are explained once, beside the rules, so that the sentences stay short; on a
rule's own page the sentence explains them itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.compiler import sections
from specdsl.compiler.trace import bare
from specdsl.compiler.words import Wording
from specdsl.graph.model import Prose
from specdsl.site.prose import to_html

if TYPE_CHECKING:
    from specdsl.graph.model import Example, Rule, Style
    from specdsl.site.links import Links
    from specdsl.site.site import Site


class Short(Wording):
    """Explains nothing, since the page does."""

    def first(self, key: str) -> bool:  # noqa: ARG002 - whatever it is
        """Nothing is explained here, not even at its first use."""
        return False


def decision(site: Site, rule: Rule, links: Links, *, short: bool) -> str:
    """When the rule applies, its exceptions and, where it is not short, what its authority means: HTML."""
    if short:
        return site.worded(rule, "decision", lambda: _decision(site, rule, links, Short(site.context)))
    wording = Wording(site.context)
    said = _decision(site, rule, links, wording)
    return said + markdown(sections.level(site.context, rule, wording), links)  # in short a badge says it


def _decision(site: Site, rule: Rule, links: Links, wording: Wording) -> str:
    sentences = [sections.decision(site.context, rule, wording)]
    sentences += sections.exceptions(site.context, rule, wording)
    return "".join(markdown(sentence, links) for sentence in sentences)


def statement(site: Site, rule: Rule) -> str:
    """The verdict and when it is given, as one line of Markdown without explanations."""
    return site.worded(rule, "statement", lambda: _statement(site, rule))


def _statement(site: Site, rule: Rule) -> str:
    return " ".join(bare(sections.decision(site.context, rule, Short(site.context))).split())


def situation(site: Site, example: Example, links: Links) -> str:
    """What a worked example takes as given: HTML, or nothing."""
    if example.given is None:
        return ""
    return markdown(Short(site.context).situation((), example.given), links)


def directives(site: Site, style: Style, links: Links) -> str:
    """What a style demands of an answer: HTML."""
    return "".join(markdown(each, links) for each in sections.directive_texts(site.context, style))


def markdown(traced: str, links: Links) -> str:
    """A sentence of the compiler's, which is Markdown, as HTML."""
    text = bare(traced)
    return to_html(Prose(text), links) if text else ""
