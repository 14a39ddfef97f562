"""The command line. It translates words into calls and values into text, and holds no logic.

Nothing heavy is imported before it is known which command runs.
"""

import os
import sys

VERSION_FLAGS = (["--version"], ["-V"])


def program() -> None:
    """What the shell starts. It ends at once: the system takes memory back in less time than Python does."""
    status = main()
    sys.stdout.flush()
    os._exit(status)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns its exit status (0 fine, 1 findings, 2 wrong usage, 3 a fault of ours)."""
    words = sys.argv[1:] if arguments is None else arguments
    if words in VERSION_FLAGS:
        from specdsl.version import VERSION

        print(f"specdsl {VERSION}")
        return 0
    from specdsl.collector import paused

    with paused():  # a command is soon over, and whatever it leaves behind goes with its process
        from specdsl.cli.run import run

        return run(words)
