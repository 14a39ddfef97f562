"""Datasets as files of a bundle: traced rows become plain ones, and their texts keep their provenance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specdsl.compiler.dataset import jsonl, parquet
from specdsl.compiler.output import Output
from specdsl.compiler.trace import is_traced
from specdsl.record import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.compiler.context import Context
    from specdsl.compiler.dataset import Dataset, Row
    from specdsl.compiler.output import Piece
    from specdsl.compiler.trace import Tracer

ROOT = "training"


def dataset_outputs(context: Context, dataset: Dataset, *, with_parquet: bool) -> Iterator[Output]:
    """Its JSON Lines, whose texts are those that count, and the same rows as Parquet."""
    pieces: list[tuple[str, Piece]] = []
    rows = tuple(_plain_row(context.tracer, dataset, number, pieces) for number in range(len(dataset.rows)))
    plain = replace(dataset, rows=rows)
    yield Output(f"{ROOT}/{dataset.stem}.jsonl", jsonl(plain), tuple(pieces))
    if with_parquet:
        yield Output(f"{ROOT}/{dataset.stem}.parquet", parquet(plain))


def _plain_row(tracer: Tracer, dataset: Dataset, number: int, pieces: list[tuple[str, Piece]]) -> Row:
    """A row without traces; `pieces` is given its texts that came from somewhere."""
    row = dataset.rows[number]
    return {
        column.name: _plain(tracer, row[column.name], f"/{number}/{column.name}", pieces)
        for column in dataset.columns
    }


def _plain(tracer: Tracer, value: Any, pointer: str, pieces: list[tuple[str, Piece]]) -> Any:  # noqa: ANN401 - a row, or a part of one
    """The same without traces; its texts that came from somewhere go to `pieces`, by JSON pointer."""
    match value:
        case str():
            if not is_traced(value):
                return value
            piece = tracer.known_piece(value)
            pieces.append((pointer, piece))
            return piece.text
        case list():
            return [_plain(tracer, each, f"{pointer}/{number}", pieces) for number, each in enumerate(value)]
        case dict():
            return {key: _plain(tracer, each, f"{pointer}/{key}", pieces) for key, each in value.items()}
        case _:
            return value
