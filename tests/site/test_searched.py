"""What the theme's search finds on pages is found without it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown
from material.plugins.search.plugin import Parser
from mkdocs.utils.meta import get_data

from specdsl.mkdocs_plugin.searched import as_the_search_reads, sections
from specdsl.site.build import site_source
from specdsl.site.html import element
from specdsl.site.options import Options
from specdsl.site.prose import escape
from tests.reading import index_of
from tests.site.policies import RICH
from tests.site.test_engines import HOSTILE

EXTENSIONS = ["attr_list", "tables", "toc", "pymdownx.superfences"]
NAMES = ("p", "code", "li", "ol", "ul", "sub", "div", "span", "a", "td", "text", "h3", "em")
WORDS = st.text(st.sampled_from("ab &<>\"'\n\u00a0`"), max_size=6).map(escape)
MARKUP = st.recursive(
    WORDS | st.sampled_from(["<br>", "<p></p>", " ", "\n\n", "&nbsp;", "&copy;", "<div>\n</div>"]),
    lambda inner: st.builds(
        lambda name, parts: element(name, *parts, class_="x"),
        st.sampled_from(NAMES),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


@given(st.lists(MARKUP, min_size=1, max_size=3), st.sampled_from(["h2", "h4"]))
def test_markup_is_read_as_the_search_reads_it(blocks: list[str], heading: str) -> None:
    """Whatever is closed in order, with whatever space between, comes to the same words and tags."""
    between = f'\n<{heading} id="x">A &amp; b<a class="headerlink" href="#x">&para;</a></{heading}>\n'
    page = f'<h1 id="_top">Top</h1>\n{between.join(blocks)}\n'

    assert sections(page) == as_the_search_reads(page, Parser())


@pytest.mark.parametrize("text", [RICH, HOSTILE], ids=["rich", "hostile"])
def test_all_pages_are_read_as_the_search_reads_them(text: str) -> None:
    """Those of a policy, as Markdown makes them; few pages need the search itself."""
    made = site_source(index_of(text).policy, Options(profile="internal"))
    for path in (path for path in made if path.endswith(".md")):
        page = markdown(
            get_data(made[path].decode())[0],
            extensions=EXTENSIONS,
            extension_configs={"toc": {"permalink": True}},
        )
        found = sections(page)
        assert found is not None or "print/" in path or text == HOSTILE, path
        assert found is None or found == as_the_search_reads(page, Parser()), path


@pytest.mark.parametrize(
    "page",
    [
        "<p>No heading.</p>",
        '<h1 id="_top"></h1>',
        '<h1 id="_top">Top <em>of</em> it</h1>',
        '<h1 id="_top">Top</h1><div><h2 id="in">In</h2></div><pre>\n a</pre>',
        '<h1 id="_top">Top</h1><p data-search-exclude>Not this.</p>',
        '<h1 id="_top">Top</h1><div class="linenodiv">1</div>',
        '<h1 id="_top">Top</h1><!-- Nothing. --><p>Here.</p>',
        '<h1 id="_top">Top</h1><style>p {}</style>',
        '<h1 id="_top">Top</h1><div><h1>Top</h1></div>',
        '<h1 id="_top">Top</h1><h2 class="x" id="y">It</h2>',
    ],
)
def test_what_is_not_known_is_left_to_the_search(page: str) -> None:
    """Code as it stands, exclusions, and headings of another make."""
    assert sections(page) is None
