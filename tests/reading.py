"""Policies for tests, from texts or from a folder."""

from __future__ import annotations

from pathlib import Path

from specdsl.graph import Index, policy_from_documents
from specdsl.source import Source
from specdsl.syntax import parse

ROOT = Path(__file__).parent
TOUCHSTONE = ROOT / "touchstone"


def index_of(*texts: str) -> Index:
    """The policy that these files' texts make; nothing may be wrong with it."""
    sources = [Source(f"{number}.spec", text) for number, text in enumerate(texts)]
    parsed = [parse(source) for source in sources]
    policy, found = policy_from_documents([document for document, _ in parsed])
    assert not [*found, *(one for _, diagnostics in parsed for one in diagnostics)]
    assert policy is not None
    return Index(policy)


def index_of_folder(folder: Path) -> Index:
    return index_of(*(file.read_text("utf-8") for file in sorted(folder.glob("*.spec"))))
