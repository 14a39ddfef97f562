"""The reference of specdsl itself, from what the tool reads and prints: findings, grammar, commands."""

from __future__ import annotations

import argparse
import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from specdsl.cli.parser import GROUPS, parser
from specdsl.lint.pages import catalogue, page
from specdsl.lint.registry import rules
from specdsl.site.html import element, with_code
from specdsl.site.prose import escape
from specdsl.syntax.tables import read_grammar

if TYPE_CHECKING:
    from collections.abc import Iterator

FINDINGS, GRAMMAR, COMMANDS = "findings/index.md", "grammar.md", "commands.md"
TITLES = {"Kinds of findings": FINDINGS, "The grammar": GRAMMAR, "The commands": COMMANDS}
"""The pages that a navigation names, by title."""


def reference() -> Iterator[tuple[str, str]]:
    """Pages by path below the folder of the reference: Markdown."""
    yield FINDINGS, _findings()
    yield from ((f"findings/{name}.md", page(name)) for name in rules())
    yield GRAMMAR, _grammar()
    yield COMMANDS, _commands()


# ── Findings ──────────────────────────────────────────────────────────────────


def _findings() -> str:
    """The linter's catalogue, each name a link to its page, as `specdsl explain` prints it."""
    linked = re.sub(r"^- \*\*([a-z-]+)\*\*", r"- [\1](\1.md)", catalogue(), flags=re.MULTILINE)
    about = "What `specdsl lint` looks for, family by family. `specdsl explain NAME` prints the same pages."
    return f"# Kinds of findings\n\n{about}\n\n{linked}"


# ── The grammar ───────────────────────────────────────────────────────────────

_SECTION = re.compile(r"^// ── (?P<title>.+?) ─+$", re.MULTILINE)


class _Section(NamedTuple):
    title: str
    text: str


def _grammar() -> str:
    grammar = read_grammar()
    assert grammar is not None, "the package ships its grammar"
    head, *sections = _sections(grammar)
    return "\n\n".join(
        [
            "# The grammar",
            _comment(head.text),
            *(f"## {section.title}\n\n```text\n{section.text.strip()}\n```" for section in sections),
            "",
        ]
    )


def _sections(text: str) -> list[_Section]:
    head, *rest = _SECTION.split(text)
    return [_Section("", head), *(map(_Section, rest[::2], rest[1::2]))]


def _comment(text: str) -> str:
    """A comment of the grammar's as Markdown; what stands in columns stays as it stands."""
    lines = [line.removeprefix("//").removeprefix(" ") for line in text.strip().split("\n")]
    paragraphs = re.split(r"\n\n+", "\n".join(lines))
    return "\n\n".join(f"```text\n{each}\n```" if "   " in each else each for each in paragraphs)


# ── Commands ──────────────────────────────────────────────────────────────────


def _commands() -> str:
    verbs = _verbs(parser())
    parts = ["# The commands", "`specdsl COMMAND --help` prints the same."]
    for title, group in GROUPS.items():
        parts.append(f"## {title}")
        for name, summary in group.items():
            parts += [
                f"### specdsl {name} {{#{name}}}",
                f"{summary[0].upper()}{summary[1:]}.",
                _verb(verbs[name]),
            ]
    return "\n\n".join([*parts, ""])


def _verbs(top: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    action = next(each for each in top._actions if isinstance(each, argparse._SubParsersAction))  # noqa: SLF001 - argparse has no other way to ask
    for verb in action.choices.values():
        verb.formatter_class = partial(verb.formatter_class, width=80)  # else it is the terminal's
    return dict(action.choices)


def _verb(verb: argparse.ArgumentParser) -> str:
    """How it is used, its options, and what stands behind them: examples."""
    usage = verb.format_usage().removeprefix("usage: ").strip()
    rows = "".join(_row(each, verb) for each in verb._actions if each.dest != "help")  # noqa: SLF001 - as above
    table = element("table", element("tbody", rows)) if rows else ""
    return "\n\n".join([f"```text\n{usage}\n```", table, f"```text\n{(verb.epilog or '').strip()}\n```"])


def _row(action: argparse.Action, verb: argparse.ArgumentParser) -> str:
    shown = verb._get_formatter()._format_action_invocation(action)  # noqa: SLF001 - as `--help` shows it
    said = verb._get_formatter()._expand_help(action) if action.help else ""  # noqa: SLF001 - the same
    return element("tr", element("td", element("code", escape(shown))), element("td", with_code(said)))
