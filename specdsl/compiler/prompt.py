"""Prompts with places to fill, and how a conversation is put into one so that it stays a quotation."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from specdsl.error import SpecError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from specdsl.compiler.output import Piece, Stretch


class PromptError(SpecError):
    """A prompt cannot be filled with what was given; the message says why."""


# ── Quoting what others wrote ─────────────────────────────────────────────────

_TICKS = re.compile("`+")
_ROLE = re.compile(r"[A-Za-z][\w.-]*")
_SHORTEST_FENCE = 4


def fenced(text: str) -> str:
    """The text between two fences, longer than any run of backticks in it: it can close neither."""
    longest = max((len(run) for run in _TICKS.findall(text)), default=0)
    fence = "`" * max(_SHORTEST_FENCE, longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def conversation_text(messages: Sequence[Mapping[str, Any]]) -> str:
    """A conversation to be judged or answered: each message fenced, with its role outside the fence."""
    if not messages:
        raise PromptError("the conversation has no messages")
    return "\n\n".join(_message_text(number, message) for number, message in enumerate(messages, 1))


def _message_text(number: int, message: Mapping[str, Any]) -> str:
    role = message.get("role")
    if not isinstance(role, str) or not _ROLE.fullmatch(role):
        raise PromptError(f"message {number} of the conversation has no role that is a plain word")
    return f"Message {number}, {role}:\n{fenced(content_text(message))}"


def content_text(message: Mapping[str, Any]) -> str:
    """What the message says: its text, the texts of its parts, or for anything else its JSON."""
    content = message.get("content")
    if isinstance(content, str):
        return content
    rest = {key: value for key, value in message.items() if key != "role"}
    parts = content if isinstance(content, list) else []
    if (
        parts
        and len(rest) == 1
        and all(isinstance(part, dict) and part.get("type") == "text" for part in parts)
    ):
        return "\n".join(str(part["text"]) for part in parts)
    return json.dumps(rest, ensure_ascii=False, indent=2)


# ── Placeholders ──────────────────────────────────────────────────────────────


def placeholders(names: Iterable[str], piece: Piece) -> dict[str, str]:
    """For each name a placeholder that the text does not hold."""
    texts = [stretch.text for stretch in piece.stretches if _may_hold_one(stretch)]
    return {name: _free(name, texts) for name in names}


@lru_cache(maxsize=64)
def _may_hold_one(stretch: Stretch) -> bool:
    return "<<" in stretch.text


def _free(name: str, texts: Sequence[str]) -> str:
    number, candidate = 1, f"<<{name}>>"
    while any(candidate in text for text in texts):
        number += 1
        candidate = f"<<{name}-{number}>>"
    return candidate


# ── Filling ───────────────────────────────────────────────────────────────────


def fill(prompt: Mapping[str, Any], values: Mapping[str, str]) -> list[dict[str, str]]:
    """The prompt's messages with these values in the places of its variables.

    Quotations are fenced here; a conversation is given as `conversation_text` words it. A variable that is
    not required may be left out, and its whole paragraph with it. Nothing that is put in is looked at again.
    """
    variables: Mapping[str, Mapping[str, Any]] = prompt["variables"]
    if unknown := sorted(values.keys() - variables.keys()):
        raise PromptError(f"the prompt has no variable `{unknown[0]}`; it has: {', '.join(variables)}")
    texts = {variable["placeholder"]: _value(name, variable, values) for name, variable in variables.items()}
    replace = _replacer(texts)
    return [
        {"role": message["role"], "content": replace(message["content"])} for message in prompt["messages"]
    ]


def _value(name: str, variable: Mapping[str, Any], values: Mapping[str, str]) -> str:
    if name in values:
        text = fenced(values[name]) if variable["kind"] == "quotation" else values[name]
        return f"{variable.get('before', '')}{text}{variable.get('after', '')}"
    if variable["required"]:
        raise PromptError(f"the prompt needs a value for `{name}`: {variable['description']}")
    return ""


def _replacer(texts: Mapping[str, str]) -> Callable[[str], str]:
    """Replaces all keys by their texts in one pass."""
    if not texts:
        return str
    keys = re.compile("|".join(re.escape(key) for key in sorted(texts, key=len, reverse=True)))
    return lambda text: keys.sub(lambda found: texts[found[0]], text)
