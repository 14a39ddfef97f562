from __future__ import annotations

import json
import sys

from specdsl.cli.options import load, policy_argument
from specdsl.diagnostics.suggest import suggest
from specdsl.project import ProjectError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from pathlib import Path
    from typing import Any

    from specdsl.compiler import Bundle

EXAMPLES = [
    "specdsl show prompts/judge/self-harm my-policy",
    "specdsl show spec/self-harm my-policy",
    "specdsl show --raw prompts/classify my-policy     as the file is, JSON and all",
    "specdsl show --list my-policy                     what there is to show",
]


def options(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("piece", nargs="?", help="a file of the bundle, without its ending if you like")
    policy_argument(sub)
    sub.add_argument("--raw", action="store_true", help="the file as it is")
    sub.add_argument("--list", action="store_true", help="list the pieces")


def run(arguments: argparse.Namespace) -> int:
    if arguments.list or arguments.piece is None:
        print("\n".join(_bundle(_policy_of(arguments)).files))
        return 0
    bundle = _bundle(arguments.policy)
    path = _find(arguments.piece, bundle)
    content = bundle.files[path]
    if arguments.raw or not path.startswith("prompts/"):
        sys.stdout.buffer.write(content)
    else:
        print(_readable(json.loads(content)))
    return 0


def _policy_of(arguments: argparse.Namespace) -> Path:
    """With --list alone, the one word that was given is the policy."""
    from pathlib import Path

    return Path(arguments.piece) if arguments.piece else arguments.policy


def _bundle(path: Path) -> Bundle:
    from specdsl.compiler import compile_policy

    _, analysis = load(path)
    if analysis.errors or analysis.policy is None:
        raise ProjectError(f"`{path}` has errors, so there is nothing to show. specdsl lint says which.")
    return compile_policy(analysis.policy)[0]


def _find(piece: str, bundle: Bundle) -> str:
    paths = {path.rsplit(".", 1)[0]: path for path in bundle.files} | {path: path for path in bundle.files}
    if piece in paths:
        return paths[piece]
    near = suggest(piece, paths)
    hint = f"Did you mean `{near[0]}`?" if near else "specdsl show --list names all pieces."
    raise ProjectError(f"the bundle has no `{piece}`. {hint}")


def _readable(prompt: dict[str, Any]) -> str:
    """The messages of a prompt one below the other, with their placeholders as they stand."""
    return "\n\n".join(f"── {message['role']} ──\n\n{message['content']}" for message in prompt["messages"])
