from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

EXAMPLES = [
    "specdsl completion bash > ~/.local/share/bash-completion/completions/specdsl",
    "specdsl completion zsh > ~/.zfunc/_specdsl",
    "specdsl completion tcsh > ~/.specdsl.tcsh    and source it",
]


def options(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("shell", choices=["bash", "zsh", "tcsh"])


def run(arguments: argparse.Namespace) -> int:
    import shtab

    from specdsl.cli.parser import parser

    print(shtab.complete(parser(), shell=arguments.shell))
    return 0
