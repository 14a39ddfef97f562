"""What the rows of all training files share: their stamp, and their messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from specdsl.compiler.dataset import Column
from specdsl.compiler.prose import author_prose
from specdsl.compiler.training.unwrap import unwrapped

if TYPE_CHECKING:
    from specdsl.compiler.context import Context
    from specdsl.compiler.training.decided import Decided
    from specdsl.graph.model import Example, Prose, Reply

Message: TypeAlias = dict[str, str]

STAMP = (
    Column("id", "string", "Names the row; the same in every compilation of the same policy."),
    Column("policy", "string", "The policy's name."),
    Column("version", "string", "The policy's version; empty where it has none."),
    Column("digest", "string", "The fingerprint of exactly this policy."),
    Column("category", "string", "The category that the row is about; `all` for the whole policy."),
    Column("rules", "strings", "The rules that the row teaches, by the names that it cites."),
)
DECISION = (
    Column("verdict", "string", "The policy's decision."),
    Column("styles", "strings", "The styles that the answer follows."),
)


def stamp(context: Context, name: str, category: str, rules: tuple[str, ...]) -> dict[str, object]:
    """The columns of `STAMP`."""
    policy = context.policy
    return {
        "id": name,
        "policy": policy.name,
        "version": policy.version or "",
        "digest": context.digest,
        "category": category,
        "rules": list(rules),
    }


def decision(decided: Decided) -> dict[str, object]:
    """The columns of `DECISION`."""
    return {"verdict": decided.verdict, "styles": list(decided.outcome.styles)}


def turns(context: Context, example: Example) -> list[Message]:
    """The conversation of an example, traced."""
    return [
        {"role": turn.role, "content": _said(context, turn.text, example, f"turn:{number}")}
        for number, turn in enumerate(example.turns)
    ]


def replies(context: Context, example: Example, grade: str) -> list[tuple[Reply, str]]:
    """The answers of one grade, each with its traced text."""
    return [
        (reply, _said(context, reply.text, example, f"reply:{number}"))
        for number, reply in enumerate(example.replies)
        if reply.grade == grade
    ]


def _said(context: Context, prose: Prose, example: Example, part: str) -> str:
    return unwrapped(author_prose(context, prose, example.id, part))


def numbered(name: str, number: int) -> str:
    """The name of the first of several stays plain."""
    return name if number == 0 else f"{name}#{number + 1}"
