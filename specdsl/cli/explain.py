from __future__ import annotations

import sys

from specdsl.cli.options import color_option
from specdsl.cli.terminal import has_color, width
from specdsl.lint.pages import catalogue_text, explain_text, similar
from specdsl.lint.registry import rules
from specdsl.project import ProjectError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

EXAMPLES = ["specdsl explain contradiction", "specdsl explain              list every kind of finding"]


def options(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("rule", nargs="?", metavar="FINDING", help="its name, as the linter prints it")
    color_option(sub)


def run(arguments: argparse.Namespace) -> int:
    color = has_color(arguments.color, sys.stdout)
    if arguments.rule is None:
        print(catalogue_text(width(), color=color), end="")
        return 0
    if arguments.rule not in rules():
        near = similar(arguments.rule)
        hint = f"Did you mean `{near[0]}`?" if near else "`specdsl explain` alone lists them."
        raise ProjectError(f"there is no finding `{arguments.rule}`. {hint}")
    print(explain_text(arguments.rule, width(), color=color), end="")
    return 0
