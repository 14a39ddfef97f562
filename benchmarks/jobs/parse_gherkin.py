"""The Gherkin parser in Python, by those who made the language: a feature a category."""

from __future__ import annotations

from gherkin.parser import Parser

from benchmarks.jobs.work import Work, size_of, texts


def prepare(folder: str) -> Work:
    read = texts(folder, "gherkin/*.feature")
    parser = Parser()
    return Work(lambda: [parser.parse(text) for _, text in read], lambda _: ("", size_of(read)))
