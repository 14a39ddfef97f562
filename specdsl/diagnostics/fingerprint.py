"""What stays the same about a finding when lines move: its rule, its subjects, and the text it quotes."""

from __future__ import annotations

from hashlib import sha256

TYPE_CHECKING = False
if TYPE_CHECKING:
    from specdsl.diagnostics.model import Diagnostic


def fingerprint(finding: Diagnostic) -> str:
    """Thirty-two hexadecimal digits; two findings of one rule on the same words share theirs."""
    quoted = (" ".join(label.span.text.split()) for label in finding.labels)
    parts = [finding.rule, *sorted(finding.subjects), "", *quoted]
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
