"""The whole front of the compiler on one screen: sources in, everything known about them out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from specdsl.graph import Index, policy_from_documents
from specdsl.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specdsl.diagnostics import Diagnostic
    from specdsl.graph.model import Policy
    from specdsl.source import Source
    from specdsl.syntax.ast import Document


@dataclass(frozen=True)
class Analysis:
    """What the stages made of some sources.

    `policy` is None where no source holds a `policy` block; `diagnostics` are those of reading and naming.
    """

    documents: tuple[Document, ...]
    policy: Policy | None
    diagnostics: tuple[Diagnostic, ...]

    @cached_property
    def index(self) -> Index | None:
        return None if self.policy is None else Index(self.policy)


def analyse(sources: Iterable[Source], found: Sequence[Diagnostic] = ()) -> Analysis:
    """Read the sources of one policy, in any order. `found` is what reading the disk already said of them."""
    parsed = [parse(source) for source in sorted(sources, key=lambda source: source.name)]
    documents = tuple(document for document, _ in parsed)
    policy, of_names = policy_from_documents(documents)
    of_syntax = [diagnostic for _, diagnostics in parsed for diagnostic in diagnostics]
    return Analysis(documents, policy, (*found, *of_syntax, *of_names))
