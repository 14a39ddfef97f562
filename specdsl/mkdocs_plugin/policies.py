"""A policy on the disk as pages of a site; imported where there is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError

from specdsl.analysis import check
from specdsl.cli.options import known_maps, load, rules_for, shown_folder
from specdsl.diagnostics.render import text
from specdsl.error import SpecError
from specdsl.site.build import pages, site_of
from specdsl.site.options import Options

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from specdsl.analysis import Analysis
    from specdsl.diagnostics import Diagnostic
    from specdsl.graph.model import Policy
    from specdsl.mkdocs_plugin import PolicyOptions
    from specdsl.project import Project
    from specdsl.site.site import Site
    from specdsl.source import Source


@dataclass(frozen=True, slots=True)
class Published:
    """The sources that were read, and what came of them, by path below the policy's folder in the site."""

    sources: tuple[Source, ...]
    site: Site
    pages: Mapping[str, bytes]


def publish(folder: Path, chosen: PolicyOptions, before: Published | None) -> Published:
    """The policy in a folder as pages: those of before where its text is the same.

    Raises:
        PluginError: It cannot be read, or has errors.
    """
    project, analysis = _read(folder)
    if before and [_text(each) for each in before.sources] == [_text(each) for each in project.sources]:
        return before
    options = _options(chosen, project, analysis)
    with known_maps(project.root, options.profile) as maps:
        site = site_of(_policy(project, analysis), options, maps)
        return Published(project.sources, site, pages(site))


def _text(source: Source) -> tuple[str, str]:
    return source.name, source.whole


def _read(folder: Path) -> tuple[Project, Analysis]:
    try:
        return load(folder)
    except SpecError as error:
        raise PluginError(f"specdsl: {error}") from error


def _policy(project: Project, analysis: Analysis) -> Policy:
    """The policy, if it has no errors."""
    if analysis.policy is None or analysis.errors:
        errors = [found for found in _found(project, analysis) if found.level == "error"]
        shown = text.render(errors, color=False, folder=shown_folder(project.root))
        raise PluginError(f"specdsl: a site is built once the policy has no errors\n\n{shown}")
    return analysis.policy


def _options(policy: PolicyOptions, project: Project, analysis: Analysis) -> Options:
    internal = policy.profile == "internal"
    return Options(
        profile=policy.profile,
        bad=policy.bad,
        edit_url=policy.edit_url,
        feedback_url=policy.feedback_url,
        findings=_found(project, analysis) if internal and not analysis.errors else (),
    )


def _found(project: Project, analysis: Analysis) -> tuple[Diagnostic, ...]:
    return check(analysis, rules_for(project.root)).found
