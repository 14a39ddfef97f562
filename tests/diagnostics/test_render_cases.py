from __future__ import annotations

import tomllib
from dataclasses import dataclass

import pytest

from specdsl.diagnostics.model import Diagnostic, Edit, Fix, Label
from specdsl.diagnostics.render import github, json, junit, sarif, text
from specdsl.source import NOWHERE, Source, Span
from tests.literate import Block, Case, cases, check, read


@dataclass(frozen=True)
class Page:
    name: str
    level: str
    summary: str
    page: str


RULES = [
    Page(
        "contradiction", "error", "Two rules disagree.", "Two rules disagree.\n\n## What it finds\n\nThat.\n"
    )
]


def findings_of(case: Case) -> list[Diagnostic]:
    """The findings that the case's TOML tells, each place given by the words that stand there."""
    sources = {source.name: source for source in case.sources}
    return [finding(told, sources) for toml in case.inputs("toml") for told in tomllib.loads(toml)["finding"]]


def finding(told: dict, sources: dict[str, Source]) -> Diagnostic:
    labels = tuple(Label(place(label, sources), label.get("label", "")) for label in told["at"])
    fixes = tuple(
        Fix(
            fix["title"],
            tuple(Edit(place(e, sources), e["new"]) for e in fix["edits"]),
            fix.get("safe", False),
        )
        for fix in told.get("fixes", [])
    )
    return Diagnostic(
        told["rule"], told["level"], told["message"], labels, tuple(told.get("subjects", [])),
        tuple(told.get("help", [])), fixes, told.get("witness"), told.get("extra", {}),
    )  # fmt: skip


def place(told: dict, sources: dict[str, Source]) -> Span:
    if "file" not in told:
        return NOWHERE
    source = sources[told["file"]]
    start = source.text.index(told["words"], source.text.index(told.get("after", "")))
    return Span(source, start, start + len(told["words"]))


def rendered(findings: list[Diagnostic], block: Block) -> str:
    match block.info["format"]:
        case "text":
            width, color = int(block.info.get("width", 80)), "color" in block.info
            shown = text.render(
                findings, width=width, color=color, accepted=int(block.info.get("accepted", 0))
            )
            return shown.replace("\033", "␛")
        case "concise":
            return text.render_concise(findings, folder="policies/harbor/")
        case "json":
            return json.render(findings, policy="harbor", folder="policies/harbor/")
        case "sarif":
            return sarif.render(findings, rules=RULES, version="1.2.3", folder="policies/harbor/")
        case "github":
            return github.render(findings, folder="policies/harbor/")
        case "junit":
            return junit.render(findings, policy="harbor", folder="policies/harbor/")
        case other:
            raise AssertionError(other)


@pytest.mark.parametrize("path", cases("render"))
def test_a_finding_is_shown_as_the_case_says(path, update):
    """Every renderer writes exactly what its cases hold."""
    case = read(path)
    findings = findings_of(case)
    check(case, *(rendered(findings, block) for block in case.expected), update=update)
