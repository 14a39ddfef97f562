"""The digest of syntax trees, positions and all: two parsers that agree have the same."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from benchmarks.jobs.work import digest_of
from specdsl.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specdsl.syntax.ast import Document


def digest(documents: Iterable[Document]) -> str:
    return digest_of(line for document in documents for line in _flat(document))


def _flat(value: object) -> Iterator[str]:
    """A tree as lines, in order."""
    if isinstance(value, Span):
        yield f"{value.start}-{value.end}"
    elif isinstance(value, Source):
        yield value.name
    elif isinstance(value, tuple):
        yield f"({len(value)}"
        for each in value:
            yield from _flat(each)
    elif is_dataclass(value):
        yield type(value).__name__
        for field in fields(value):
            yield from _flat(getattr(value, field.name))
    else:
        yield repr(value)
