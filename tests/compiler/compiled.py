"""Compiled files for tests, from the texts of a policy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from specdsl.compiler.context import Context, Options, context_for
from specdsl.compiler.registry import choose_targets
from tests.reading import index_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from specdsl.compiler.output import Output, Piece

OURS = ("classify", "generate", "judge", "rubrics", "spec")


def context_of(*texts: str, templates: Mapping[str, str] | None = None, **options: Any) -> Context:
    return context_for(index_of(*texts).policy, options=Options(**options), templates=templates)


def outputs_of(context: Context, targets: Iterable[str] = OURS) -> dict[str, Output]:
    """Every file of these targets by path."""
    return {output.path: output for target in choose_targets(targets) for output in target.compile(context)}


def piece_at(outputs: Mapping[str, Output], place: str) -> Piece:
    """The text at `prompts/classify.json#/messages/0/content`; without a pointer, the whole file's."""
    path, _, pointer = place.partition("#")
    return dict(outputs[path].pieces)[pointer]


def value_of(output: Output) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(output.content)
    return value


def texts_of(outputs: Mapping[str, Output]) -> str:
    """Everything that any file says."""
    return "\n".join(piece.text for output in outputs.values() for _, piece in output.pieces)
