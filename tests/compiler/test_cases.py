"""The literate cases of the compiler: a policy, and the texts that come of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from specdsl.compiler.context import context_for
from specdsl.compiler.sourcemap import traced_sentences
from specdsl.graph import policy_from_documents
from specdsl.syntax import parse
from tests import literate
from tests.compiler.compiled import outputs_of, piece_at

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from specdsl.compiler.output import Origin, Output


@pytest.mark.parametrize("path", literate.cases("compiler"))
def test_case(path: Path, *, update: bool) -> None:
    """A case's policy compiles to the texts that it shows."""
    case = literate.read(path)
    policy, found = policy_from_documents([parse(source)[0] for source in case.sources])
    assert policy is not None
    assert not found
    outputs = outputs_of(context_for(policy))
    literate.check(case, *(_shown(outputs, block.info["of"]) for block in case.expected), update=update)


def _shown(outputs: Mapping[str, Output], place: str) -> str:
    if sources := re.fullmatch(r"sources\((.*)\)", place):
        return _sources(outputs, sources[1])
    if place.startswith("rubrics/"):
        return outputs[place].content.decode().replace(_digest(outputs[place]), "…")
    return piece_at(outputs, place).text.rstrip("\n") + "\n"


def _digest(output: Output) -> str:
    found = re.search(r'"digest": "(\w+)"', output.content.decode())
    assert found
    return found[1]


def _sources(outputs: Mapping[str, Output], place: str) -> str:
    piece = piece_at(outputs, place)
    lines = []
    for start, end, origins in traced_sentences(piece.text, piece.marks):
        lines.append(" ".join(piece.text[start:end].split()))
        lines += [f"    {_place(origin)}" for origin in origins]
    return "\n".join(lines) + "\n"


def _place(origin: Origin) -> str:
    where = f"{origin.span.file}:{origin.span.line} " if origin.span.file else ""
    return f"{where}{origin.subject} {origin.part}"
