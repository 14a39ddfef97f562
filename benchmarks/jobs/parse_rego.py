"""Regorus, a Rego parser in Rust, through its Python package: a module a category."""

from __future__ import annotations

from hobofan_regorus import Engine

from benchmarks.jobs.work import Work, size_of, texts


def prepare(folder: str) -> Work:
    read = texts(folder, "rego/*.rego")

    def run() -> Engine:
        engine = Engine()
        for name, text in read:
            engine.add_policy(name, text)
        return engine

    return Work(run, lambda _: ("", size_of(read)))
