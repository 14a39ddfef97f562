from __future__ import annotations

import sys
from pathlib import Path

from specdsl.analysis import check
from specdsl.cli.options import color_option, load, policy_argument, rules_for, shown_folder
from specdsl.cli.terminal import complain, has_color, progress, say, width
from specdsl.diagnostics.render import text
from specdsl.project import ProjectError, differences, read_templates, write_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from specdsl.compiler import Bundle
    from specdsl.diagnostics import Diagnostic
    from specdsl.project import Project

EXAMPLES = [
    "specdsl compile my-policy                            write everything to ./build",
    "specdsl compile my-policy -o out --target judge,rubrics",
    "specdsl compile my-policy --category self-harm",
    "specdsl compile my-policy --check                    exit with 1 if ./build is out of date",
]
FAILED = 1


def options(sub: argparse.ArgumentParser) -> None:
    policy_argument(sub)
    sub.add_argument(
        "-o", "--output", type=Path, default=Path("build"), metavar="FOLDER", help="default: build"
    )
    sub.add_argument(
        "--target", type=_names, metavar="NAME,…", help="only these families of files (default: all)"
    )
    sub.add_argument("--category", type=_names, metavar="NAME,…", help="only these categories (default: all)")
    sub.add_argument(
        "--templates", type=Path, metavar="FOLDER", help="your own templates, in place of ours by name"
    )
    sub.add_argument(
        "--check", action="store_true", help="write nothing; exit with 1 if FOLDER is out of date"
    )
    color_option(sub)


def run(arguments: argparse.Namespace) -> int:
    from specdsl.compiler import compile_policy
    from specdsl.compiler.assemble import LATER
    from specdsl.compiler.registry import choose_targets

    project, analysis = load(arguments.policy)
    rules = rules_for(project.root)
    if analysis.errors or analysis.policy is None:
        return _refuse(check(analysis, rules).found, project, arguments)
    with progress(len(choose_targets(arguments.target or ())) + len(LATER), "compiling") as step:
        bundle, findings = compile_policy(
            analysis.policy,
            targets=arguments.target,
            categories=arguments.category,
            templates=read_templates(arguments.templates) if arguments.templates else None,
            budgets=rules.budgets,
            progress=step,
        )
    if any(finding.level == "error" for finding in findings):
        return _refuse(findings, project, arguments)
    _tell(findings, project, arguments)
    return _check(bundle, arguments.output) if arguments.check else _write(bundle, arguments.output)


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _refuse(findings: Sequence[Diagnostic], project: Project, arguments: argparse.Namespace) -> int:
    _tell([finding for finding in findings if finding.level == "error"], project, arguments)
    complain("nothing was written: a policy is compiled once it has no errors.")
    return FAILED


def _tell(findings: Sequence[Diagnostic], project: Project, arguments: argparse.Namespace) -> None:
    if findings:
        color = has_color(arguments.color, sys.stderr)
        folder = shown_folder(project.root)
        print(text.render(findings, width=width(), color=color, folder=folder), end="", file=sys.stderr)


def _check(bundle: Bundle, folder: Path) -> int:
    if not folder.is_dir():
        raise ProjectError(
            f"there is no bundle in `{folder}` to compare with. To write one, leave out --check."
        )
    found = differences(folder, bundle.files)
    for path, what in found.items():
        print(f"{what:<8} {folder / path}")
    say(f"{len(found)} files would change." if found else f"{folder} is up to date.")
    return int(bool(found))


def _write(bundle: Bundle, folder: Path) -> int:
    with progress(1, "writing") as step:
        step(str(folder))
        write_folder(folder, bundle.files)
    manifest = bundle.manifest
    size = sum(file.bytes for file in manifest.files)
    say(
        f"Wrote {len(manifest.files) + 1} files ({size / 1e6:.1f} MB) to {folder}: "
        f"{manifest.title}, version {manifest.version or 'none'}, {len(manifest.categories)} categories."
    )
    for note in manifest.notes:
        say(f"note: {note}")
    return 0
