from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from specdsl.analysis import check
from specdsl.cli.options import color_option, load, policy_argument, rules_for, shown_folder
from specdsl.cli.terminal import complain, has_color, say, width
from specdsl.diagnostics.render import text
from specdsl.project import differences, read_templates, write_folder

if TYPE_CHECKING:
    import argparse

    from specdsl.analysis import Analysis
    from specdsl.compile import Bundle
    from specdsl.diagnostics import Diagnostic
    from specdsl.project import Project

NAME = "compile"
SUMMARY = "build the bundle: prompts, rubrics, training texts"
EXAMPLES = [
    "specdsl compile my-policy                            write everything to ./build",
    "specdsl compile my-policy -o out --target judge,rubrics",
    "specdsl compile my-policy --category self-harm",
    "specdsl compile my-policy --check                    exit with 1 if ./build is out of date",
]
FAILED = 1
