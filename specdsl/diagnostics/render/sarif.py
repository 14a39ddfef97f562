"""Findings as SARIF 2.1.0, the form in which code hosts and editors exchange the results of analyses."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote

from specdsl.diagnostics.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from specdsl.diagnostics.level import Level
    from specdsl.diagnostics.model import Diagnostic, Fix, Label
    from specdsl.source import Span

_LEVELS: Mapping[Level, str] = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


class Rule(Protocol):
    """What SARIF wants to know of a rule; `page` is Markdown, `summary` its first sentence."""

    @property
    def name(self) -> str: ...
    @property
    def level(self) -> Level: ...
    @property
    def summary(self) -> str: ...
    @property
    def page(self) -> str: ...


def render(
    findings: Sequence[Diagnostic], *, rules: Sequence[Rule], version: str = "", folder: str = ""
) -> str:
    """One run of `specdsl`; `rules` are those that exist, of which the findings' own are described."""
    used = [rule for rule in rules if any(finding.rule == rule.name for finding in findings)]
    numbers = {rule.name: number for number, rule in enumerate(used)}
    driver: dict[str, Any] = {"name": "specdsl", "rules": [_rule(rule) for rule in used]}
    if version:
        driver["semanticVersion"] = version
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The root of the repository"}}},
        "results": [*_results(findings, numbers, folder)],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.summary},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"level": _LEVELS[rule.level]},
    }


def _results(
    findings: Sequence[Diagnostic], numbers: Mapping[str, int], folder: str
) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for finding in findings:
        mark = fingerprint(finding)
        seen[mark] += 1
        yield {
            "ruleId": finding.rule,
            **({"ruleIndex": numbers[finding.rule]} if finding.rule in numbers else {}),
            "level": _LEVELS[finding.level],
            "message": {"text": "\n".join([finding.message, *finding.help])},
            "partialFingerprints": {"specdslFinding/v1": f"{mark}:{seen[mark]}"},
            **_places(finding.labels, folder),
            **({"fixes": [_fix(fix, folder) for fix in finding.fixes]} if finding.fixes else {}),
            "properties": _properties(finding),
        }


def _places(labels: Sequence[Label], folder: str) -> dict[str, Any]:
    placed = [_location(label, folder) for label in labels if label.span.file]
    related = [{"id": number, **place} for number, place in enumerate(placed[1:], 1)]
    return {"locations": placed[:1], **({"relatedLocations": related} if related else {})}


def _location(label: Label, folder: str) -> dict[str, Any]:
    place = {"artifactLocation": _artifact(label.span, folder), "region": _region(label.span)}
    message = {"message": {"text": label.text}} if label.text else {}
    return {"physicalLocation": place, **message}


def _artifact(span: Span, folder: str) -> dict[str, str]:
    return {"uri": quote((folder + span.file).encode("utf-8", "surrogatepass")), "uriBaseId": "SRCROOT"}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _fix(fix: Fix, folder: str) -> dict[str, Any]:
    files = dict.fromkeys(edit.span.source for edit in fix.edits)
    changes = [
        {
            "artifactLocation": _artifact(edits[0].span, folder),
            "replacements": [
                {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}
                for edit in edits
            ],
        }
        for file in files
        if (edits := [edit for edit in fix.edits if edit.span.source is file])
    ]
    return {"description": {"text": fix.title}, "artifactChanges": changes}


def _properties(finding: Diagnostic) -> dict[str, Any]:
    witness = {} if finding.witness is None else {"witness": {**finding.witness}}
    return {**finding.extra, "subjects": [*finding.subjects], **witness}
