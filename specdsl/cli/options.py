"""Options and steps that several commands share."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path

from specdsl.cli.terminal import has_color, width
from specdsl.project import ProjectError, open_project, read_config

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from specdsl.analysis import Analysis, Rules
    from specdsl.answers.sheet import Sheet
    from specdsl.graph import Index
    from specdsl.lint.config import Config
    from specdsl.project import Project
    from specdsl.site.maps import Maps


def policy_argument(sub: argparse.ArgumentParser, *, many: bool = False) -> None:
    sub.add_argument(
        "policies" if many else "policy",
        nargs="*" if many else "?",
        type=Path,
        default=[Path()] if many else Path(),
        metavar="POLICY",
        help="the policy's folder (default: this folder)",
    )


def color_option(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--color", choices=["auto", "always", "never"], default="auto", help="default: auto")


def load(path: Path) -> tuple[Project, Analysis]:
    from specdsl.analysis import analyse

    project = open_project(path)
    return project, analyse(project.sources, project.found)


def load_sound(path: Path, goal: str) -> tuple[Project, Index]:
    """The policy in a folder, for what needs one without errors.

    Raises:
        ProjectError: It has errors.
    """
    project, analysis = load(path)
    if analysis.errors or analysis.index is None:
        count = len(analysis.errors)
        errors = "an error" if count == 1 else f"{count} errors"
        raise ProjectError(f"`{path}` has {errors}, so {goal}. To see what is wrong: specdsl lint {path}")
    return project, analysis.index


@contextmanager
def known_maps(policy: Path, profile: str) -> Iterator[Maps]:
    """The decision maps of the last site of this policy; what is drawn now is kept for the next."""
    from specdsl.project.cache import key_of, remember, remembered
    from specdsl.site.maps import Maps

    key = key_of(["decision maps", str(policy.resolve()), profile])
    maps = Maps(remembered(key))
    yield maps
    if maps.are_new:
        remember(key, maps.drawn)


def sheet_for(project: Project, arguments: argparse.Namespace, home: str | None = None) -> Sheet:
    """What answers about a policy are written on."""
    from specdsl.answers.sheet import Sheet
    from specdsl.diagnostics.render.paint import Painter

    paint = Painter(color=has_color(arguments.color, sys.stdout))
    return Sheet(width(), paint, shown_folder(project.root), home)


def configuration(root: Path) -> Config | None:
    """The configuration that holds for a policy's folder; None where there is none.

    Raises:
        ProjectError: The configuration cannot be understood.
    """
    data, file = read_config(root)
    if file is None:
        return None
    from specdsl.lint.config import read_config as understand

    config, problems = understand(data)
    if problems:
        raise ProjectError("\n".join([f"`{file}` cannot be used as it is:", *(f"  - {p}" for p in problems)]))
    return config


def rules_for(root: Path) -> Rules:
    """What decides the findings today for the policy in a folder, old findings apart."""
    from datetime import date

    from specdsl.analysis import Rules

    config = configuration(root)
    today = date.today()  # noqa: DTZ011 - the day where the author is
    if config is None:
        return Rules(today)
    return Rules(today, config.lint.settings(), budgets=config.token_budget or None)


def shown_folder(root: Path) -> str:
    """How the names of the policy's files begin, as seen from here."""
    text = root.as_posix()
    return "" if text == "." else f"{text.rstrip('/')}/"
