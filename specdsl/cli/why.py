from __future__ import annotations

from specdsl.cli.options import color_option, load_sound, policy_argument, sheet_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

EXAMPLES = [
    "specdsl why my-policy self-harm.method-instructions regulated-advice.usual-dose",
    "specdsl why method-instructions usual-dose         in this folder; by name where that is clear",
    "specdsl why my-policy education in-danger --format json",
]
STATUS = """
Exit status: 0 if the rules get along, 1 if they contradict each other (or it
takes too much work to find out), 2 if the question cannot be understood.
"""
TROUBLE = ("contradict", "unknown")


def options(sub: argparse.ArgumentParser) -> None:
    policy_argument(sub)
    sub.add_argument("first", metavar="RULE", help="one rule")
    sub.add_argument("second", metavar="RULE", help="the other")
    sub.add_argument("--format", choices=["text", "json"], default="text", help="default: text")
    color_option(sub)
    sub.epilog = (sub.epilog or "") + STATUS


def run(arguments: argparse.Namespace) -> int:
    from specdsl.answers.relation import relation

    project, index = load_sound(arguments.policy, "nothing can be said of its rules")
    found = relation(index, arguments.first, arguments.second)
    sheet = sheet_for(project, arguments)
    if arguments.format == "json":
        from specdsl.answers.relation_json import relation_json

        print(relation_json(found, index, sheet.folder), end="")
    else:
        from specdsl.answers.relation_text import relation_text

        print(relation_text(found, index, sheet), end="")
    return int(found.kind in TROUBLE)
