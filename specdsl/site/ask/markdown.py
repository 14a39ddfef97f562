"""The page itself: what a reader sees where no script runs, and the place where the script puts the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.site.links import ASK, DATA, Links, category_page
from specdsl.site.prose import escape, in_markdown

if TYPE_CHECKING:
    from specdsl.graph.query import Index

_PAGE = """\
# Ask the policy {{#ask}}

Say what a request is about, and see what the policy decides, by which rules, and what would change it. Nothing
is sent anywhere: the answer is worked out in your browser, as `specdsl decide` works it out.

<div class="specdsl-ask" data-specdsl-ask="{data}"></div>

## Without a script {{#without-a-script .specdsl-without-script}}

Asking needs JavaScript, which is off or could not be loaded. Each category's page shows all of its decisions as
a map and as rules:
{{: .specdsl-without-script }}

{categories}

On a command line the same is answered by `specdsl decide`.
{{: .specdsl-without-script }}
"""


def page(index: Index) -> str:
    """The source of `ask.md`."""
    links = Links(index, ASK)
    return _PAGE.format(
        data=escape(links.file(f"{DATA}/ask.json")),
        categories="\n".join(
            f"- [{in_markdown(category.title)}]({category_page(category.id)}){{: .specdsl-without-script }}"
            for category in index.policy.categories
        ),
    )
