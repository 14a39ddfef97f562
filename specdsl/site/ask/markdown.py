"""The page itself: what a reader sees where no script runs, and the place where the script puts the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.site.html import Page, element, link
from specdsl.site.links import ASK, DATA, Links

if TYPE_CHECKING:
    from specdsl.graph.query import Index

_TITLE = "Ask the policy"
_ABOUT = (
    "Say what a request is about, and see what the policy decides, by which rules, and what would change it. "
    "Nothing is sent anywhere: the answer is worked out in your browser, and is what `specdsl decide` says."
)
_NO_SCRIPT = (
    "<strong>Asking needs JavaScript, which is off or could not be loaded.</strong> Each category's page "
    "shows what is decided there as a map and as rules, and on a command line <code>specdsl decide</code> "
    "answers the same questions."
)


def page(index: Index) -> str:
    """The source of `ask.md`."""
    links = Links(index, ASK)
    form = element("div", class_="specdsl-ask", data_specdsl_ask=links.file(f"{DATA}/ask.json"))
    pages = (element("li", link(links.category(each.id), each.title)) for each in index.policy.categories)
    without = element("div", element("p", _NO_SCRIPT), element("ul", *pages), class_="specdsl-without-script")
    about = "What the policy decides about a request"
    return Page(ASK, _TITLE, (_ABOUT, form, without), about, outline=False).markdown
