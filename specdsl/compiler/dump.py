"""JSON as every file of a bundle writes it: the same bytes for the same value, on any machine."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def dump_json(value: object) -> bytes:
    """One value: indented by two, keys in the order given, letters as they are, a line feed at the end."""
    return (json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def dump_lines(values: Iterable[object]) -> bytes:
    """JSON Lines: one value a line."""
    return "".join(json.dumps(each, ensure_ascii=False, allow_nan=False) + "\n" for each in values).encode()
