"""A site that several processes make is the one that a single process makes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ALIKE = """\
from functools import partial
from random import Random
from specdsl.cli.together import together
from specdsl.site.build import alone, site_source
from specdsl.site.maps import Maps
from specdsl.site.options import Options
from tests.meaning.random_policies import random_policy
from tests.reading import index_of
from tests.site.policies import RICH

GAME = 'category game-{0} "{0}"\\n  rule play "Play"\\n    comply when aim is buy\\n    text: Play it.\\n'
games = "\\n" + "".join(map(GAME.format, "abcde"))
random = (random_policy(Random(f"together {seed}")) for seed in range(20))
for policy in (index_of(RICH + games).policy, *random):
    made, heard, maps = [], [[], []], [Maps(), Maps()]
    for n, share in enumerate((alone, partial(together, processes=3))):
        files = site_source(policy, Options("internal"), heard[n].append, maps[n], share)
        made.append([*files.items()])
    assert made[0] == made[1]
    assert maps[0].drawn == maps[1].drawn
    assert sorted(heard[0]) == sorted(heard[1])
"""


def test_several_processes_make_the_same_site() -> None:
    """The same files in the same order, and the same maps to be known next time; whoever waits hears of all.

    In a process of its own, which has but one thread: of others a fork would know nothing.
    """
    subprocess.run([sys.executable, "-W", "error", "-c", ALIKE], check=True, cwd=ROOT)


@pytest.mark.parametrize("processes", [1, 2])
def test_what_fails_in_another_process_fails_here(processes: int) -> None:
    """A part that cannot be done is no part that is missing."""
    program = f"""
from specdsl.cli.together import together
with together(lambda part: [][part], 9, {processes}) as made:
    print(*made)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert done.stderr.splitlines()[-1].startswith("IndexError")
    assert not done.stdout


def test_where_processes_cannot_talk_one_does_all() -> None:
    """Some systems have no semaphores to share."""
    program = """
import multiprocessing.synchronize
def none(*_, **__): raise OSError("no semaphores")
multiprocessing.synchronize.SemLock.__init__ = none
from specdsl.cli.together import together
with together(lambda part: part * part, 5, 2) as made:
    print(*made)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["0", "1", "4", "9", "16"]
