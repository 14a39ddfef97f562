"""Findings for programs; `docs/schema/lint.schema.json` describes the form."""

from __future__ import annotations

import json
from collections import Counter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from specdsl.diagnostics.model import Diagnostic, Fix
    from specdsl.source import Span


def render(
    findings: Sequence[Diagnostic],
    *,
    policy: str | None = None,
    folder: str = "",
    accepted: int = 0,
    known: int = 0,
) -> str:
    """`policy` is its name, None where it could not be read; see `text.render` for the rest."""
    levels = Counter(finding.level for finding in findings)
    report = {
        "version": 1,
        "policy": policy,
        "findings": [_finding(finding, folder) for finding in findings],
        "counts": {
            "error": levels["error"],
            "warning": levels["warning"],
            "info": levels["info"],
            "accepted": accepted,
            "baseline": known,
        },
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Diagnostic, folder: str) -> dict[str, Any]:
    fields = {
        "rule": finding.rule,
        "level": finding.level,
        "message": finding.message,
        "subjects": [*finding.subjects],
        "spans": [{**_span(label.span, folder), "label": label.text} for label in finding.labels],
        "help": [*finding.help],
        "fixes": [_fix(fix, folder) for fix in finding.fixes],
        "witness": None if finding.witness is None else {**finding.witness},
    }
    return {**fields, **{key: value for key, value in finding.extra.items() if key not in fields}}


def _fix(fix: Fix, folder: str) -> dict[str, Any]:
    edits = [{**_span(edit.span, folder), "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}


def _span(span: Span, folder: str) -> dict[str, Any]:
    return {
        "file": folder + span.file if span.file else "",
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
