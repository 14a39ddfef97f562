"""PyYAML with its loader in C: plain values, no positions."""

from __future__ import annotations

import yaml

from benchmarks.jobs.work import Work, size_of, texts


def prepare(folder: str) -> Work:
    read = texts(folder, "yaml/policy/*.yaml")
    loader = yaml.CSafeLoader
    return Work(lambda: [yaml.load(text, loader) for _, text in read], lambda _: ("", size_of(read)))
