from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from specdsl.cli.terminal import say
from specdsl.project import ProjectError, write_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

EXAMPLES = ["specdsl new my-policy", 'specdsl new policies/support --title "Support bot policy"']


def options(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "folder", type=Path, metavar="NAME", help="the folder to make; its name names the policy"
    )
    sub.add_argument("--title", help='the policy\'s title (default: from the name, "My policy")')


def run(arguments: argparse.Namespace) -> int:
    folder: Path = arguments.folder
    name = _kebab(folder.resolve().name)
    if folder.exists() and any(folder.iterdir() if folder.is_dir() else [folder]):
        raise ProjectError(
            f"`{folder}` exists and is not empty, so nothing was written. Choose another name."
        )
    folder.mkdir(parents=True, exist_ok=True)
    title = arguments.title or name.replace("-", " ").capitalize()
    for file, text in _starter().items():
        target = "policy.spec" if file == "starter.spec" else file
        write_text(folder / target, _named(text, name, title.replace('"', "'")))
    say(f"Wrote a policy to {folder}. What next:\n"
        f"  specdsl lint {folder}       say what is wrong with it\n"
        f"  specdsl compile {folder}    build its prompts, rubrics and training texts")  # fmt: skip
    return 0


def _starter() -> dict[str, str]:
    """The files of `policies/starter`, from the installed package or the checkout."""
    package = files("specdsl")
    installed = package / "starter"
    folder = installed if installed.is_dir() else package / ".." / "policies" / "starter"
    specs = [file for file in folder.iterdir() if file.name.endswith(".spec")]
    return {file.name: file.read_text("utf-8") for file in sorted(specs, key=lambda file: file.name)}


def _named(text: str, name: str, title: str) -> str:
    return re.sub(
        r'^policy starter ".*"', lambda _: f'policy {name} "{title}"', text, count=1, flags=re.MULTILINE
    )


def _kebab(name: str) -> str:
    """The folder's name as the language writes names."""
    words = re.findall(r"[^\W_]+", name.casefold())
    return "-".join(words) or "policy"
