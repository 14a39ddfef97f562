"""From a generation prompt back to the conversation in it: for training, the policy has to go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_HEAD = re.compile(r"Message \d+, ([A-Za-z][\w.-]*):\n(`{4,})text\n")


def conversation_in(
    messages: Sequence[Mapping[str, Any]], prompt: Mapping[str, Any]
) -> list[dict[str, str]] | None:
    """The conversation that this prompt quoted to make these messages; None if it did not make them."""
    if [message["role"] for message in messages] != [message["role"] for message in prompt["messages"]]:
        return None
    quoted = [
        _between(message["content"], template["content"], prompt["variables"]["conversation"]["placeholder"])
        for message, template in zip(messages, prompt["messages"], strict=True)
    ]
    if any(each is None for each in quoted):
        return None
    return _messages("".join(each for each in quoted if each is not None))


def _between(content: str, template: str, placeholder: str) -> str | None:
    """What stands in the place of the placeholder; nothing where the template has none."""
    before, found, after = template.partition(placeholder)
    if not found:
        return "" if content == template else None
    fits = len(content) >= len(before) + len(after) and content.startswith(before) and content.endswith(after)
    return content[len(before) : len(content) - len(after)] if fits else None


def _messages(text: str) -> list[dict[str, str]] | None:
    """The messages that `prompt.conversation_text` quoted: no fence stands inside what it encloses."""
    messages = []
    while text:
        head = _HEAD.match(text)
        if head is None:
            return None
        content, closed, text = text[head.end() :].partition(f"\n{head[2]}")
        if not closed:
            return None
        messages.append({"role": head[1], "content": content})
        text = text.removeprefix("\n\n")
    return messages
