from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from specdsl.analysis import Analysis, Rules, analyse, check
from specdsl.cli.options import color_option, configuration, policy_argument, rules_for, shown_folder
from specdsl.cli.terminal import has_color, say, width
from specdsl.lint import Findings, exit_status
from specdsl.lint.baseline import Baseline, baseline_of, read_baseline, write_baseline
from specdsl.lint.fix import fix_sources
from specdsl.lint.registry import rules
from specdsl.project import Project, ProjectError, open_project, write_text
from specdsl.version import VERSION

if TYPE_CHECKING:
    import argparse

EXAMPLES = [
    "specdsl lint my-policy",
    "specdsl lint --fix my-policy                   apply the fixes that cannot change the meaning",
    "specdsl lint --format sarif my-policy > findings.sarif",
    "specdsl lint --fail-on warning my-policy       exit with 1 on warnings too",
    "specdsl lint --write-baseline my-policy        accept today's findings, report only new ones",
]
FORMATS = ["text", "concise", "json", "sarif", "github", "junit"]
BASELINE = "specdsl-baseline.json"


def options(sub: argparse.ArgumentParser) -> None:
    policy_argument(sub, many=True)
    sub.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    sub.add_argument("--fail-on", choices=["error", "warning", "info"], help="default: error")
    sub.add_argument("--fix", action="store_true", help="apply the safe fixes")
    sub.add_argument(
        "--unsafe", action="store_true", help="with --fix: apply the offered fixes too; look at them after"
    )
    sub.add_argument("--baseline", type=Path, metavar="FILE", help="old findings that are not reported again")
    sub.add_argument(
        "--write-baseline", action="store_true", help=f"write them all to FILE, default {BASELINE}"
    )
    color_option(sub)


def run(arguments: argparse.Namespace) -> int:
    if arguments.format in {"json", "sarif", "junit"} and len(arguments.policies) > 1:
        raise ProjectError(f"--format {arguments.format} makes one document, so name one policy at a time.")
    return max(_lint_one(path, arguments) for path in arguments.policies)


def _lint_one(path: Path, arguments: argparse.Namespace) -> int:
    project = open_project(path)
    rules = rules_for(project.root)
    file = _baseline_file(project, arguments)
    if not arguments.write_baseline:
        rules = replace(rules, baseline=_read_baseline(file, required=arguments.baseline is not None))
    if arguments.fix:
        project = _fix(project, rules, offered=arguments.unsafe)
    analysis = analyse(project.sources, project.found)
    findings = check(analysis, rules)
    if arguments.write_baseline:
        return _write_baseline(file, findings)
    print(_render(analysis, findings, project, arguments), end="")
    for entry in findings.stale:
        about = ", ".join(entry.subjects)
        say(f"{file}: {entry.count} x {entry.rule} ({about}) is gone; write the file anew.")
    return exit_status(findings.found, arguments.fail_on or rules.settings.fail_on)


# ── Output ────────────────────────────────────────────────────────────────────


def _render(analysis: Analysis, findings: Findings, project: Project, arguments: argparse.Namespace) -> str:
    folder = shown_folder(project.root)
    policy = analysis.policy.name if analysis.policy else None
    counts = {"accepted": len(findings.accepted), "known": len(findings.known)}
    match arguments.format:
        case "json":
            from specdsl.diagnostics.render import json

            return json.render(findings.found, policy=policy, folder=folder, **counts)
        case "sarif":
            from specdsl.diagnostics.render import sarif

            return sarif.render(findings.found, rules=[*rules().values()], version=VERSION, folder=folder)
        case "github":
            from specdsl.diagnostics.render import github

            return github.render(findings.found, folder=folder)
        case "junit":
            from specdsl.diagnostics.render import junit

            return junit.render(findings.found, policy=policy, folder=folder)
        case "concise":
            from specdsl.diagnostics.render import text

            return text.render_concise(findings.found, folder=folder)
        case _:
            from specdsl.diagnostics.render import text

            color = has_color(arguments.color, sys.stdout)
            unproved = findings.unproved and bool(findings.found)
            return text.render(
                findings.found, width=width(), color=color, folder=folder, unproved=unproved, **counts
            )


# ── Repairs ───────────────────────────────────────────────────────────────────


def _fix(project: Project, rules: Rules, *, offered: bool) -> Project:
    """Repair the files on the disk; afterwards the project is as they are now."""
    fixed = fix_sources(
        project.sources, lambda sources: check(analyse(sources, project.found), rules).found, offered=offered
    )
    for source in fixed.changed:
        write_text(project.root / source.name, source.whole)
    for done in fixed.done:
        say(f"mended {done.finding.span.file}:{done.finding.span.line}: {done.fix.title}")
    return replace(project, sources=tuple({s.name: s for s in (*project.sources, *fixed.changed)}.values()))


# ── Baseline ──────────────────────────────────────────────────────────────────


def _baseline_file(project: Project, arguments: argparse.Namespace) -> Path:
    config = configuration(project.root)
    named = config.lint.baseline if config else None
    return arguments.baseline or project.root / (named or BASELINE)


def _read_baseline(file: Path, *, required: bool) -> Baseline:
    if not file.exists() and not required:
        return Baseline()
    try:
        baseline, problems = read_baseline(file.read_text("utf-8"))
    except OSError as error:
        raise ProjectError(f"the baseline `{file}` cannot be read: {error.strerror}") from error
    if problems:
        raise ProjectError(f"`{file}`: {problems[0]}")
    return baseline


def _write_baseline(file: Path, findings: Findings) -> int:
    baseline = baseline_of(findings.found)
    write_text(file, write_baseline(baseline))
    total = sum(entry.count for entry in baseline.entries)
    say(f"Wrote {total} findings to {file}; they are not reported again.")
    return 0
