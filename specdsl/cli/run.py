"""Runs a command and turns whatever goes wrong into a message and an exit status."""

from __future__ import annotations

import os
import sys
import traceback

from specdsl.cli.parser import parser
from specdsl.cli.terminal import complain
from specdsl.error import SpecError

USAGE = 2
FAULT = 3
INTERRUPTED = 130


def run(words: list[str]) -> int:
    arguments = parser(words[0] if words else "").parse_args(words)
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
        traceback.print_exc()
        complain("this is a fault in specdsl, not in your policy. Please report it with the lines above.")
        return FAULT
    return status
