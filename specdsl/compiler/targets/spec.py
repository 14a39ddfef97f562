"""The spec texts as Markdown: spec(category) for each category, and every category in brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.compiler.output import Output, Piece, Stretch
from specdsl.compiler.spectext import spec_piece

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.compiler.context import Context


class Spec:
    name = "spec"
    summary = "the policy as Markdown: one text a category, and one with every category in brief"

    def compile(self, context: Context) -> Iterator[Output]:
        yield _markdown("spec/all.md", spec_piece(context, None))
        for category in context.categories:
            yield _markdown(f"spec/{category}.md", spec_piece(context, category), category)


def _markdown(path: str, piece: Piece, category: str | None = None) -> Output:
    *before, last = piece.stretches
    text = Piece.of([*before, last.before(Stretch.of("\n"))])
    return Output(path, text.utf8, (("", text),), category, complete=category is not None)


TARGET = Spec()
