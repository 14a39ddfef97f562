from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from time import strftime

from specdsl.cli.options import color_option, policy_argument
from specdsl.cli.terminal import has_color, say, width
from specdsl.project import ProjectError, open_project
from specdsl.project.cache import cache_folder, key_of, remember, remembered
from specdsl.project.config import read_config

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping
    from typing import Any

    from specdsl.project import Project

    _Table = Mapping[str, Any]

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
    sub.add_argument("--timings", action="store_true", help="say what took how long, slowest first")
    sub.add_argument("--no-cache", action="store_true", help="do the work again, though nothing changed")
    color_option(sub)


def run(arguments: argparse.Namespace) -> int:
    if arguments.format in {"json", "sarif", "junit"} and len(arguments.policies) > 1:
        raise ProjectError(f"--format {arguments.format} makes one document, so name one policy at a time.")
    return max(_lint_one(path, arguments) for path in arguments.policies)


def _lint_one(path: Path, arguments: argparse.Namespace) -> int:
    project = open_project(path)
    key = _key(project, arguments) if _may_be_known(arguments) else None
    known = remembered(key) if key else None
    result = _work(project, arguments) if known is None else known
    if key and known is None:
        remember(key, result)
    print(result["output"], end="")
    for note in result["notes"]:
        say(note)
    return int(result["status"])


def _work(project: Project, arguments: argparse.Namespace) -> Mapping[str, Any]:
    from specdsl.cli.linting import lint_project

    result = lint_project(project, arguments)
    return {"output": result.output, "notes": result.notes, "status": result.status}


# ── What was done before ──────────────────────────────────────────────────────


def _may_be_known(arguments: argparse.Namespace) -> bool:
    asked_for_work = arguments.fix or arguments.write_baseline or arguments.timings or arguments.no_cache
    return not asked_for_work and cache_folder() is not None


def _key(project: Project, arguments: argparse.Namespace) -> str:
    """A name for all that decides what is printed."""
    config, _ = read_config(project.root)
    old = _old_findings(project, config, arguments)
    return key_of(["lint", *_how(arguments), *_what(project), repr(config), *old, *_others(config)])


def _how(arguments: argparse.Namespace) -> Iterator[str]:
    yield strftime("%Y-%m-%d")  # acceptances end on the day where the author is
    yield f"{arguments.format} {arguments.fail_on} {width()} {has_color(arguments.color, sys.stdout)}"


def _what(project: Project) -> Iterator[str]:
    yield project.root.as_posix()
    yield from (f"{found.span.file}: {found.message}" for found in project.found)
    for source in project.sources:
        yield source.name
        yield source.whole


def _old_findings(project: Project, config: _Table, arguments: argparse.Namespace) -> Iterator[str]:
    table = config.get("lint")
    configured = table.get("baseline") if isinstance(table, dict) else None
    file = baseline_file(project.root, configured if isinstance(configured, str) else None, arguments)
    yield str(file)
    with suppress(OSError):
        yield file.read_bytes().hex()


def _others(config: _Table) -> Iterator[str]:
    """Targets of other packages, which are looked at where there are budgets for them."""
    if config.get("token_budget"):
        from importlib.metadata import entry_points

        yield from (f"{each.name} {each.value}" for each in entry_points(group="specdsl.targets"))


def baseline_file(root: Path, configured: str | None, arguments: argparse.Namespace) -> Path:
    """The file of old findings: as asked for, as configured, or the usual one."""
    return arguments.baseline or root / (configured or BASELINE)
