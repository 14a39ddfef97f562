"""The work of `specdsl lint` on one policy, which is loaded only where it has not been done before."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from time import perf_counter

from specdsl.analysis import Analysis, Rules, analyse, check
from specdsl.cli.lint import baseline_file
from specdsl.cli.options import configuration, rules_for, shown_folder
from specdsl.cli.terminal import has_color, progress, say, width
from specdsl.lint import Findings, exit_status
from specdsl.lint.baseline import Baseline, baseline_of, read_baseline, write_baseline
from specdsl.lint.fix import fix_sources
from specdsl.lint.registry import checks, proofs, rules
from specdsl.project import Project, ProjectError, write_text
from specdsl.record import dataclass, field, replace
from specdsl.version import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Result:
    """What is printed, what is told besides, and the exit status."""

    output: str
    notes: tuple[str, ...]
    status: int


def lint_project(project: Project, arguments: argparse.Namespace) -> Result:
    """Lint, and mend or write down the findings where that was asked for."""
    rules = rules_for(project.root)
    config = configuration(project.root)
    file = baseline_file(project.root, config.lint.baseline if config else None, arguments)
    if not arguments.write_baseline:
        rules = replace(rules, baseline=_read_baseline(file, required=arguments.baseline is not None))
    if arguments.fix:
        project = _fix(project, rules, offered=arguments.unsafe)
    analysis, findings, stages = _linted(project, rules)
    if arguments.timings:
        say(stages.table())
    if arguments.write_baseline:
        return Result("", (_write_baseline(file, findings),), 0)
    output = _render(analysis, findings, project, arguments)
    status = exit_status(findings.found, arguments.fail_on or rules.settings.fail_on)
    return Result(output, tuple(_stale(file, findings)), status)


def _stale(file: Path, findings: Findings) -> Iterator[str]:
    for entry in findings.stale:
        about = ", ".join(entry.subjects)
        yield f"{file}: {entry.count} x {entry.rule} ({about}) is gone; write the file anew."


# ── How long it takes ─────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Stages:
    """The pieces of the work and the seconds that each took."""

    step: Callable[[str], None]
    taken: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def watch(self, name: str) -> Iterator[None]:
        self.step(name)
        start = perf_counter()
        yield
        self.taken[name] = self.taken.get(name, 0.0) + perf_counter() - start

    def table(self) -> str:
        """Slowest first."""
        slowest = sorted(self.taken.items(), key=lambda each: -each[1])
        return "\n".join(
            [*(f"{seconds:8.3f} s  {name}" for name, seconds in slowest),
             f"{sum(self.taken.values()):8.3f} s  in all"]
        )  # fmt: skip


def _linted(project: Project, rules: Rules) -> tuple[Analysis, Findings, _Stages]:
    with progress(len([*checks(), *proofs()]) + 2, "looking") as step:
        stages = _Stages(step)
        with stages.watch("reading"):
            analysis = analyse(project.sources, project.found)
        return analysis, check(analysis, rules, stages.watch), stages


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


def _write_baseline(file: Path, findings: Findings) -> str:
    baseline = baseline_of(findings.found)
    write_text(file, write_baseline(baseline))
    total = sum(entry.count for entry in baseline.entries)
    return f"Wrote {total} findings to {file}; they are not reported again."
