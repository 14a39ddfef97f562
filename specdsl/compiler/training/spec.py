"""Spec texts to train on: whole rules, in chunks of which each can be read alone."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from specdsl.compiler.dataset import Column, Dataset
from specdsl.compiler.english import capitalise
from specdsl.compiler.prose import rule_proses
from specdsl.compiler.render import render
from specdsl.compiler.sections import category_text, policy_text, term_text, view_of
from specdsl.compiler.spectext import rule_block, style_block
from specdsl.compiler.tokens import counter
from specdsl.compiler.trace import bare
from specdsl.compiler.training.rows import STAMP, stamp
from specdsl.compiler.words import Wording, in_words
from specdsl.graph.model import Rule, Style
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from specdsl.compiler.context import Context
    from specdsl.compiler.dataset import Row
    from specdsl.graph.model import Category, Prose, Term

WHOLE = "all"
"""What stands for a category in a text about the whole policy."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is never cut: a rule, a style, or a category in brief, and the heading that it stands under."""

    node: Rule | Style | Category
    heading: str
    block: Callable[[Wording], str]
    proses: tuple[Prose, ...] = ()


def spec_dataset(context: Context) -> Dataset:
    """One text for the whole policy, and one for each category in full."""
    texts = [(WHOLE, None), *((name, context.index.categories[name]) for name in context.categories)]
    return Dataset(
        "spec",
        "spec",
        "The policy's own text: what holds everywhere, and each category in full, parted between rules.",
        "language modelling: `text`",
        (
            *STAMP,
            Column("styles", "strings", "The styles that the chunk holds in full."),
            Column("chunk", "integer", "Which part of its text it is, from 1."),
            Column("chunks", "integer", "How many parts the text has."),
            Column("tokens", "integer", "How long it is, by the manifest's `encoding`."),
            Column("text", "string", "Markdown that can be read alone."),
        ),
        tuple(row for name, category in texts for row in _rows(context, name, category)),
    )


def _rows(context: Context, name: str, category: Category | None) -> Iterator[Row]:
    parts = _category_parts(context, category) if category else _policy_parts(context)
    chunks = _packed(context, category, parts)
    for number, chunk in enumerate(chunks, 1):
        rules, styles = (
            tuple(part.node.id for part in chunk.parts if isinstance(part.node, kind))
            for kind in (Rule, Style)
        )
        yield {
            **stamp(context, f"{name}#{number}", name, rules),
            "styles": list(styles),
            "chunk": number,
            "chunks": len(chunks),
            "tokens": counter(context.options.encoding)(bare(chunk.text)),
            "text": chunk.text,
        }


# ── Parts ─────────────────────────────────────────────────────────────────────


def _category_parts(context: Context, category: Category) -> list[Part]:
    view = view_of(context, category.id)
    rules = [_rule_part(context, rule) for rule in view.rules]
    return [*rules, *(_style_part(context, style, "### Styles", "####") for style in view.styles)]


def _rule_part(context: Context, rule: Rule) -> Part:
    def block(wording: Wording) -> str:
        return rule_block(context, rule, "####", wording)

    return Part(rule, f"### {capitalise(rule.verdict)}", block, tuple(rule_proses(rule)))


def _style_part(context: Context, style: Style, heading: str, level: str) -> Part:
    def block(_: Wording) -> str:
        return style_block(context, style, level)

    return Part(style, heading, block, (style.text,) if style.text else ())


def _policy_parts(context: Context) -> list[Part]:
    styles = [
        _style_part(context, style, "## How answers are given", "###") for style in context.policy.styles
    ]
    return [*styles, *(_brief_part(context, category) for category in context.policy.categories)]


def _brief_part(context: Context, category: Category) -> Part:
    def block(_: Wording) -> str:
        return render(context, "category-head.j2", category=category_text(context, category), heading="###")

    return Part(
        category, "## The categories in brief", block, (category.summary,) if category.summary else ()
    )


# ── Chunks ────────────────────────────────────────────────────────────────────


class _Chunk:
    """A chunk that grows: what it belongs to, the terms that it uses, and its parts, as a traced string."""

    def __init__(self, context: Context, category: Category | None, *, first: bool) -> None:
        self.parts: list[Part] = []
        self._context = context
        self._category = category
        self._wording = Wording(context)
        self._blocks: list[str] = []
        self._head = {
            "policy": policy_text(context),
            "version": context.policy.version,
            "opening": _opening(context) if category is None and first else "",
            "category": category_text(context, category) if category else None,
        }

    @cached_property
    def text(self) -> str:
        return self._text(self.parts)

    def fits(self, part: Part) -> bool:
        """Whether one more part is within the budget; if so it is added. If not, the chunk is complete."""
        self._blocks.append(part.block(self._wording))
        text = self._text([*self.parts, part])
        options = self._context.options
        if self.parts and counter(options.encoding)(bare(text)) > options.chunk_tokens:
            return False
        self.parts.append(part)
        self.text = text
        return True

    def _text(self, parts: Sequence[Part]) -> str:
        context, category = self._context, self._category
        groups = groupby(zip(parts, self._blocks, strict=False), key=lambda each: each[0].heading)
        return render(
            context,
            "chunk.j2",
            **self._head,
            terms=[term_text(context, term) for term in _terms(context, category, parts)],
            groups=[(heading, [block for _, block in group]) for heading, group in groups],
        )


def _packed(context: Context, category: Category | None, parts: Iterable[Part]) -> list[_Chunk]:
    """As many parts to a chunk as its budget holds; one that is too long alone stands alone."""
    chunks = [_Chunk(context, category, first=True)]
    for part in parts:
        if not chunks[-1].fits(part):
            chunks.append(_Chunk(context, category, first=False))
            chunks[-1].fits(part)
    return chunks


def _opening(context: Context) -> str:
    """What holds for the whole policy, its styles apart, which are parts of their own."""
    return render(context, "policy.j2", policy=policy_text(context), styles=[], brief=False)


def _terms(context: Context, category: Category | None, parts: Sequence[Part]) -> list[Term]:
    """The terms in scope that the parts use, and those that their definitions use."""
    scope = context.index.terms_in_scope(category.id if category else None)
    chosen: dict[str, Term] = {}
    proses = [prose for part in parts for prose in part.proses]
    while proses:
        found = [term for term in scope if term.id not in chosen and _uses(proses, term)]
        chosen |= {term.id: term for term in found}
        proses = [term.definition for term in found]
    return [term for term in scope if term.id in chosen]


def _uses(proses: Sequence[Prose], term: Term) -> bool:
    word = re.compile(rf"\b{re.escape(in_words(term.name))}", re.IGNORECASE)
    return any(
        word.search(prose.text) or any(link.target == term.id for link in prose.links) for prose in proses
    )
