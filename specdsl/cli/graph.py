from __future__ import annotations

import sys
from pathlib import Path

from specdsl.cli.options import load, policy_argument
from specdsl.cli.terminal import complain, say
from specdsl.project import ProjectError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from specdsl.graph.model import Policy

EXAMPLES = [
    "specdsl graph my-policy                       a tree of text",
    "specdsl graph my-policy -o policy.svg         a picture (also .png)",
    "specdsl graph my-policy --format mermaid",
    "specdsl graph my-policy --format json | jq '.categories[].rules[].id'",
]
FORMATS = ["text", "json", "dot", "mermaid", "graphml", "svg", "png"]


def options(sub: argparse.ArgumentParser) -> None:
    policy_argument(sub)
    sub.add_argument("--format", choices=FORMATS, help="default: by the ending of FILE, else text")
    sub.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="write there (default: standard output)"
    )


def run(arguments: argparse.Namespace) -> int:
    _, analysis = load(arguments.policy)
    errors = [problem for problem in analysis.diagnostics if problem.level == "error"]
    if analysis.policy is None:
        raise ProjectError(f"`{arguments.policy}` holds no policy that can be drawn. specdsl lint says why.")
    if errors:
        complain(
            f"{len(errors)} errors were found, so what is shown may lack parts. specdsl lint shows them."
        )
    _write(_render(analysis.policy, _format(arguments)), arguments.output)
    return 0


def _format(arguments: argparse.Namespace) -> str:
    if arguments.format:
        return str(arguments.format)
    ending = arguments.output.suffix.removeprefix(".") if arguments.output else "text"
    ending = {"txt": "text", "mmd": "mermaid", "gv": "dot"}.get(ending, ending)
    if ending not in FORMATS:
        raise ProjectError(f"no format is known by the ending `.{ending}`. Choose one with --format.")
    return str(ending)


def _render(policy: Policy, form: str) -> bytes:
    from specdsl.graph import export, picture

    if form == "png":
        return picture.to_png(picture.to_svg(policy))
    render = {
        "text": _tree,
        "json": export.to_json,
        "dot": export.to_dot,
        "mermaid": export.to_mermaid,
        "graphml": export.to_graphml,
        "svg": picture.to_svg,
    }[form]
    return render(policy).encode("utf-8")


def _tree(policy: Policy) -> str:
    from specdsl.graph.print import print_policy

    return print_policy(policy)


def _write(data: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(data)
    else:
        output.write_bytes(data)
        say(f"Wrote {output}.")
