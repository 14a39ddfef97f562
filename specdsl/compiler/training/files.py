"""Datasets as files of a bundle: traced rows become plain ones, and their texts keep their provenance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specdsl.compiler.dataset import jsonl, parquet
from specdsl.compiler.output import Output
from specdsl.record import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.compiler.context import Context
    from specdsl.compiler.dataset import Dataset
    from specdsl.compiler.output import Piece
    from specdsl.compiler.trace import Tracer

ROOT = "training"


def dataset_outputs(context: Context, dataset: Dataset, *, with_parquet: bool) -> Iterator[Output]:
    """Its JSON Lines, whose texts are those that count, and the same rows as Parquet."""
    plain = replace(dataset, rows=tuple(_plain(context.tracer, row) for row in dataset.rows))
    pieces = tuple(
        piece
        for number, row in enumerate(dataset.rows)
        for column in dataset.columns
        for piece in _pieces(context, row[column.name], f"/{number}/{column.name}")
    )
    yield Output(f"{ROOT}/{dataset.stem}.jsonl", jsonl(plain), pieces)
    if with_parquet:
        yield Output(f"{ROOT}/{dataset.stem}.parquet", parquet(plain))


def _plain(tracer: Tracer, value: Any) -> Any:  # noqa: ANN401 - a row, or a part of one
    """The same without traces."""
    match value:
        case str():
            return tracer.piece(value).text
        case list():
            return [_plain(tracer, each) for each in value]
        case dict():
            return {key: _plain(tracer, each) for key, each in value.items()}
        case _:
            return value


def _pieces(context: Context, value: object, pointer: str) -> Iterator[tuple[str, Piece]]:
    """Every text in it that came from somewhere, by JSON pointer; the first part of it is the row."""
    match value:
        case str():
            piece = context.tracer.piece(value)
            if any(stretch.marks for stretch in piece.stretches):
                yield pointer, piece
        case list():
            for number, each in enumerate(value):
                yield from _pieces(context, each, f"{pointer}/{number}")
        case dict():
            for key, each in value.items():
                yield from _pieces(context, each, f"{pointer}/{key}")
        case _:
            pass
