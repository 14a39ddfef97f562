"""Runs a command and turns whatever goes wrong into a message and an exit status."""

from __future__ import annotations

import os
import sys

from specdsl.cli.parser import parser
from specdsl.cli.terminal import complain
from specdsl.error import SpecError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

USAGE = 2
FAULT = 3
INTERRUPTED = 130


def run(words: list[str]) -> int:
    arguments = _parse(words)
    try:
        status: int = arguments.run(arguments)
        sys.stdout.flush()
    except SpecError as error:
        complain(str(error))
        return USAGE
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        complain("stopped")
        return INTERRUPTED
    except Exception:  # noqa: BLE001 - the last resort: an honest word instead of a bare traceback
        import traceback

        traceback.print_exc()
        complain("this is a fault in specdsl, not in your policy. Please report it with the lines above.")
        return FAULT
    return status


def _parse(words: list[str]) -> argparse.Namespace:
    """What was typed; where a command takes facts, those behind an option count like those before it."""
    top = parser(words[0] if words else "")
    arguments, behind = top.parse_known_args(words)
    takes_facts = "facts" in arguments
    if lost := [word for word in behind if word.startswith("-") or not takes_facts]:
        top.error(f"unrecognized arguments: {' '.join(lost)}")
    if takes_facts:
        arguments.facts = [*arguments.facts, *behind]
    return arguments
