"""A target as another package would bring it."""

from __future__ import annotations

from specdsl.compiler.output import Output


class Extra:
    name = "extra"
    summary = "one file"

    def compile(self, context):
        yield Output("extra.txt", b"")


TARGET = Extra()
