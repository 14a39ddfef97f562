"""A prompt as a file: its messages, its variables, and the form of the reply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specdsl.compiler.dump import dump_json
from specdsl.compiler.output import Output
from specdsl.compiler.render import TemplateError
from specdsl.record import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specdsl.compiler.context import Context
    from specdsl.compiler.output import Piece
    from specdsl.compiler.response import Schema


@dataclass(frozen=True, slots=True)
class PromptFile:
    """What a prompt's file says.

    `variables` are as `prompt.fill` reads them; `extra` holds what one kind of prompt adds, such as how the
    scores of a judge are to be combined.
    """

    path: str
    name: str
    description: str
    messages: tuple[tuple[str, Piece], ...]
    variables: Mapping[str, Mapping[str, Any]]
    response_format: Schema
    category: str | None = None
    complete: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)


def output_of(context: Context, file: PromptFile) -> Output:
    """The file, its bytes and its pieces."""
    _require_places(file)
    value = {
        "name": file.name,
        "description": file.description,
        **context.stamp,
        "category": file.category,
        **file.extra,
        "messages": [{"role": role, "content": piece} for role, piece in file.messages],
        "variables": file.variables,
        "response_format": file.response_format,
    }
    pieces = tuple((f"/messages/{n}/content", piece) for n, (_, piece) in enumerate(file.messages))
    return Output(file.path, dump_json(value), pieces, file.category, file.complete)


def _require_places(file: PromptFile) -> None:
    """A user's template may word everything anew, but it must leave room for what is to be filled in."""
    texts = [stretch.text for _, piece in reversed(file.messages) for stretch in piece.stretches]
    for name, variable in file.variables.items():
        if not any(variable["placeholder"] in text for text in texts):
            raise TemplateError(f"`{file.path}`: the templates have no place for `{name}`")


def conversation(placeholder: str) -> dict[str, Any]:
    """The variable that every prompt has."""
    return {
        "placeholder": placeholder,
        "kind": "conversation",
        "required": True,
        "description": "the conversation, ending with the message to answer; "
        "each message fenced, with its role outside the fence",
    }


def quotation(placeholder: str, description: str) -> dict[str, Any]:
    """A text that is quoted between fences."""
    return {"placeholder": placeholder, "kind": "quotation", "required": True, "description": description}
