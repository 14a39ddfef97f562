"""The index of the site's search, put together from that of the last build and that of this one."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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


def _written(data: Mapping[str, Any], *, is_sorted: bool) -> bytes:
    return json.dumps(data, sort_keys=is_sorted, separators=(",", ":")).encode()
