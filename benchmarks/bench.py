"""What the groups of rows share: sizes, inputs, places to work in, and the record of all runs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import inputs
from benchmarks.measure import ROOT, Command, interleaved

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.measure import Contender, Pace, Series

BIN = Path(sys.executable).parent
NODE = ROOT / "benchmarks/node"


@dataclass
class Bench:
    """One run of the benchmark."""

    scratch: Path
    sizes: Sequence[int]
    pace: Pace
    seed: int
    tell: Callable[[str], None] = lambda _: None
    record: dict[str, list[Series]] = field(default_factory=dict)

    # ── Sizes ─────────────────────────────────────────────────────────────────

    @property
    def middle(self) -> int:
        """What stands for 1,000 rules: the largest size up to that."""
        return self._up_to(1_000)

    @property
    def large(self) -> int:
        """What stands for 10,000 rules."""
        return self._up_to(10_000)

    @property
    def goal_sizes(self) -> list[int]:
        return sorted({self.middle, self.large})

    def _up_to(self, most: int) -> int:
        return max((size for size in self.sizes if size <= most), default=min(self.sizes))

    # ── Inputs ────────────────────────────────────────────────────────────────

    def input(self, rules: int, *, dense: bool = False) -> Path:
        """A made-up policy in all languages, a folder each."""
        self.tell(f"writing a policy of {rules:,} rules")
        name = f"{'dense' if dense else 'sparse'}-{rules}"
        return inputs.made(self.scratch / name, rules, dense=dense, seed=self.seed)

    def place(self, name: str) -> Path:
        """An empty folder to work in."""
        folder = self.scratch / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    # ── Measuring ─────────────────────────────────────────────────────────────

    def measure(self, what: str, *contenders: Contender) -> dict[str, Series]:
        """All in turn; what came of each by its name."""
        series = interleaved(contenders, self.pace, lambda step: self.tell(f"{what}: {step}"))
        self.record.setdefault(what, []).extend(series.values())
        return series

    def once(self, what: str, contender: Contender) -> Series:
        """One run, to prepare for others or to compare results with."""
        self.tell(what)
        (series,) = interleaved([contender], replace(self.pace, repeat=1)).values()
        self.record.setdefault(what, []).append(series)
        return series

    # ── Programs ──────────────────────────────────────────────────────────────

    def specdsl(
        self, name: str, folder: Path, *words: str, before: Callable[[], object] = lambda: None
    ) -> Command:
        """Our command, as a user starts it; only `lint` may end with 1."""
        fine = (0, 1) if words[0] == "lint" else (0,)
        return Command(name, [str(BIN / "specdsl"), *words], folder, before, fine)

    @cached_property
    def spectral(self) -> str:
        """Spectral's program; installed on the first use, where there is npm."""
        program = NODE / "node_modules/.bin/spectral"
        if not program.exists() and shutil.which("npm"):
            self.tell("installing spectral")
            words = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-package-lock"]
            subprocess.run([*words, "--ignore-scripts"], cwd=NODE, check=False, stdout=sys.stderr)
        return str(program)


def fresh(policy: Path, place: Path) -> None:
    """A copy of the policy as `policy` in this place, where nothing is known of it, in caches either."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(policy, place / "policy")
