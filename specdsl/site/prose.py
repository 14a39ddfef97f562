"""Authors' prose as HTML that every engine shows alike, and that nothing of an author's can break out of.

Prose is Markdown (CommonMark and tables). It is rendered here and put into pages as blocks of HTML. HTML that
an author wrote is shown as text, pictures are not loaded, and links lead to web pages and mail only.
"""

from __future__ import annotations

import html
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from specdsl.compiler.english import capitalise
from specdsl.compiler.prose import starts_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from specdsl.graph.model import Link, Prose
    from specdsl.site.links import Links

# A link on its way through Markdown: its number between two noncharacters, which no source can hold.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")

# Engines look for fences and templates before they know what is HTML.
_INERT = str.maketrans({"`": "&#96;", "~": "&#126;", "{": "&#123;"})
_ESCAPED = re.compile("[&<>\"'`~{]")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


def escape(text: str) -> str:
    """A text to stand in HTML, also within an attribute, and in a page that an engine goes through first."""
    return html.escape(text).translate(_INERT) if _ESCAPED.search(text) else text


def inert(markup: str) -> str:
    """HTML of ours, or SVG, to stand in a page that an engine goes through first."""
    return markup.translate(_INERT)


def in_markdown(text: str) -> str:
    """A text to stand in a line of Markdown, such as a heading, where nothing of it means anything."""
    return _PUNCTUATION.sub(lambda found: f"&#{ord(found[0])};", " ".join(text.split()))


def to_html(prose: Prose, links: Links) -> str:
    """The prose as blocks of HTML, its `[[links]]` as links with titles for names."""
    return _rendered(prose, links, inline=False)


def to_inline_html(prose: Prose, links: Links) -> str:
    """A prose of one paragraph as HTML to stand within a line or an item; a longer one as blocks."""
    return _rendered(prose, links, inline=True)


def to_text(prose: Prose, links: Links) -> str:
    """The words of the prose alone, on one line: for tooltips, search and machines."""
    if _is_plain(prose.text):
        return " ".join(prose.text.split())
    text, _ = _marked(prose, links)
    words = "".join(_words(_markdown().parse(text)))
    return " ".join(_MARK.sub(lambda found: _name(prose.links[int(found[1])], prose, links), words).split())


def _rendered(prose: Prose, links: Links, *, inline: bool) -> str:
    if _is_plain(prose.text):
        words = html.escape(prose.text)
        return words if inline else f"<p>{words}</p>"
    text, anchors = _marked(prose, links)
    markdown = _markdown()
    tokens = markdown.parse(text, {"anchors": anchors})
    if inline and len(tokens) == 3 and tokens[1].type == "inline":  # noqa: PLR2004 - a paragraph alone
        tokens = tokens[1:2]
    made: str = markdown.renderer.render(tokens, markdown.options, {"anchors": anchors})
    return _MARK.sub(lambda found: _written(int(found[1]), prose), made).strip().translate(_INERT)


def _marked(prose: Prose, links: Links) -> tuple[str, Mapping[int, str]]:
    """The text with a mark for each link, and for each mark what shall stand there."""
    text = prose.text
    for number, link in reversed([*enumerate(prose.links)]):
        text = f"{text[: link.start]}{_OPEN}{number}{_CLOSE}{text[link.end :]}"
    return text, {number: _anchor(link, prose, links) for number, link in enumerate(prose.links)}


def _written(number: int, prose: Prose) -> str:
    """The link as it was written, where it stands in what is quoted."""
    link = prose.links[number]
    return html.escape(prose.text[link.start : link.end])


# ── Links ─────────────────────────────────────────────────────────────────────


def _anchor(link: Link, prose: Prose, links: Links) -> str:
    name, url = html.escape(_name(link, prose, links)), links.of(link.kind, link.target)
    if url is None:
        return name
    return f'<a href="{html.escape(url)}"{_tooltip(link, links)}>{name}</a>'


def _name(link: Link, prose: Prose, links: Links) -> str:
    """What a reader calls it; a term begins with a capital where a sentence does."""
    if links.of(link.kind, link.target) is None:
        return link.target.rpartition(".")[2].replace("-", " ")
    title = links.index.title(link.target)
    return capitalise(title) if starts_sentence(prose.text[: link.start]) else title


def _tooltip(link: Link, links: Links) -> str:
    """A term's definition, which the style sheet shows where the term is pointed at or has the focus."""
    if link.kind != "term":
        return ""
    definition = html.escape(definition_text(links, link.target))
    return f' class="specdsl-term" data-specdsl-definition="{definition}"'


def definition_text(links: Links, term: str) -> str:
    """A term's definition as words alone."""
    return to_text_without_links(links.index.terms[term].definition)


def to_text_without_links(prose: Prose) -> str:
    """The words of the prose, its `[[links]]` by the names that they are written with."""
    if _is_plain(prose.text):
        return " ".join(prose.text.split())
    text = prose.text
    for link in reversed(prose.links):
        name = link.target.rpartition(".")[2].replace("-", " ")
        text = f"{text[: link.start]}{name}{text[link.end :]}"
    return " ".join("".join(_words(_markdown().parse(text))).split())


# ── Markdown ──────────────────────────────────────────────────────────────────

# Lines of words, each from a letter to no space, in which nothing means anything to Markdown.
_PLAIN = re.compile(
    r"""(?:[^\W\d_]"""
    r"""(?:[^\W_]|[,.;:?'"()%/\u2019\u201c\u201d\u2013\u2014\u2026-]| +(?!\n|\Z))*+(?:\n(?!\Z)|\Z))+"""
)


@lru_cache(10_000)  # a rule's texts are on three pages
def _is_plain(text: str) -> bool:
    """Whether it is one paragraph of words alone, as most prose is: that needs no Markdown."""
    return _PLAIN.fullmatch(text) is not None


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image", "html_block"])
    markdown.validateLink = _is_safe  # type: ignore[method-assign]
    markdown.core.ruler.push("specdsl", _tamed)
    markdown.add_render_rule("text", _text)
    return markdown


def _is_safe(url: str) -> bool:
    return url.lower().startswith(("https://", "http://", "mailto:"))


def _tamed(state: Any) -> None:  # noqa: ANN401 - markdown-it's own
    """Headings as bold lines, since the page's outline is ours; alignment as a class, not as a style."""
    for token in state.tokens:
        match token.type:
            case "heading_open" | "heading_close":
                token.tag = "p"
                if token.nesting == 1:
                    token.attrSet("class", "specdsl-prose-heading")
            case "th_open" | "td_open" if style := token.attrs.pop("style", None):
                token.attrSet("class", f"specdsl-{str(style).rpartition(':')[2]}")


def _text(_: Any, tokens: Sequence[Token], place: int, __: Any, env: Any) -> str:  # noqa: ANN401 - its own
    anchors: Mapping[int, str] = env["anchors"]
    return _MARK.sub(lambda found: anchors[int(found[1])], html.escape(tokens[place].content))


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.children:
            yield from _words(token.children)
        elif token.type in {"softbreak", "hardbreak"} or (token.nesting == -1 and token.block):
            yield " "
        elif token.content:
            yield token.content
