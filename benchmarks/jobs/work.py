"""The shape of a job, and what the jobs that read texts share."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def nothing_to_see(_: Any) -> tuple[str, Mapping[str, Any]]:  # noqa: ANN401 - whatever the job made
    return "", {}


@dataclass(frozen=True, slots=True)
class Work:
    """What is measured, and what is said of its result."""

    run: Callable[[], Any]
    look: Callable[[Any], tuple[str, Mapping[str, Any]]] = nothing_to_see


def texts(folder: str | Path, pattern: str) -> list[tuple[str, str]]:
    """The files in order of name, as name and text."""
    files = sorted(Path(folder).glob(pattern))
    assert files, f"no {pattern} in {folder}"
    return [(file.name, file.read_text("utf-8")) for file in files]


def size_of(read: list[tuple[str, str]]) -> Mapping[str, int]:
    return {"bytes": sum(len(text.encode()) for _, text in read)}


def digest_of(lines: Any) -> str:  # noqa: ANN401 - any iterable of strings
    made = hashlib.sha256()
    for line in lines:
        made.update(line.encode())
        made.update(b"\n")
    return made.hexdigest()
