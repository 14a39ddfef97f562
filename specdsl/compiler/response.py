"""The form of a reply, as JSON Schema in the subset that servers enforce: every key required, none added."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Schema: TypeAlias = dict[str, Any]

_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_-]")
_LONGEST_NAME = 64


def text(description: str) -> Schema:
    return {"type": "string", "description": description}


def choice(values: Iterable[str], description: str) -> Schema:
    return {"type": "string", "enum": list(values), "description": description}


def score(lowest: int, highest: int) -> Schema:
    return {"type": "integer", "enum": list(range(lowest, highest + 1))}


def many(items: Schema, description: str) -> Schema:
    return {"type": "array", "items": items, "description": description}


def record(properties: Mapping[str, Schema], description: str = "") -> Schema:
    """An object with exactly these keys."""
    told = {"description": description} if description else {}
    return {
        "type": "object",
        **told,
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def optional(schema: Schema) -> Schema:
    """The schema, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def response_format(name: str, schema: Schema) -> Schema:
    """The `response_format` of a chat request."""
    safe = _NOT_IN_A_NAME.sub("_", name)[:_LONGEST_NAME]
    return {"type": "json_schema", "json_schema": {"name": safe, "strict": True, "schema": schema}}
