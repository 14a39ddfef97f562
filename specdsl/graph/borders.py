"""How pydantic is to read and write the types that only we know; it is imported when it asks, not before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from specdsl.record import dataclass
from specdsl.source import NOWHERE, Span

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a file; lines and columns count from 1, columns in characters."""

    file: str
    """The file's name in the policy's folder."""
    line: int
    """The line on which it begins."""
    column: int
    """The column at which it begins."""
    end_line: int
    """The line on which it ends."""
    end_column: int
    """The column before which it ends."""


class AsPlace:
    """A span leaves as file, lines and columns; the file is elsewhere, so it comes back as nowhere."""

    def __get_pydantic_core_schema__(self, source: type, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema as core

        return core.no_info_after_validator_function(
            lambda _: NOWHERE,
            handler.generate_schema(Place),
            serialization=core.plain_serializer_function_ser_schema(place_of),
        )


class Offsets:
    """Offsets into a file mean nothing without it: they stay here."""

    def __get_pydantic_core_schema__(self, source: type, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema as core

        return core.tuple_variable_schema(core.int_schema(), max_length=0)


class ByKind:
    """A union of which the field `kind` says which member it is."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401 - a union is no type
        from pydantic import Field

        return handler.generate_schema(Annotated[source, Field(discriminator="kind")])


def place_of(span: Span) -> dict[str, str | int]:
    """A span as JSON says it."""
    line, column = span.source.locate(span.start)
    end_line, end_column = span.source.locate(span.end)
    return {
        "file": span.file,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
    }
