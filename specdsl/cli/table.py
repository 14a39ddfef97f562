from __future__ import annotations

from specdsl.cli.options import color_option, load_sound, policy_argument, sheet_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

EXAMPLES = [
    "specdsl table my-policy self-harm",
    "specdsl table my-policy self-harm --format markdown > self-harm.md",
    "specdsl table my-policy self-harm --format csv > self-harm.csv",
]
FORMATS = ["text", "markdown", "csv"]


def options(sub: argparse.ArgumentParser) -> None:
    policy_argument(sub)
    sub.add_argument("category", metavar="CATEGORY", help="its name")
    sub.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    color_option(sub)


def run(arguments: argparse.Namespace) -> int:
    from specdsl.answers.table import table_of
    from specdsl.answers.table_text import table_csv, table_markdown, table_text

    project, index = load_sound(arguments.policy, "there is no table to show")
    table = table_of(index, arguments.category)
    sheet = sheet_for(project, arguments, table.category.id)
    render = {"text": table_text, "markdown": table_markdown, "csv": table_csv}[arguments.format]
    print(render(table, sheet), end="")
    return 0
