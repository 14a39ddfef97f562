"""Writes one made-up policy in every language, in a process of its own: the one that measures stays small.

python -m benchmarks.inputs FOLDER --rules 1000
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.formats import cedar, gherkin, pages, python, rego, spec, yaml
from benchmarks.policies import policy, sized

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from benchmarks.policies import Policy

    Writer = Callable[[Policy], Iterator[tuple[str, str]]]

WRITERS: dict[str, Writer] = {
    "spec": spec.files,
    "cedar": cedar.files,
    "rego": rego.files,
    "gherkin": gherkin.files,
    "yaml": yaml.files,
    "python": python.files,
    "pages": pages.files,
}


def write(folder: Path, files: Iterable[tuple[str, str]]) -> None:
    for name, text in files:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def write_all(folder: Path, policy: Policy, languages: Iterable[str] = WRITERS) -> None:
    """The policy in each language, in a folder of that name."""
    for language in languages:
        write(folder / language, WRITERS[language](policy))


def made(folder: Path, rules: int, *, dense: bool, seed: int) -> Path:
    """The folder of one policy, written where it is not there yet."""
    if not folder.exists():
        words = [sys.executable, "-m", "benchmarks.inputs", str(folder), "--rules", str(rules)]
        dense_option = ["--dense"] if dense else []
        subprocess.run(
            [*words, "--seed", str(seed), *dense_option], cwd=Path(__file__).parent.parent, check=True
        )
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rules", type=int, default=1_000)
    parser.add_argument("--dense", action="store_true", help="conditions that mostly meet")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--words", type=int, default=40, help="how many words a passage of prose has")
    options = parser.parse_args()
    size = sized(options.rules, dense=options.dense, seed=options.seed, words=options.words)
    languages = ["spec"] if options.dense or options.rules > LARGEST_FOR_PEERS else list(WRITERS)
    write_all(options.folder, policy(size), languages)


LARGEST_FOR_PEERS = 10_000
"""Beyond this only our own growth is measured."""

if __name__ == "__main__":
    main()
