"""Cedar's parser in Rust, through its Python package: one text, as its documentation has it."""

from __future__ import annotations

from cedarpy import PolicySet

from benchmarks.jobs.work import Work, size_of, texts


def prepare(folder: str) -> Work:
    read = texts(folder, "cedar/*.cedar")
    ((_, text),) = read
    return Work(lambda: PolicySet.from_str(text), lambda _: ("", size_of(read)))
