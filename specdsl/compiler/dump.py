"""JSON as every file of a bundle writes it: the same bytes for the same value, on any machine."""

from __future__ import annotations

from json import JSONEncoder
from typing import TYPE_CHECKING

from specdsl.compiler.output import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable

_in_a_line = JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def dump_json(value: object) -> bytes:
    """One value: indented by two, keys in the order given, letters as they are, a line feed at the end.

    A piece in it is written as its text. The standard library indents slowly, and would have to be given
    each text as a whole.
    """
    return (_indented(value, "\n") + "\n").encode()


def _indented(value: object, line: str) -> str:
    """`line` is what begins a line at this depth."""
    match value:
        case str():
            return _in_a_line(value)
        case Piece():
            return f'"{"".join([stretch.json for stretch in value.stretches])}"'
        case dict() if value:
            inner = f"{line}  "
            items = [f"{_in_a_line(key)}: {_indented(each, inner)}" for key, each in value.items()]
            return f"{{{inner}{f',{inner}'.join(items)}{line}}}"
        case list() | tuple() if value:
            inner = f"{line}  "
            return f"[{inner}{f',{inner}'.join([_indented(each, inner) for each in value])}{line}]"
        case _:
            return _in_a_line(value)


def dump_lines(values: Iterable[object]) -> bytes:
    """JSON Lines: one value a line."""
    return "".join([f"{_in_a_line(each)}\n" for each in values]).encode()
