from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from specdsl.graph.model import Prose
from specdsl.site.links import Links
from specdsl.site.prose import escape, in_markdown, to_html, to_inline_html, to_text
from tests.reading import index_of

POLICY = """
policy small "Small"
  otherwise comply
  term dose: How much, see *Methods*.

category drugs "Drugs"
  rule amounts "Amounts & <b>more</b>"
    refuse
    text:
      {text}
"""


def prose(text: str, page: str = "index.md"):
    index = index_of(POLICY.replace("{text}", text.replace("\n", "\n      ")))
    found = index.rules["drugs.amounts"].text
    assert found is not None
    return found, Links(index, page)


def shown(text: str, page: str = "index.md") -> str:
    return to_html(*prose(text, page))


def test_a_link_to_a_rule_has_its_title():
    """A link to a rule leads to its own page, and its title is escaped."""
    assert shown("See [[amounts]].") == (
        '<p>See <a href="drugs/amounts/">Amounts &amp; &lt;b&gt;more&lt;/b&gt;</a>.</p>'
    )


def test_a_link_on_the_same_page_is_an_anchor():
    """On its category's page a rule is an anchor away."""
    assert '<a href="#amounts">' in shown("See [[amounts]].", "drugs/index.md")


def test_a_term_shows_its_definition():
    """A term's link carries the definition as words, and begins a sentence with a capital."""
    assert shown("[[dose]] counts, *[[dose]]* too.", "terms/index.md") == (
        '<p><a href="#dose" class="specdsl-term" data-specdsl-definition="How much, see Methods.">Dose</a>'
        ' counts, <em><a href="#dose" class="specdsl-term" data-specdsl-definition="How much, see '
        'Methods.">dose</a></em> too.</p>'
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("a <img src=x onerror=y> b", "<p>a &lt;img src=x onerror=y&gt; b</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](../other)", "<p>[x](../other)</p>"),
        ('[x](https://example.org/?a="b)', '<p><a href="https://example.org/?a=%22b">x</a></p>'),
        ("![x](https://example.org/x.png)", '<p>!<a href="https://example.org/x.png">x</a></p>'),
        ("`{{ x }}` ~~~", "<p><code>&#123;&#123; x }}</code> &#126;&#126;&#126;</p>"),
        ("# Big", '<p class="specdsl-prose-heading">Big</p>'),
        ("a `[[dose]]` b", "<p>a <code>[[dose]]</code> b</p>"),
    ],
)
def test_nothing_of_an_author_s_is_run(written: str, expected: str):
    """HTML, scripts, relative links, pictures, templates and fences are shown or made harmless."""
    assert shown(written) == expected


def test_a_link_in_a_code_block_stays_as_it_is_written():
    """Indented code is not looked into, and a link's title cannot break out of an attribute."""
    assert "<pre><code>[[dose]]\n</code></pre>" in shown("Text:\n\n    [[dose]]")
    assert '"><' not in shown('[x](https://example.org "[[dose]]")')


def test_tables_have_no_inline_styles():
    """The alignment of a table's column is a class, as a strict policy of content forbids styles."""
    html = shown("| a | b |\n|--:|---|\n| 1 | 2 |")
    assert '<td class="specdsl-right">1</td>' in html
    assert "style=" not in html


def test_words_alone():
    """For machines, prose is its words on one line."""
    assert (
        to_text(*prose("**Give** the [[dose]]\nand `so`.\n\n- one\n- two")) == "Give the dose and so. one two"
    )


def test_within_a_line():
    """A prose of one paragraph loses its paragraph, a longer one keeps its blocks."""
    assert to_inline_html(*prose("*a* b")) == "<em>a</em> b"
    assert to_inline_html(*prose("a\n\nb")) == "<p>a</p>\n<p>b</p>"


def test_escaping():
    """Text stands in HTML and in attributes as it is, and no engine sees a fence or a template in it."""
    assert escape('<a href="x">\'`~{') == "&lt;a href=&quot;x&quot;&gt;&#x27;&#96;&#126;&#123;"
    assert in_markdown("*a* <b>\n# c") == "&#42;a&#42; &#60;b&#62; &#35; c"


@given(st.text("ab1éß .,:;?!'\"()%/\u2013\u2026-_*#=~<&>\t[]|\\`²\n", max_size=20))
@example("a\n---")
@example("a\n1. b")
@example("a  \nb")
def test_plain_words_need_no_markdown(text: str):
    """What is written without Markdown is what that would write, as blocks, in lines, as words."""
    given_prose, links = Prose(text), Links(index_of(POLICY.replace("{text}", "x")), "index.md")
    ways = (to_html, to_inline_html, to_text)
    quick = [way(given_prose, links) for way in ways]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("specdsl.site.prose._is_plain", lambda _: False)
        assert quick == [way(given_prose, links) for way in ways]
