"""Worked examples and preference pairs: what a model that knows the policy thinks and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.compiler.dataset import Column, Dataset
from specdsl.compiler.prose import author_prose
from specdsl.compiler.trace import bare
from specdsl.compiler.training.reasoning import reasoning
from specdsl.compiler.training.rows import DECISION, STAMP, decision, numbered, replies, stamp, turns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specdsl.compiler.context import Context
    from specdsl.compiler.dataset import Row
    from specdsl.compiler.training.decided import Decided
    from specdsl.graph.model import Reply

FOLDER = "examples"


def example_datasets(context: Context, decided: Iterable[Decided]) -> Iterator[Dataset]:
    """The same worked examples three times, in the layouts that different trainers and templates read."""
    worked = [row for each in decided for row in _worked(context, each)]
    yield Dataset(
        "examples",
        FOLDER,
        "Worked examples as whole conversations; the last message carries its reasoning as `thinking`.",
        "language modelling: `messages`",
        (*STAMP, *DECISION, Column("messages", "reasoned messages", "The conversation and the answer.")),
        tuple({**row, "messages": [*prompt, answer]} for row, prompt, answer in worked),
    )
    yield Dataset(
        "examples-completion",
        FOLDER,
        "The same, parted into what is given and what is learned, so that only the answer is trained on.",
        "prompt-completion: `prompt`, `completion`",
        (
            *STAMP,
            *DECISION,
            PROMPT,
            Column("completion", "reasoned messages", "The answer and its `thinking`."),
        ),
        tuple({**row, "prompt": prompt, "completion": [answer]} for row, prompt, answer in worked),
    )
    yield Dataset(
        "examples-think",
        FOLDER,
        "The same for chat templates that know no `thinking`: the reasoning stands before the answer as "
        "`<think>` text.",
        "prompt-completion: `prompt`, `completion`",
        (*STAMP, *DECISION, PROMPT, Column("completion", "messages", "Reasoning and answer in one text.")),
        tuple(
            {**row, "prompt": prompt, "completion": [_thought_aloud(answer)]}
            for row, prompt, answer in worked
            if not _has_tags(answer)
        ),
    )


PROMPT = Column("prompt", "messages", "The conversation up to the answer; it holds no spec text.")


def _worked(context: Context, decided: Decided) -> Iterator[tuple[Row, list[dict[str, str]], dict[str, str]]]:
    """For each good answer its metadata, the conversation, and the answer with its reasoning."""
    example = decided.example
    for number, (_, text) in enumerate(replies(context, example, "good")):
        name = numbered(example.id, number)
        row = stamp(context, name, example.category, decided.outcome.standing) | decision(decided)
        answer = {"role": "assistant", "content": text, "thinking": reasoning(context, decided)}
        yield row, turns(context, example), answer


def _thought_aloud(answer: dict[str, str]) -> dict[str, str]:
    text = f"<think>\n{answer['thinking']}\n</think>\n\n{answer['content']}"
    return {"role": "assistant", "content": text}


def _has_tags(answer: dict[str, str]) -> bool:
    """Whether a reader could not tell where the reasoning ends, because the texts hold such tags."""
    text = bare(answer["thinking"] + answer["content"]).lower()
    return "<think>" in text or "</think>" in text


# ── Preferences ───────────────────────────────────────────────────────────────


def preference_dataset(context: Context, decided: Sequence[Decided]) -> Dataset:
    """Each good answer against each bad one."""
    return Dataset(
        "preferences",
        "preferences",
        "A good and a bad answer to the same conversation.",
        "preference with an explicit prompt: `prompt`, `chosen`, `rejected`",
        (
            *STAMP,
            *DECISION,
            PROMPT,
            Column("chosen", "messages", "A good answer."),
            Column("rejected", "messages", "A bad one."),
            Column("chosen_because", "string", "Why the one is good, if the policy says."),
            Column("rejected_because", "string", "Why the other is bad, if the policy says."),
        ),
        tuple(row for each in decided for row in _pairs(context, each)),
    )


def _pairs(context: Context, decided: Decided) -> Iterator[Row]:
    example = decided.example
    pairs = [
        (good, bad) for good in replies(context, example, "good") for bad in replies(context, example, "bad")
    ]
    for number, ((good, chosen), (bad, rejected)) in enumerate(pairs):
        name = numbered(example.id, number)
        yield {
            **stamp(context, name, example.category, decided.outcome.standing),
            **decision(decided),
            "prompt": turns(context, example),
            "chosen": [{"role": "assistant", "content": chosen}],
            "rejected": [{"role": "assistant", "content": rejected}],
            "chosen_because": _because(context, decided, good),
            "rejected_because": _because(context, decided, bad),
        }


def _because(context: Context, decided: Decided, reply: Reply) -> str:
    number = decided.example.replies.index(reply)
    part = f"because:{number}"
    return author_prose(context, reply.because, decided.example.id, part) if reply.because else ""
