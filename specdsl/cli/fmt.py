from __future__ import annotations

import sys
from pathlib import Path

from specdsl.cli.options import policy_argument
from specdsl.cli.terminal import complain, say
from specdsl.project import decode, open_project, write_text
from specdsl.syntax import format_source, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from specdsl.project import Project
    from specdsl.source import Source

EXAMPLES = [
    "specdsl fmt my-policy              rewrite what is not in form",
    "specdsl fmt --check my-policy      change nothing, exit with 1 if something would change",
    "specdsl fmt --diff my-policy       change nothing, show what would change",
    "specdsl fmt - < rules.spec         from standard input to standard output",
]
STDIN = Path("-")


def options(sub: argparse.ArgumentParser) -> None:
    policy_argument(sub, many=True)
    mode = sub.add_mutually_exclusive_group()
    mode.add_argument(
        "--check", action="store_true", help="change nothing; exit with 1 if something would change"
    )
    mode.add_argument("--diff", action="store_true", help="change nothing; show what would change")


def run(arguments: argparse.Namespace) -> int:
    if arguments.policies == [STDIN]:
        return _standard_input()
    projects = [open_project(path) for path in arguments.policies]
    changed = [(project, *pair) for project in projects for pair in _out_of_form(project)]
    for project, source, text in changed:
        _show(project, source, text, arguments)
    _sum_up(len(changed), sum(len(project.sources) for project in projects), arguments)
    unread = [problem for project in projects for problem in project.found]
    for problem in unread:
        complain(f"{problem.span.file}: {problem.message}")
    return int(bool(unread) or (bool(changed) and (arguments.check or arguments.diff)))


def _standard_input() -> int:
    source, found = decode("<standard input>", sys.stdin.buffer.read())
    sys.stdout.buffer.write(source.restore(format_source(source)).encode("utf-8"))
    return int(bool(found) or any(problem.level == "error" for problem in parse(source)[1]))


def _out_of_form(project: Project) -> Iterator[tuple[Source, str]]:
    """The files that are not in form, with the text that they should have; unread ones are left alone."""
    unread = {problem.span.file for problem in project.found}
    for source in project.sources:
        text = format_source(source)
        if source.name not in unread and (text != source.text or source.bom):
            yield source, text


def _show(project: Project, source: Source, text: str, arguments: argparse.Namespace) -> None:
    file = project.root / source.name
    if arguments.diff:
        from difflib import unified_diff

        before, after = source.text.splitlines(keepends=True), text.splitlines(keepends=True)
        sys.stdout.writelines(unified_diff(before, after, str(file), f"{file} (formatted)"))
    elif arguments.check:
        print(file)
    else:
        write_text(file, source.restore(text))


def _sum_up(changed: int, total: int, arguments: argparse.Namespace) -> None:
    files = "1 file" if total == 1 else f"{total} files"
    if not changed:
        say(f"{files} in form already.")
    elif arguments.check or arguments.diff:
        say(f"{changed} of {files} would change. To change them: specdsl fmt")
    else:
        say(f"Changed {changed} of {files}.")
