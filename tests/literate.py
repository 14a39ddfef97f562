"""Literate cases: a Markdown file that says why it exists, shows its input, and holds what is expected of it.

A case has a title, a sentence or two, and fenced blocks. Blocks of language `spec`, `toml` and `jinja` are
input; their `file=name` says which file they are. The others are expectations, which `pytest --update`
writes anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from specdsl.source import Source

CASES = Path(__file__).parent / "cases"
_FENCE = re.compile(
    r"^(?P<fence>`{3,})(?P<language>\w*)(?P<info>[^\n`]*)\n(?P<text>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
_INPUT = {"spec", "toml", "jinja"}


@dataclass(frozen=True)
class Block:
    language: str
    info: dict[str, str]
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Case:
    path: Path
    text: str
    blocks: tuple[Block, ...]

    @property
    def sources(self) -> list[Source]:
        specs = [block for block in self.blocks if block.language == "spec"]
        return [Source(block.info.get("file", "policy.spec"), block.text) for block in specs]

    def inputs(self, language: str) -> list[str]:
        return [block.text for block in self.blocks if block.language == language]

    @property
    def expected(self) -> list[Block]:
        return [block for block in self.blocks if block.language not in _INPUT]


def cases(stage: str) -> list:
    """One parameter for each case of a stage, for `pytest.mark.parametrize`."""
    files = sorted((CASES / stage).rglob("*.md"))
    return [
        pytest.param(file, id=file.relative_to(CASES / stage).with_suffix("").as_posix()) for file in files
    ]


def read(path: Path) -> Case:
    text = path.read_text("utf-8")
    return Case(path, text, tuple(map(_block, _FENCE.finditer(text))))


def _block(found: re.Match[str]) -> Block:
    info = dict(part.partition("=")[::2] for part in found["info"].split())
    return Block(found["language"], info, found["text"], found.start("text"), found.end("text"))


def check(case: Case, *actual: str, update: bool) -> None:
    """Compare with the case's expectations, in order; with `update`, write them anew."""
    wanted = case.expected
    assert len(wanted) == len(actual), (
        f"{case.path.name} has {len(wanted)} expected blocks, not {len(actual)}"
    )
    if update:
        case.path.write_text(_rewritten(case, actual), "utf-8")
        return
    assert list(actual) == [block.text for block in wanted]


def _rewritten(case: Case, actual: tuple[str, ...]) -> str:
    text = case.text
    for block, new in reversed([*zip(case.expected, actual, strict=True)]):
        text = text[: block.start] + new + text[block.end :]
    return text
