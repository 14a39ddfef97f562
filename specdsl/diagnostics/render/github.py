"""Findings as GitHub workflow commands, which the code host shows beside the lines of a change."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from specdsl.diagnostics.level import Level
    from specdsl.diagnostics.model import Diagnostic, Label
    from specdsl.source import Span

_COMMANDS: Mapping[Level, str] = {"error": "error", "warning": "warning", "info": "notice"}


def render(findings: Sequence[Diagnostic], *, folder: str = "") -> str:
    """One command a finding; `folder` leads from the root of the repository to the policy."""
    return "".join(f"{_command(finding, folder)}\n" for finding in findings)


def _command(finding: Diagnostic, folder: str) -> str:
    properties = {**_place(finding.span, folder), "title": finding.rule}
    shown = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    message = "\n".join(
        [finding.message, *_others(finding.labels, folder), *_example(finding), *finding.help]
    )
    return f"::{_COMMANDS[finding.level]} {shown}::{_data(message)}"


def _example(finding: Diagnostic) -> list[str]:
    return [f"for example: {'; '.join(finding.facts)}"] if finding.facts else []


def _place(span: Span, folder: str) -> dict[str, str]:
    if not span.file:
        return {}
    place = {"file": folder + span.file, "line": str(span.line), "endLine": str(span.end_line)}
    if span.line < span.end_line:  # columns are understood within one line alone
        return place
    return {**place, "col": str(span.column), "endColumn": str(span.end_column)}


def _others(labels: Sequence[Label], folder: str) -> Iterator[str]:
    """The second places, which a command has no property for."""
    for label in labels[1:]:
        yield f"{folder}{label.span.file}:{label.span.line}: {label.text or 'here too'}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
