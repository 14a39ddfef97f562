"""A policy's site, from `.spec` files to finished pages, beside MkDocs on as many pages of the same rules."""

from __future__ import annotations

import hashlib
import shutil
from typing import TYPE_CHECKING

from benchmarks.bench import BIN, fresh
from benchmarks.jobs.policy import new_title
from benchmarks.measure import Command
from benchmarks.report import Check, at_most, by_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from benchmarks.bench import Bench
    from benchmarks.report import Row

BUILD = [str(BIN / "specdsl"), "site", "build", "policy", "-o", "src", "--html"]


def rows(bench: Bench) -> Iterator[Row | Check]:
    size = bench.middle
    folder = bench.input(size)
    place, kept = bench.place("site-full"), bench.place("site-kept")
    fresh(folder / "spec", kept)
    bench.once("site, before one rule is changed", _build("first", kept))
    full, changed, mkdocs = bench.measure(
        f"site {size:,}",
        _build("specdsl, in full", place, lambda: fresh(folder / "spec", place)),
        _build("one rule changed", kept, _edits(kept / "policy/c0.spec")),
        Command("MkDocs, full navigation", [str(BIN / "mkdocs"), "build", "-q"], folder / "pages", fine=(0,)),
    ).values()
    yield by_time(f"site-full-{size}", f"site, {size:,} rules, full build", full, mkdocs, at_most(0.3))
    yield by_time(
        f"site-changed-{size}", f"site, {size:,} rules, one rule changed", changed, full, at_most(0.1)
    )
    yield _same(bench, kept)


def _build(name: str, place: Path, before: Callable[[], object] = lambda: None) -> Command:
    return Command(name, BUILD, place, before, fine=(0,))


def _edits(file: Path) -> Callable[[], object]:
    """Something else in one rule each time it is called."""
    text = file.read_text("utf-8")
    turn = iter(range(1, 1_000))
    return lambda: file.write_text(new_title(text, next(turn)), "utf-8")


def _same(bench: Bench, kept: Path) -> Check:
    """Whether the site that was kept up to date is the one that is built from nothing."""
    what = "files of the site after one rule changed, kept up to date and built in full"
    anew = bench.place("site-anew")
    shutil.copytree(kept / "policy", anew / "policy")
    built = bench.once("site, to compare", _build("anew", anew))
    if built.error:
        return Check(what, None, built.error)
    one, other = _files(kept / "src/site"), _files(anew / "src/site")
    different = sorted(path for path in {*one, *other} if one.get(path) != other.get(path))
    note = f"{len(one):,} files" + (f"; {len(different)} differ, such as {different[0]}" if different else "")
    return Check(what, bool(one) and not different, note)


def _files(folder: Path) -> dict[str, str]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files
    }
