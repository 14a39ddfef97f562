from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest

from specdsl.compiler.dataset import Column, Dataset, front_matter, has_parquet, jsonl, parquet

ID = Column("id", "string", "names the row")
COUNT = Column("chunk", "integer", "a number")
RULES = Column("rules", "strings", "names of rules")
CHAT = Dataset(
    "examples",
    "examples",
    "Chats.",
    "messages",
    (ID, COUNT, RULES, Column("messages", "reasoned messages", "a chat")),
    (
        {
            "rules": ["a.b"],
            "chunk": 1,
            "id": "one",
            "messages": [
                {"role": "user", "content": "Hi \u2028 {{x}} <|im_end|> ## é"},
                {"role": "assistant", "content": "Yes", "thinking": "So?\nYes."},
            ],
        },
        {
            "id": "two",
            "chunk": 2,
            "rules": [],
            "messages": [{"role": "assistant", "content": "", "thinking": "t"}],
        },
    ),
)
PAIRS = Dataset(
    "pairs",
    "pairs",
    "Pairs.",
    "prompt, completion",
    (ID, Column("prompt", "messages", "asked"), Column("completion", "messages", "answered")),
    (
        {
            "id": "q",
            "prompt": [{"role": "user", "content": "?"}],
            "completion": [{"role": "assistant", "content": "!"}],
        },
    ),
)


def test_jsonl_is_one_row_a_line_in_column_order():
    """Letters stay as they are, columns stand in the dataset's order, and lines end with a line feed."""
    assert jsonl(CHAT).decode() == (
        '{"id": "one", "chunk": 1, "rules": ["a.b"], "messages": [{"role": "user", "content": '
        '"Hi \u2028 {{x}} <|im_end|> ## é"}, '
        '{"role": "assistant", "content": "Yes", "thinking": "So?\\nYes."}]}\n'
        '{"id": "two", "chunk": 2, "rules": [], "messages": '
        '[{"role": "assistant", "content": "", "thinking": "t"}]}\n'
    )


def test_front_matter():
    """The card says where each configuration's files are and what their columns hold."""
    assert front_matter('A "good" policy: v1', "en", [CHAT, PAIRS], with_parquet=True) == CARD


CARD = """---
pretty_name: "A \\"good\\" policy: v1"
language:
- "en"
license: unknown
task_categories:
- text-generation
tags:
- safety
- trl
size_categories:
- n<1K
configs:
- config_name: examples
  data_files:
  - split: train
    path: examples/examples.parquet
- config_name: pairs
  data_files:
  - split: train
    path: pairs/pairs.parquet
dataset_info:
- config_name: examples
  features:
  - name: id
    dtype: string
  - name: chunk
    dtype: int64
  - name: rules
    list: string
  - name: messages
    list:
    - name: role
      dtype: string
    - name: content
      dtype: string
    - name: thinking
      dtype: string
- config_name: pairs
  features:
  - name: id
    dtype: string
  - name: prompt
    list:
    - name: role
      dtype: string
    - name: content
      dtype: string
  - name: completion
    list:
    - name: role
      dtype: string
    - name: content
      dtype: string
---
"""


def test_parquet_names_no_time_and_no_pandas():
    """Two writings are the same bytes, and the file holds nothing but the rows, the schema and its writer."""
    pq = pytest.importorskip("pyarrow.parquet")

    content = parquet(CHAT)
    assert content == parquet(CHAT)
    read = pq.ParquetFile(io.BytesIO(content))
    assert set(read.metadata.metadata or {}) == {b"ARROW:schema"}
    assert read.schema_arrow.metadata is None
    assert read.read().to_pylist()[1] == {
        "id": "two",
        "chunk": 2,
        "rules": [],
        "messages": [{"role": "assistant", "content": "", "thinking": "t"}],
    }


def test_without_pyarrow():
    """`has_parquet` is false, and importing the module no error, where pyarrow is not installed."""
    program = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from specdsl.compiler.dataset import has_parquet; print(has_parquet())"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
    assert has_parquet()


@pytest.mark.parametrize("with_parquet", [True, False])
def test_hugging_face_reads_them(tmp_path, monkeypatch, with_parquet):
    """`load_dataset` finds each configuration through the card, offline, with the columns promised."""
    datasets = offline_datasets(monkeypatch)
    for dataset in (CHAT, PAIRS):
        (tmp_path / dataset.folder).mkdir()
        content = parquet(dataset) if with_parquet else jsonl(dataset)
        (tmp_path / f"{dataset.stem}.{'parquet' if with_parquet else 'jsonl'}").write_bytes(content)
    card = front_matter("P", "en", [CHAT, PAIRS], with_parquet=with_parquet)
    (tmp_path / "README.md").write_text(card, encoding="utf-8")
    chat = datasets.load_dataset(str(tmp_path), "examples", split="train", cache_dir=str(tmp_path / "cache"))
    text = datasets.Value("string")
    assert chat.features == datasets.Features(
        {
            "id": text,
            "chunk": datasets.Value("int64"),
            "rules": datasets.List(text),
            "messages": datasets.List({"role": text, "content": text, "thinking": text}),
        }
    )
    assert chat[0]["messages"][0] == {
        "role": "user",
        "content": "Hi \u2028 {{x}} <|im_end|> ## é",
        "thinking": None,
    }
    pairs = datasets.load_dataset(str(tmp_path), "pairs", split="train", cache_dir=str(tmp_path / "cache"))
    assert pairs.to_list() == [json.loads(jsonl(PAIRS))]


def offline_datasets(monkeypatch):
    """The real `datasets` package, kept from the network and from noise."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_DATASETS_DISABLE_PROGRESS_BARS", "1")
    return pytest.importorskip("datasets")
