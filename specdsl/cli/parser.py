"""The commands, their options and the help that introduces them."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, NoReturn

from specdsl.cli import compile as compile_command
from specdsl.cli import completion, explain, fmt, graph, lint, new, schema, show
from specdsl.cli.terminal import complain
from specdsl.diagnostics.suggest import suggest
from specdsl.version import VERSION

if TYPE_CHECKING:
    from types import ModuleType

GROUPS: dict[str, list[ModuleType]] = {
    "Write a policy": [new, fmt],
    "Check it": [lint, explain],
    "Look at it": [graph, show],
    "Build from it": [compile_command],
    "For your tools": [schema, completion],
}
"""The verbs by what a person wants to do. Each module has NAME, SUMMARY, EXAMPLES, `options` and `run`."""

GUIDE = """\
specdsl: safety specifications for language models, checked and compiled.

A policy is a folder of `.spec` files. Three commands to begin with:

  specdsl new my-policy             lay down a small policy to edit
  specdsl lint my-policy            say what is wrong with it, where and why
  specdsl compile my-policy         build its prompts, rubrics and training texts

"""
FOOT = """
`specdsl COMMAND --help` shows the options of a command, with examples.

Exit status: 0 fine, 1 findings (or differences), 2 wrong usage, 3 a fault of ours.
"""


class Parser(argparse.ArgumentParser):
    """Says what was probably meant when a word is not known."""

    def error(self, message: str) -> NoReturn:
        complain(_plain(message))
        print(f"To see how it is used: {self.prog} --help", file=sys.stderr)
        sys.exit(2)


class Top(Parser):
    """The help without a command reads like a guide."""

    def format_help(self) -> str:
        return GUIDE + "\n".join(_group(title, verbs) for title, verbs in GROUPS.items()) + FOOT


def parser() -> argparse.ArgumentParser:
    top = Top(prog="specdsl", add_help=True)
    top.add_argument("-V", "--version", action="version", version=f"specdsl {VERSION}")
    verbs = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    for verb in (verb for group in GROUPS.values() for verb in group):
        _add(verbs, verb)
    top.set_defaults(run=lambda _: _help(top))
    return top


def _add(verbs: argparse._SubParsersAction[Parser], verb: ModuleType) -> None:
    sub = verbs.add_parser(
        verb.NAME,
        help=verb.SUMMARY,
        description=_sentence(verb.SUMMARY),
        epilog="examples:\n" + "".join(f"  {line}\n" for line in verb.EXAMPLES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verb.options(sub)
    sub.set_defaults(run=verb.run)


def _help(top: argparse.ArgumentParser) -> int:
    top.print_help()
    return 0


def _group(title: str, verbs: list[ModuleType]) -> str:
    rows = "".join(f"  {verb.NAME:<12} {verb.SUMMARY}\n" for verb in verbs)
    return f"{title}\n{rows}"


def _sentence(summary: str) -> str:
    return f"{summary[0].upper()}{summary[1:]}."


def _plain(message: str) -> str:
    """A word of ours for argparse's, where the word that was typed is not a command or a choice."""
    if "invalid choice: '" not in message:
        return message
    word = message.split("invalid choice: '")[1].split("'")[0]
    offered = message.split("(choose from ")[1].rstrip(")").replace("'", "").split(", ")
    likely = suggest(word, offered)
    hint = f"Did you mean `{likely[0]}`?" if likely else f"There are: {', '.join(offered)}."
    return f"there is no `{word}`. {hint}"
