from __future__ import annotations

import argparse
import sys
from pathlib import Path

from specdsl.cli.options import color_option, load_sound, policy_argument, shown_folder
from specdsl.cli.terminal import complain, has_color, width
from specdsl.diagnostics.render.paint import Painter
from specdsl.examples import coverage, judge
from specdsl.examples.judge import chosen
from specdsl.examples.text import Sheet, coverage_text, failures, letters, lines, summary
from specdsl.meaning.questions import Prover
from specdsl.project import ProjectError, write_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specdsl.examples import Coverage, Judgement
    from specdsl.graph import Index

EXAMPLES = [
    "specdsl test my-policy",
    "specdsl test -k dose my-policy                 only examples with this in name or title",
    "specdsl test --coverage my-policy              what of the policy no example reaches",
    "specdsl test --min 80 my-policy                exit with 1 if less than 80 percent is reached",
    "specdsl test --junit examples.xml my-policy    for a build server",
]


def options(sub: argparse.ArgumentParser) -> None:
    policy_argument(sub)
    sub.add_argument("-k", dest="words", default="", metavar="WORDS", help="only examples with these words")
    sub.add_argument("-v", "--verbose", action="store_true", help="a line for each example")
    sub.add_argument("--coverage", action="store_true", help="say what of the policy no example reaches")
    sub.add_argument(
        "--min", type=_percent, metavar="N", help="exit with 1 if less than N percent is reached"
    )
    sub.add_argument("--junit", type=Path, metavar="FILE", help="write a JUnit report to FILE too")
    sub.add_argument("--format", choices=["text", "json"], default="text", help="default: text")
    color_option(sub)


def run(arguments: argparse.Namespace) -> int:
    project, index = load_sound(arguments.policy, "its examples cannot be tested")
    examples = chosen(index, arguments.words)
    if arguments.words and not examples:
        raise ProjectError(f"no example has `{arguments.words}` in its name or its title.")
    sheet = _sheet(arguments, shown_folder(project.root))
    prover = Prover(index)
    judged = _judged((judge(prover, example) for example in examples), len(examples), sheet, arguments)
    wanted = arguments.coverage or arguments.min is not None
    found = coverage(prover, judged) if wanted else None
    _report(index, judged, found, sheet, arguments)
    return _status(judged, found, arguments.min)


def _percent(text: str) -> int:
    if text.isdecimal() and int(text) <= 100:  # noqa: PLR2004 - percent
        return int(text)
    raise argparse.ArgumentTypeError(f"`{text}` is no number from 0 to 100")


def _sheet(arguments: argparse.Namespace, folder: str) -> Sheet:
    return Sheet(width(), folder, Painter(color=has_color(arguments.color, sys.stdout)))


def _judged(
    judging: Iterable[Judgement], total: int, sheet: Sheet, arguments: argparse.Namespace
) -> list[Judgement]:
    """All of them; in text the progress is shown while they are judged."""
    judged: list[Judgement] = []
    if arguments.format == "json":
        return [*judging]
    show = lines if arguments.verbose else letters
    for piece in show(_kept(judging, judged), total, sheet):
        print(piece, end="", flush=True)
    return judged


def _kept(judging: Iterable[Judgement], judged: list[Judgement]) -> Iterable[Judgement]:
    for judgement in judging:
        judged.append(judgement)
        yield judgement


def _report(
    index: Index,
    judged: Sequence[Judgement],
    found: Coverage | None,
    sheet: Sheet,
    arguments: argparse.Namespace,
) -> None:
    if arguments.junit:
        from specdsl.examples.junit import junit

        write_text(arguments.junit, junit(index, judged, sheet.folder))
    if arguments.format == "json":
        from specdsl.examples.json_form import json_form

        print(json_form(index, judged, found, sheet.folder), end="")
        return
    print("".join(failures(index, judged, sheet)), end="")
    if found:
        print(f"\n{coverage_text(index, found, sheet)}", end="")
    print(f"\n{summary(judged, sheet)}", end="")


def _status(judged: Sequence[Judgement], found: Coverage | None, least: int | None) -> int:
    percent = found.count().percent if found else 100
    if least is not None and percent < least:
        complain(f"the examples reach {percent} percent of the policy, less than {least}.")
        return 1
    return int(any(judgement.result in ("failed", "unknown") for judgement in judged))
