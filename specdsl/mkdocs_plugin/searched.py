"""What the theme's search finds on a page of ours, found in a tenth of its time.

The search reads pages with a parser for all of HTML. Ours need less: their headings stand alone, and what is
in their blocks is closed in order. A page on which anything else stands is left to the search.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING, Any

from specdsl.record import dataclass

if TYPE_CHECKING:
    from mkdocs.plugins import PluginCollection

_HEADING = re.compile(r'<(h[1-6]) id="([^"<>]+)">([^<]+)(?:<a class="headerlink" [^<>]*>[^<]*</a>)?</h[1-6]>')
_TAG = re.compile(r"<([^>]*)>")
_KEPT = frozenset(["p", "code", "li", "ol", "ul", "sub", "sup"])
_CLOSING = {f"/{name}": f"<{name}>" for name in _KEPT}
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_OTHERWISE = frozenset(["pre", "object", "script", "style"])
"""What the search has an eye for: code as it stands, and what it is to pass over."""

_MARKED = re.compile("data-search-|linenodiv|<!")
_SAMPLE = """\
<h1 id="one">A &amp; b<a class="headerlink" href="#one" title="Here">&para;</a></h1>
<p class="x">Some <em>words</em> <code>a &lt; b</code>, "it" &copy;
and more.</p>\n\n<div>\n <ul><li><p> </p>&nbsp;</li><li>An <b>item</b>  </li></ul><p></p><br>end</div>
<h2 id="two">Two</h2>
<svg><title>Not</title><text> seen</text></svg><table><tr><td>1</td> <td>2<sup>3</sup></td></tr></table>
<h3 id="three">Nothing</h3>
"""


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under a heading: HTML, but for few tags; the first one of a page has no anchor."""

    anchor: str
    title: str
    text: str


def is_known(plugins: PluginCollection) -> bool:
    """Whether the search is the one whose ways are known here, and still goes these ways."""
    try:
        from material.plugins.search import plugin  # type: ignore[import-untyped]
    except ImportError:
        return False
    search = plugins.get("search") or plugins.get("material/search")
    is_same = type(search) is plugin.SearchPlugin and plugin.jieba is None
    return is_same and sections(_SAMPLE) == as_the_search_reads(_SAMPLE, plugin.Parser())


def as_the_search_reads(html: str, parser: Any) -> list[Section]:  # noqa: ANN401 - the search's own
    """The sections of a page by the search's own parser."""
    parser.feed(html)
    parser.close()
    read = [(each.id or "", "".join(each.title), "".join(each.text)) for each in parser.data]
    return [Section(anchor, title.strip(), text.strip()) for anchor, title, text in read]


def sections(html: str) -> list[Section] | None:
    """The sections of a page that begins with a heading; None where the search has to look itself."""
    before, *parts = _HEADING.split(html)
    if before.strip() or not parts or _MARKED.search(html):
        return None
    anchors, titles = ["", *parts[5::4]], [_plain(unescape(each)).strip() for each in parts[2::4]]
    texts = [*map(_text, parts[3::4], parts[::4])]
    if None in texts or "" in titles:
        return None
    return [*map(Section, anchors, titles, (text or "" for text in texts))]


def _text(html: str, heading: str) -> str | None:
    """As the search puts it down piece by piece; None where there is something that it treats otherwise."""
    pieces = _TAG.split(html)
    said = _Said()
    for words, tag in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        if words:
            said.words(unescape(words))
        name = tag.partition(" ")[0]
        if name in _KEPT:
            said.open(f"<{name}>")
        elif name in _CLOSING:
            said.close(_CLOSING[name], f"<{name}>")
        elif name in _OTHERWISE or (name in _HEADINGS and (name == heading or " id=" in tag)):
            return None
    return "".join(said.pieces).strip()


class _Said:
    """What has been put down, and where each tag stands first."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._first: dict[str, int] = {}

    def words(self, words: str) -> None:
        """Words; of several spaces one."""
        if not words.isspace():
            self.pieces.append(_plain(words))
        elif not self.pieces or not self.pieces[-1].isspace():
            self.pieces.append(" ")

    def open(self, tag: str) -> None:
        self._first.setdefault(tag, len(self.pieces))
        self.pieces.append(tag)

    def close(self, opening: str, closing: str) -> None:
        """Where nothing has been said since the first such tag, nothing is left of it."""
        start = self._first[opening]
        if all(self.pieces[place].isspace() for place in range(start + 1, len(self.pieces))):
            del self.pieces[start:]
            self._first = {tag: place for tag, place in self._first.items() if place < start}
        else:
            self.pieces.append(closing)


def _plain(words: str) -> str:
    """Words on one line, and nothing escaped in them that need not be."""
    return escape(words, quote=False).replace("\n", " ")
