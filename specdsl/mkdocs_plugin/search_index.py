"""The index of the site's search, put together from what is known, and what the search found itself."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from specdsl.mkdocs_plugin.searched import sections
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mkdocs.structure.pages import Page

PATH = "search/search_index.json"


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """What the file holds, and whether it is written with sorted keys, as MkDocs' own search does."""

    data: Mapping[str, Any]
    is_sorted: bool

    def with_docs(self, docs: Iterable[Any]) -> bytes:
        """The file with other entries."""
        return _written({**self.data, "docs": [*docs]}, is_sorted=self.is_sorted)

    @property
    def by_page(self) -> Mapping[str, list[Any]]:
        """The entries by the URL of the page that they are on."""
        pages: defaultdict[str, list[Any]] = defaultdict(list)
        for entry in self.data["docs"]:
            pages[entry["location"].partition("#")[0]].append(entry)
        return pages


def read_index(content: bytes) -> SearchIndex | None:
    """What a file holds; None where it is written in a way that is not known here."""
    data = json.loads(content)
    for is_sorted in (False, True):
        if _written(data, is_sorted=is_sorted) == content:
            return SearchIndex(data, is_sorted)
    return None


def joined(content: bytes, pages: Iterable[tuple[str, Sequence[Any] | None]]) -> bytes:
    """The index with the entries of all pages in order: each by its URL, with its entries where known."""
    this = read_index(content)
    assert this is not None, "the search wrote it whose ways are known"
    found = this.by_page
    return this.with_docs(
        entry for url, entries in pages for entry in (found.get(url, ()) if entries is None else entries)
    )


def entries_of(page: Page) -> list[Any] | None:
    """The entries of a page of ours; None where the search has to look itself."""
    found = sections(page.content or "")
    return found and [
        {"location": page.url + (each.anchor and f"#{each.anchor}"), "title": each.title, "text": each.text}
        for each in found
    ]


def _written(data: Mapping[str, Any], *, is_sorted: bool) -> bytes:
    return json.dumps(data, sort_keys=is_sorted, separators=(",", ":")).encode()
