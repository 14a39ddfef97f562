"""The commands, their options and the help that introduces them."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from specdsl.cli.terminal import columns, complain
from specdsl.version import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import NoReturn

GROUPS = {
    "Write a policy": {
        "new": "lay down a small policy to edit",
        "fmt": "bring the files into their canonical form",
    },
    "Check it": {
        "lint": "say what is wrong, where, why, and how to mend it",
        "test": "run the worked examples as tests, and say what they do not reach",
        "explain": "tell about a kind of finding, with an example and its repair",
    },
    "Ask it": {
        "decide": "say what is decided, why, and which open facts would change it",
        "table": "show a category as a decision table, with its gaps and overlaps",
        "why": "say how two rules relate, and why",
    },
    "Look at it": {
        "graph": "show a policy's parts and how they hang together",
        "show": "print one piece of the bundle, for reading",
    },
    "Build from it": {
        "compile": "build the bundle: prompts, rubrics, training texts",
        "site": "build a published site that people read, search and question",
    },
    "For your tools": {
        "schema": "print the JSON Schema of what specdsl writes or reads",
        "completion": "print a script that lets your shell complete commands",
    },
}
"""The verbs by what a person wants to do. The module of each has EXAMPLES, `options` and `run`."""

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


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Is told the width, for which argparse would load `shutil`."""

    def __init__(self, prog: str, width: int | None = None) -> None:
        super().__init__(prog, width=width or columns() - 2)


class Top(Parser):
    """The help without a command reads like a guide."""

    def format_help(self) -> str:
        return GUIDE + "\n".join(_group(title, verbs) for title, verbs in GROUPS.items()) + FOOT


def parser(verb: str | None = None) -> argparse.ArgumentParser:
    """The parser of all commands, or of the one that is asked for: the others cost time."""
    top = Top(prog="specdsl", formatter_class=Formatter)
    top.add_argument("-V", "--version", action="version", version=f"specdsl {VERSION}")
    verbs = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    summaries = {name: summary for group in GROUPS.values() for name, summary in group.items()}
    for name in [verb] if verb in summaries else summaries:
        _add(verbs, name, summaries[name], bare=verb is not None and name != verb)
    top.set_defaults(run=lambda _: _help(top))
    return top


def _add(verbs: argparse._SubParsersAction[Parser], name: str, summary: str, *, bare: bool) -> None:
    if bare:
        verbs.add_parser(name, help=summary)
        return
    module: ModuleType = import_module(f"specdsl.cli.{name}")
    sub = verbs.add_parser(
        name,
        help=summary,
        description=_sentence(summary),
        epilog="examples:\n" + "".join(f"  {line}\n" for line in module.EXAMPLES),
        formatter_class=Formatter,
    )
    module.options(sub)
    sub.set_defaults(run=module.run)


def _help(top: argparse.ArgumentParser) -> int:
    top.print_help()
    return 0


def _group(title: str, verbs: dict[str, str]) -> str:
    return f"{title}\n" + "".join(f"  {name:<12} {summary}\n" for name, summary in verbs.items())


def _sentence(summary: str) -> str:
    return f"{summary[0].upper()}{summary[1:]}."


def _plain(message: str) -> str:
    """A word of ours for argparse's, where the word that was typed is not a command or a choice."""
    if "invalid choice: '" not in message:
        return message
    from specdsl.diagnostics.suggest import suggest

    _, _, rest = message.partition("invalid choice: '")
    word, _, choices = rest.partition("' (choose from ")
    offered = choices.rstrip(")").replace("'", "").split(", ")
    likely = suggest(word, offered)
    hint = f"Did you mean `{likely[0]}`?" if likely else f"There are: {', '.join(offered)}."
    return f"there is no `{word}`. {hint}"
