"""A policy as JSON: written, read and described by pydantic, which is imported only when it is needed."""

from __future__ import annotations

import ast
import dataclasses
import hashlib
import inspect
import json
from functools import cache
from itertools import pairwise
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any

from specdsl.graph import borders, model
from specdsl.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pydantic import TypeAdapter

_PLACES = frozenset({"span", "name_span", "decision_span", "override_spans", "holes"})
_OURS_ALONE = frozenset({"lines"})


@cache
def _adapter() -> TypeAdapter[model.Policy]:
    from pydantic import ConfigDict, TypeAdapter

    nodes: list[Any] = [borders.Place, *filter(dataclasses.is_dataclass, vars(model).values())]
    for node in nodes:
        node.__pydantic_config__ = ConfigDict(extra="forbid")
    return TypeAdapter(model.Policy)


# ── Out and in ────────────────────────────────────────────────────────────────


def policy_to_json(policy: model.Policy) -> str:
    """The whole policy, with places as file, line and column; the same bytes for the same policy."""
    return _written(policy, "\n") + "\n"


def _written(value: object, line: str) -> str:
    """As pydantic would have it and `json` would write it, in one go, which takes a fifth of the time.

    `line` is a line's end and the indentation of the next.
    """
    return _WRITERS.get(type(value), _node)(value, line)


def _node(node: Any, line: str) -> str:  # noqa: ANN401 - a dataclass
    kind: Any = type(node)
    deeper, get = f"{line}  ", _WRITERS.get
    members = [
        f"{key}{get(type(value), _node)(value, deeper)}"
        for key, value in ((key, getattr(node, name)) for key, name in _keys(kind))
    ]
    return _enclosed("{}", members, line)


def _place(span: Any, line: str) -> str:  # noqa: ANN401 - a span
    place = borders.place_of(span).items()
    return _enclosed("{}", [f'"{name}": {_written(each, line)}' for name, each in place], line)


def _list(values: Any, line: str) -> str:  # noqa: ANN401 - a tuple
    return _enclosed("[]", [_written(each, f"{line}  ") for each in values], line) if values else "[]"


_WRITERS: Mapping[type, Callable[[Any, str], str]] = {
    str: lambda value, _: encode_basestring(value),
    Span: _place,
    tuple: _list,
    type(None): lambda _, __: "null",
    bool: lambda value, _: "true" if value else "false",
    int: lambda value, _: str(value),
}


def _enclosed(brackets: str, members: Sequence[str], line: str) -> str:
    if not members:
        return brackets
    return f"{brackets[0]}{line}  {f',{line}  '.join(members)}{line}{brackets[1]}"


@cache
def _keys(kind: Any) -> tuple[tuple[str, str], ...]:  # noqa: ANN401 - a dataclass
    names = (each.name for each in dataclasses.fields(kind) if each.name not in _OURS_ALONE)
    return tuple((f'"{name}": ', name) for name in names)


def policy_from_json(text: str) -> model.Policy:
    """The policy that the JSON describes, from no file; ValueError, in plain words, if it describes none."""
    from pydantic import ValidationError

    try:
        return _adapter().validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the text"
        raise ValueError(f"this is no policy in JSON: {where}: {first['msg']}") from error


def digest(policy: model.Policy) -> str:
    """The identity of what a policy says: SHA-256 of its JSON without places and without notes."""
    plain = _plain(policy, without=_OURS_ALONE | _PLACES | {"note"})
    canonical = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(policy: model.Policy, *, without: frozenset[str]) -> object:
    return _pruned(_adapter().dump_python(policy, mode="json"), without)


def _pruned(value: object, without: frozenset[str]) -> object:
    if isinstance(value, dict):
        return {key: _pruned(each, without) for key, each in value.items() if key not in without}
    return [_pruned(each, without) for each in value] if isinstance(value, list) else value


# ── The schema ────────────────────────────────────────────────────────────────


def json_schema() -> dict[str, Any]:
    """The JSON Schema of `policy_to_json`: every object and every field described."""
    from pydantic.json_schema import GenerateJsonSchema

    class Generator(GenerateJsonSchema):
        ignored_warning_kinds = {"non-serializable-default"}  # noqa: RUF012 - nowhere is no value of JSON

    schema = _adapter().json_schema(schema_generator=Generator)
    for name, node in {**schema["$defs"], "Policy": schema}.items():
        _describe(node, _descriptions()[name])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _describe(node: dict[str, Any], fields: Mapping[str, str]) -> None:
    for name, description in fields.items():
        node["properties"][name]["description"] = description
    for name in _OURS_ALONE & node["properties"].keys():
        del node["properties"][name]


@cache
def _descriptions() -> dict[str, dict[str, str]]:
    """What stands under each field of each class, in the source."""
    nodes = (node for module in (borders, model) for node in ast.parse(inspect.getsource(module)).body)
    return {node.name: dict(_documented(node)) for node in nodes if isinstance(node, ast.ClassDef)}


def _documented(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for pair in pairwise(node.body):
        match pair:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(words))):
                yield name, words
            case _:
                pass
