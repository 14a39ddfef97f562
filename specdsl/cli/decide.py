from __future__ import annotations

from pathlib import Path

from specdsl.cli.options import color_option, load_sound, sheet_for
from specdsl.project import ProjectError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

EXAMPLES = [
    "specdsl decide my-policy --category self-harm intent=unclear detail=actionable",
    "specdsl decide my-policy --category self-harm --category violence at-risk minor=no",
    "specdsl decide my-policy --category self-harm detail=general,conceptual   one of several",
    'specdsl decide my-policy --category loans "the answer depends …"=yes --closed',
    "specdsl decide my-policy --category self-harm at-risk --explain",
]
STATUS = """
Exit status: 0 if there is a verdict whatever the open facts turn out to be, 1 if
for some of them the rules contradict each other or nothing decides, 2 if the
question cannot be understood.
"""


def options(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("policy", nargs="?", metavar="POLICY", help="the policy's folder (default: this folder)")
    sub.add_argument(
        "facts",
        nargs="*",
        metavar="FACT",
        help="what is known of the request: `facet=value`, `flag`, `flag=no`, or a free text in its words "
        "(`…` may leave out its end); what is not mentioned is open, and the answer says whether it matters",
    )
    sub.add_argument(
        "--category",
        action="append",
        default=[],
        metavar="NAME",
        help="a category that the request is in; it is in no others but those that these are within",
    )
    sub.add_argument(
        "--closed",
        action="store_true",
        help="flags and free texts that are not mentioned are no, as in examples",
    )
    sub.add_argument("--explain", action="store_true", help="go through every rule that has a say")
    sub.add_argument("--format", choices=["text", "json"], default="text", help="default: text")
    color_option(sub)
    sub.epilog = (sub.epilog or "") + STATUS


def run(arguments: argparse.Namespace) -> int:
    from specdsl.answers.decision import decide_facts
    from specdsl.answers.facts import read_words

    path, words = _policy_and_facts(arguments)
    project, index = load_sound(path, "nothing can be decided")
    if not arguments.category:
        raise ProjectError(
            f"say with --category what the request is in. There are: {', '.join(index.categories)}."
        )
    names = [name.strip() for each in arguments.category for name in each.split(",")]
    decision = decide_facts(index, names, read_words(words), closed=arguments.closed)
    sheet = sheet_for(project, arguments, decision.home)
    if arguments.format == "json":
        from specdsl.answers.decision_json import decision_json

        print(decision_json(decision, index, sheet.folder), end="")
    else:
        from specdsl.answers.decision_text import decision_text

        print(decision_text(decision, index, sheet), end="")
    if arguments.explain and arguments.format == "text" and decision.case:
        from specdsl.answers.explain import explanation

        print(f"\n{explanation(decision, index, sheet)}", end="")
    return int(not decision.has_answer)


def _policy_and_facts(arguments: argparse.Namespace) -> tuple[Path, list[str]]:
    """The first word is the policy where it names a place; else it is a fact, and the policy is here."""
    first = arguments.policy
    if first is None:
        return Path(), arguments.facts
    if _is_place(first) or ("=" not in first and not any(Path().glob("*.spec"))):
        return Path(first), arguments.facts
    return Path(), [first, *arguments.facts]


def _is_place(word: str) -> bool:
    return Path(word).exists() or ("/" in word and "=" not in word)
