"""Authors' prose in compiled text: each line with its place, each `[[link]]` as a plain title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specdsl.compiler.english import capitalise
from specdsl.compiler.output import Origin
from specdsl.graph.model import Category
from specdsl.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.compiler.context import Context
    from specdsl.graph.model import Link, Policy, Prose, Rule, Style

_SENTENCE_START = re.compile(r"""(?:\A|[.!?]["')]?\s|\n\s*\n|^\s*[-*]\s)\s*\Z""", re.MULTILINE)


def author(context: Context, text: str, subject: str, part: str, span: Span) -> str:
    """A text of one line, traced."""
    return context.tracer.author(text, Origin(subject, part, span))


def author_prose(context: Context, prose: Prose, subject: str, part: str) -> str:
    """The prose as it was written, traced line by line, its links as titles."""
    key = id(prose), subject, part  # to compare long proses would cost more than to trace them again
    if key not in context.told:
        lines = (
            author(context, _unlinked(context, prose, text, start), subject, part, place)
            for text, start, place in _lines(prose)
        )
        context.told[key] = prose, "\n".join(lines)
    return context.told[key][1]


def plain(context: Context, prose: Prose) -> str:
    """The prose with its links as titles, for those who keep no trace."""
    if not prose.links:
        return prose.text
    return "\n".join(_unlinked(context, prose, text, start) for text, start, _ in _lines(prose))


def _lines(prose: Prose) -> Iterator[tuple[str, int, Span]]:
    """Each line, where it begins in the text, and its place in the source."""
    start = 0
    for number, text in enumerate(prose.text.split("\n")):
        place = prose.span
        if number < len(prose.lines):
            place = Span(place.source, prose.lines[number], prose.lines[number] + len(text))
        yield text, start, place
        start += len(text) + 1


def _unlinked(context: Context, prose: Prose, line: str, start: int) -> str:
    """The line without brackets; links never run over the end of a line."""
    if not prose.links:
        return line
    inside = [link for link in prose.links if start <= link.start and link.end <= start + len(line)]
    for link in sorted(inside, key=lambda each: each.start, reverse=True):
        before, after = line[: link.start - start], line[link.end - start :]
        name = citation(context, link, written=prose.text[link.start : link.end])
        line = before + (capitalise(name) if starts_sentence(prose.text[: link.start]) else name) + after
    return line


def starts_sentence(before: str) -> bool:
    """Whether a sentence begins behind this text; the item of a list begins one too."""
    return _SENTENCE_START.search(before) is not None


def citation(context: Context, link: Link, written: str = "") -> str:
    """How a text names what it refers to; a term written with its category keeps that if names are shared."""
    if link.kind == "rule":
        return name_of(context.index.rules[link.target])
    if link.kind == "style":
        return name_of(context.index.styles[link.target])
    title = context.index.title(link.target)
    if link.kind == "term" and "." in written and link.target in context.shared_terms:
        return f"{title} (in *{context.index.categories[link.target.partition('.')[0]].title}*)"
    return title


def name_of(node: Rule | Style | Category) -> str:
    """*Title* [id]: a name to read and one to cite."""
    return f"*{node.title}* [{node.id}]"


def proses_of(place: Policy | Category) -> Iterator[Prose]:
    """What the policy (not its categories) or a category says in prose of its own: no notes, no examples."""
    shared = [place.summary, *(term.definition for term in place.terms)]
    shared += [value.meaning for facet in place.facets for value in facet.values]
    yield from (prose for prose in shared if prose)
    yield from (style.text for style in place.styles if style.text)
    for rule in place.rules if isinstance(place, Category) else ():
        yield from rule_proses(rule)


def rule_proses(rule: Rule) -> Iterator[Prose]:
    """The prose of one rule, in the order in which it is read."""
    yield from (prose for prose in (rule.text, *rule.includes, *rule.excludes, rule.because) if prose)
