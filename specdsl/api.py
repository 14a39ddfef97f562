"""The Python API, behind `import specdsl`: a policy read from a folder, and what can be done with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from specdsl.analysis import Analysis, Rules, analyse, check
from specdsl.answers.decision import Decision, decide_facts
from specdsl.compiler import Bundle, Generation, Judgement, compile_policy
from specdsl.diagnostics import Diagnostic as Finding
from specdsl.error import SpecError
from specdsl.project import open_project
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from os import PathLike

    from specdsl.answers.facts import FactValue
    from specdsl.graph import Index
    from specdsl.graph.model import Policy as Graph

__all__ = [
    "Bundle",
    "Decision",
    "Finding",
    "Generation",
    "Judgement",
    "Policy",
    "PolicyError",
    "SpecError",
    "compile",
    "load",
]


class PolicyError(SpecError):
    """A policy that has errors; `findings` says which, each with its place and how to go on."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        first = findings[0]
        more = f" (and {len(findings) - 1} more errors)" if len(findings) > 1 else ""
        super().__init__(f"{first.span.file}:{first.span.line}: {first.message}{more}")
        self.findings = findings


@dataclass(frozen=True)
class Policy:
    """A policy without errors of reading and naming, as `load` returns it.

    `graph` is the typed graph of it: categories, rules, styles, all references resolved.
    """

    graph: Graph
    analysis: Analysis

    @property
    def name(self) -> str:
        return self.graph.name

    @property
    def title(self) -> str:
        return self.graph.title

    @property
    def version(self) -> str | None:
        return self.graph.version

    @property
    def index(self) -> Index:
        """Lookups by identifier, and every default that the language gives."""
        assert self.analysis.index is not None
        return self.analysis.index

    def lint(self, today: date | None = None) -> tuple[Finding, ...]:
        """All findings, in order of file and place, with the usual settings.

        `today` decides which acceptances are over; it is the present day unless given.
        """
        day = today or date.today()  # noqa: DTZ011 - the day where the author is
        return check(self.analysis, Rules(day)).found

    def decide(
        self, *, categories: Iterable[str], facts: Mapping[str, FactValue] | None = None, closed: bool = False
    ) -> Decision:
        """What the policy decides about a request that is in these categories.

        The request is in no others but those that these are within. `facts` says what else is known of it:
        for a facet or scale a value, or several that are possible; for a flag or a free text True or False.
        What is not mentioned is left open, and the decision says whether it matters; where it is `closed`,
        flags and free texts that are not mentioned are no, as in a worked example.

            policy.decide(categories=["self-harm"], facts={"intent": "unclear", "at-risk": True}).verdict

        Raises:
            SpecError: A name or value is not one of the policy's, or no request can have these facts.
        """
        return decide_facts(self.index, categories, facts or {}, closed=closed)


def load(path: str | PathLike[str]) -> Policy:
    """Read the policy in a folder.

    Raises:
        PolicyError: It has errors.
        SpecError: There is no policy.
    """
    project = open_project(Path(path))
    analysis = analyse(project.sources, project.found)
    if analysis.policy is None or analysis.errors:
        raise PolicyError(tuple(analysis.errors))
    return Policy(analysis.policy, analysis)


def compile(  # noqa: A001 - what it is called everywhere else too
    policy: Policy,
    *,
    targets: Iterable[str] | None = None,
    categories: Iterable[str] | None = None,
    templates: Mapping[str, str] | None = None,
) -> Bundle:
    """The bundle of a policy, in memory; `bundle.files` holds its files by path.

    `targets` and `categories` choose by name (default: all); `templates` stand in for ours by name.

    Raises:
        PolicyError: Something would be lost in compiling, or spec text would leak into training prompts.
        SpecError: There is no such target or category.
    """
    bundle, found = compile_policy(policy.graph, targets=targets, categories=categories, templates=templates)
    if errors := tuple(finding for finding in found if finding.level == "error"):
        raise PolicyError(errors)
    return bundle
