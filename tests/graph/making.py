"""From sources to the graph, in one step, with all that was found on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.graph import policy_from_documents
from specdsl.source import Source
from specdsl.syntax import parse

if TYPE_CHECKING:
    from specdsl.diagnostics import Diagnostic
    from specdsl.graph.model import Policy


def make(*sources: Source) -> tuple[Policy | None, list[Diagnostic]]:
    parsed = [parse(source) for source in sources]
    policy, found = policy_from_documents([document for document, _ in parsed])
    return policy, [finding for _, findings in parsed for finding in findings] + found


def policy_of(*texts: str) -> Policy:
    """The policy of files called `0.spec`, `1.spec` …; it may have warnings, no errors."""
    policy, found = make(*(Source(f"{number}.spec", text) for number, text in enumerate(texts)))
    assert [finding.message for finding in found if finding.level == "error"] == []
    assert policy is not None
    return policy
