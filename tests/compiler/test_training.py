"""Training files: what the rows say, and that real readers take them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from specdsl.compiler import compile_policy
from specdsl.compiler.context import Options
from specdsl.graph import policy_from_documents
from specdsl.syntax import parse
from tests import literate
from tests.reading import TOUCHSTONE, index_of, index_of_folder

if TYPE_CHECKING:
    from specdsl.compiler import Bundle

STAMP = ["id", "policy", "version", "digest", "category", "rules"]
DATASETS = {
    "spec": ["styles", "chunk", "chunks", "tokens", "text"],
    "examples": ["verdict", "styles", "messages"],
    "examples-completion": ["verdict", "styles", "prompt", "completion"],
    "examples-think": ["verdict", "styles", "prompt", "completion"],
    "preferences": [
        "verdict", "styles", "prompt", "chosen", "rejected", "chosen_because", "rejected_because",
    ],
    "recall": ["verdict", "styles", "prompt", "completion"],
}  # fmt: skip
FOLDERS = {name: name.partition("-")[0] for name in DATASETS}


def compiled(*texts: str, **options) -> Bundle:
    """The training files of a policy."""
    return compile_policy(index_of(*texts).policy, targets=["training"], options=Options(**options))[0]


@pytest.fixture(scope="module")
def touchstone() -> Bundle:
    return compile_policy(index_of_folder(TOUCHSTONE).policy, targets=["training"])[0]


def rows(bundle: Bundle, name: str) -> list[dict]:
    """The rows of one dataset."""
    path = f"training/{FOLDERS[name]}/{name}.jsonl"
    return [json.loads(line) for line in bundle.read(path).decode().splitlines()]


# ── What they say ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", literate.cases("training"))
def test_case(path, *, update):
    """A case's policy gives the rows that it shows."""
    case = literate.read(path)
    policy, found = policy_from_documents([parse(source)[0] for source in case.sources])
    assert not found
    (options, *_) = [json.loads(text) for text in case.inputs("toml")] or [{}]
    bundle = compile_policy(policy, targets=["training"], options=Options(**options))[0]
    shown = []
    for block in case.expected:
        wanted = re.compile(block.info.get("id", ".*"))
        chosen = [row for row in rows(bundle, block.info["of"]) if wanted.fullmatch(row["id"])]
        shown.append("\n".join(map(as_text, chosen)))
    literate.check(case, *shown, update=update)


def as_text(row: dict) -> str:
    """A row for a person to read, its digest apart."""
    lines = []
    for name, value in row.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines += [f"── {name}: {each['role']} ──\n{said(each)}" for each in value]
        elif name == "text":
            lines.append(f"── text ──\n{value}")
        elif name not in ("digest", "policy", "version"):
            lines.append(f"{name}: {json.dumps(value, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"


def said(message: dict) -> str:
    thinking = message.get("thinking")
    return f"({thinking})\n\n{message['content']}" if thinking else message["content"]


# ── Their form ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", DATASETS)
def test_columns_and_stamp(touchstone, name):
    """Every row has the same columns in the same order, and says of which policy it is."""
    for row in rows(touchstone, name):
        assert list(row) == STAMP + DATASETS[name]
        assert (row["policy"], row["version"]) == ("harbor", "2026.11")
        assert row["digest"] == touchstone.manifest.digest


@pytest.mark.parametrize("name", DATASETS)
def test_names_are_unique_and_types_the_same(touchstone, name):
    """No two rows share a name; a column holds one type throughout, and never null."""
    found = rows(touchstone, name)
    assert len({row["id"] for row in found}) == len(found) > 0
    for column in STAMP + DATASETS[name]:
        assert len({type(row[column]) for row in found}) == 1
        assert all(row[column] is not None for row in found)


def test_conversational_columns_are_as_trl_reads_them(touchstone):
    """TRL's conversational types: `messages`; `prompt` and `completion`; `prompt`, `chosen`, `rejected`.

    Each is a list of messages with `role` and `content`; the prompt ends with the user, what is learned is
    one message of the assistant; a template of the harmony kind reads its reasoning from `thinking`.
    """
    for name, learned in [
        ("examples-completion", ["completion"]),
        ("examples-think", ["completion"]),
        ("preferences", ["chosen", "rejected"]),
        ("recall", ["completion"]),
    ]:
        for row in rows(touchstone, name):
            assert row["prompt"][-1]["role"] == "user"
            assert all(set(message) == {"role", "content"} for message in row["prompt"])
            assert all([message["role"] for message in row[column]] == ["assistant"] for column in learned)
    for row, parted in zip(
        rows(touchstone, "examples"), rows(touchstone, "examples-completion"), strict=True
    ):
        assert set(row["messages"][-1]) == {"role", "content", "thinking"}
        assert row["messages"] == parted["prompt"] + parted["completion"]


def test_think_layout_parts_reasoning_from_answer(touchstone):
    """For templates without `thinking`, the same reasoning stands between tags before the same answer."""
    for row, other in zip(rows(touchstone, "examples"), rows(touchstone, "examples-think"), strict=True):
        answer = row["messages"][-1]
        thought, _, content = other["completion"][0]["content"].partition("\n</think>\n\n")
        assert thought == f"<think>\n{answer['thinking']}"
        assert content == answer["content"]


def test_reasoning_cites_what_stands_and_nothing_else(touchstone):
    """Each rule and style in the metadata is cited in the reasoning by its name in brackets, and no other."""
    for row in rows(touchstone, "examples"):
        cited = set(re.findall(r"\[([\w.-]+)\]", row["messages"][-1]["thinking"]))
        assert cited == {*row["rules"], *row["styles"]}


# ── What they leave out ───────────────────────────────────────────────────────

POLICY = """\
policy p "P"
  otherwise comply

flag loud "It is loud"
flag late "It is late"

category c "C"
  note: secret of the category
  rule hush "Hush"
    refuse when loud
    text: Ask for quiet.
    note: secret of the rule
"""


def with_example(*lines: str) -> str:
    return (
        POLICY
        + "".join(f"\n    {line}" for line in ('example e "E"', *(f"  {line}" for line in lines)))
        + "\n"
    )


def test_notes_never_leave_the_house():
    """No file of the training target holds a word of a `note:`."""
    bundle = compiled(with_example("given loud", "user: Hi.", "good: Hush.", "bad: Shout."))
    assert not [path for path, content in bundle.files.items() if b"secret" in content]


@pytest.mark.parametrize(
    ("lines", "rule", "reason"),
    [
        (
            ["given not loud"],
            "example-contradicts-rule",
            "it expects `refuse` where the policy decides `comply`",
        ),
        (["given loud", "expect comply"], "example-contradicts-rule", "it expects `comply` where the policy"),
        (["given loud or late"], "underspecified-example", "its facts do not settle one verdict"),
    ],
)
def test_examples_that_disagree_do_not_teach(lines, rule, reason):
    """An example whose decision is not what it expects is left out, reported, and noted in the manifest."""
    text = with_example(*lines, "user: Hi.", "good: Hush.", "bad: Shout.")
    bundle, found = compile_policy(index_of(text).policy, targets=["training"])
    message = f"the example `c.hush.e` is left out of the training files: {reason}"
    assert [(each.rule, each.level) for each in found] == [(rule, "warning")]
    assert found[0].message.startswith(message)
    assert bundle.manifest.notes == [found[0].message]
    assert "training/examples/examples.jsonl" not in bundle.files


def test_wrong_reason_does_not_teach():
    """An example that names a rule which does not stand is left out, though the verdict is right."""
    other = '\n  rule dark "Dark"\n    refuse when late\n    text: Lights out.\n'
    text = with_example("given loud", "expect refuse by dark", "user: Hi.", "good: Hush.") + other
    _, found = compile_policy(index_of(text).policy, targets=["training"])
    assert [(each.rule, each.subjects) for each in found] == [("example-wrong-reason", ("c.hush.e",))]


def test_drafts_do_not_teach():
    """Neither a draft rule nor its examples are in any file."""
    text = with_example("given loud", "user: Hi.", "good: Hush.").replace(
        "refuse when", "status draft\n    refuse when"
    )
    bundle = compiled(text)
    assert not [path for path, content in bundle.files.items() if b"hush" in content.lower()]


def test_only_good_answers_are_worked_examples():
    """An okay answer teaches nothing; two good ones make two rows, and two by two make four pairs."""
    text = with_example(
        "given loud", "user: Hi.", "good: A.", "good: B.", "okay: C.", "bad: D.", "because: rude", "bad: E."
    )
    bundle = compiled(text)
    assert [(row["id"], row["messages"][-1]["content"]) for row in rows(bundle, "examples")] == [
        ("c.hush.e", "A."),
        ("c.hush.e#2", "B."),
    ]
    pairs = [
        (row["id"], row["chosen"][0]["content"], row["rejected"][0]["content"], row["rejected_because"])
        for row in rows(bundle, "preferences")
    ]
    assert pairs == [
        ("c.hush.e", "A.", "D.", "rude"),
        ("c.hush.e#2", "A.", "E.", ""),
        ("c.hush.e#3", "B.", "D.", "rude"),
        ("c.hush.e#4", "B.", "E.", ""),
    ]


def test_answers_with_tags_of_their_own_stay_out_of_the_think_layout():
    """Where a reader could not tell reasoning from answer, the layout with tags has no row."""
    text = with_example("given loud", "user: Hi.", "good: Close it with </think>, always.")
    bundle = compiled(text)
    assert len(rows(bundle, "examples")) == 1
    assert "training/examples/examples-think.jsonl" not in bundle.files


# ── Chunks ────────────────────────────────────────────────────────────────────


def test_chunks_hold_whole_rules_within_the_budget():
    """However small the budget, no rule is cut, none is lost, and a chunk over it holds a single rule."""
    for budget in (1, 150, 250, 10_000):
        found = rows(compile_policy(index_of_folder(TOUCHSTONE).policy, targets=["training"],
                                    options=Options(chunk_tokens=budget))[0], "spec")  # fmt: skip
        names = [name for row in found for name in row["rules"]]
        assert sorted(names) == sorted(set(names))
        assert len(names) == 6
        assert all(row["tokens"] <= budget or len(row["rules"] + row["styles"]) <= 1 for row in found)
        assert all(f"[{name}]" in row["text"] for row in found for name in row["rules"])


def test_chunks_stand_alone(touchstone):
    """Each chunk names the policy and, by its citable name, the category."""
    for row in rows(touchstone, "spec"):
        assert row["text"].startswith("# Harbor assistant safety policy")
        assert row["category"] == "all" or f"[{row['category']}]" in row["text"]


# ── Real readers ──────────────────────────────────────────────────────────────


@pytest.fixture
def datasets(monkeypatch):
    """The real `datasets` package, kept from the network."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    return pytest.importorskip("datasets")


@pytest.fixture(scope="module")
def folder(touchstone, tmp_path_factory):
    """The training folder of the touchstone on disk."""
    root = tmp_path_factory.mktemp("build")
    for path, content in touchstone.files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root / "training"


@pytest.mark.parametrize("name", DATASETS)
def test_the_card_leads_to_every_dataset(datasets, touchstone, folder, tmp_path, name):
    """`load_dataset(folder, name)` reads by the card exactly what the JSON Lines hold."""
    read = datasets.load_dataset(str(folder), name, split="train", cache_dir=str(tmp_path))
    assert read.column_names == STAMP + DATASETS[name]
    assert [without_nulls(row) for row in read.to_list()] == rows(touchstone, name)


@pytest.mark.parametrize("name", DATASETS)
def test_each_file_can_be_loaded_alone(datasets, touchstone, folder, tmp_path, name):
    """Both formats hold the same rows for a reader that knows no card."""
    for kind, ending in [("json", "jsonl"), ("parquet", "parquet")]:
        file = str(folder / FOLDERS[name] / f"{name}.{ending}")
        read = datasets.load_dataset(kind, data_files=file, split="train", cache_dir=str(tmp_path))
        assert [without_nulls(row) for row in read.to_list()] == rows(touchstone, name)


def without_nulls(value):
    """What Parquet must fill in, a message without `thinking` has null there, is as good as absent."""
    if isinstance(value, dict):
        return {key: without_nulls(each) for key, each in value.items() if each is not None}
    return [without_nulls(each) for each in value] if isinstance(value, list) else value


def test_without_pyarrow():
    """Without pyarrow there is no Parquet; the card, the manifest and a note say so."""
    program = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from specdsl.compiler import compile_policy\n"
        "from tests.reading import TOUCHSTONE, index_of_folder\n"
        "bundle, found = compile_policy(index_of_folder(TOUCHSTONE).policy, targets=['training'])\n"
        "print(bundle.manifest.parquet, [each.rule for each in found], len(bundle.manifest.notes))\n"
        "print([path for path in bundle.files if 'parquet' in path])\n"
        "print([l for l in bundle.read('training/README.md').decode().splitlines() if 'path: recall' in l])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False ['missing-parquet'] 1\n[]\n['    path: recall/recall.jsonl']\n"
