"""Datasets as files: JSON Lines, Parquet, and the card by which Hugging Face `datasets` finds them."""

from __future__ import annotations

import json
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal, TypeAlias

from specdsl.compiler.dump import dump_lines
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pyarrow as pa

Kind = Literal["string", "integer", "strings", "messages", "reasoned messages"]
"""What a column holds; in `reasoned messages` an assistant's message may carry its `thinking`."""

Row: TypeAlias = "Mapping[str, object]"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: every row has it, and it is never empty of a value (an empty text or list is one)."""

    name: str
    kind: Kind
    meaning: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """One configuration of the card: `folder/name.jsonl` and `.parquet`, of the same rows.

    `layout` names the columns by which TRL knows the type of a dataset.
    """

    name: str
    folder: str
    summary: str
    layout: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def stem(self) -> str:
        """The path of its files below the card, without the ending."""
        return f"{self.folder}/{self.name}"


def has_parquet() -> bool:
    """Whether the library that writes Parquet is installed."""
    return find_spec("pyarrow") is not None


# ── Rows ──────────────────────────────────────────────────────────────────────


def jsonl(dataset: Dataset) -> bytes:
    """A row a line, its columns in the order of the dataset."""
    names = [column.name for column in dataset.columns]
    return dump_lines({name: row[name] for name in names} for row in dataset.rows)


def parquet(dataset: Dataset) -> bytes:
    """The same rows as one row group, with nothing in the file that a second writing would change."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([pa.field(column.name, _arrow(column.kind)) for column in dataset.columns])
    table = pa.Table.from_pylist([dict(row) for row in dataset.rows], schema=schema)
    sink = pa.BufferOutputStream()
    pq.write_table(
        table,
        sink,
        row_group_size=max(len(dataset.rows), 1),
        compression="zstd",
        compression_level=3,
        version="2.6",
    )
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _arrow(kind: Kind) -> pa.DataType:
    import pyarrow as pa

    match kind:
        case "string":
            return pa.string()
        case "integer":
            return pa.int64()
        case "strings":
            return pa.list_(pa.string())
        case "messages" | "reasoned messages":
            return pa.list_(pa.struct([pa.field(key, pa.string()) for key in _keys(kind)]))


def _keys(kind: Literal["messages", "reasoned messages"]) -> tuple[str, ...]:
    return ("role", "content") if kind == "messages" else ("role", "content", "thinking")


# ── The card ──────────────────────────────────────────────────────────────────


def front_matter(title: str, language: str, datasets: Sequence[Dataset], *, with_parquet: bool) -> str:
    """The YAML head of the card; written by hand, because its few shapes need no library."""
    ending = "parquet" if with_parquet else "jsonl"
    lines = [
        "---",
        f"pretty_name: {_quoted(title)}",
        "language:",
        f"- {_quoted(language)}",
        "license: unknown",
        "task_categories:",
        "- text-generation",
        "tags:",
        "- safety",
        "- trl",
        "size_categories:",
        f"- {_size(sum(len(dataset.rows) for dataset in datasets))}",
        "configs:",
        *(line for dataset in datasets for line in _config(dataset, ending)),
        "dataset_info:",
        *(line for dataset in datasets for line in _info(dataset)),
        "---",
    ]
    return "\n".join(lines) + "\n"


def _config(dataset: Dataset, ending: str) -> Iterator[str]:
    yield f"- config_name: {dataset.name}"
    yield "  data_files:"
    yield "  - split: train"
    yield f"    path: {dataset.stem}.{ending}"


def _info(dataset: Dataset) -> Iterator[str]:
    yield f"- config_name: {dataset.name}"
    yield "  features:"
    for column in dataset.columns:
        yield from _feature(column)


def _feature(column: Column) -> Iterator[str]:
    yield f"  - name: {column.name}"
    match column.kind:
        case "string":
            yield "    dtype: string"
        case "integer":
            yield "    dtype: int64"
        case "strings":
            yield "    list: string"
        case "messages" | "reasoned messages" as kind:
            yield "    list:"
            for key in _keys(kind):
                yield f"    - name: {key}"
                yield "      dtype: string"


def _quoted(text: str) -> str:
    """A JSON string is a YAML string."""
    return json.dumps(text, ensure_ascii=False)


def _size(rows: int) -> str:
    bounds = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
    return next((name for bound, name in bounds if rows < bound), "1M<n<10M")
