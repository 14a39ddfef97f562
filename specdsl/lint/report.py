"""The JSON form of findings, described: what `specdsl lint --format json` writes.

It is written without pydantic, and read and described with it: import this module only where that is wanted.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from specdsl.diagnostics.level import Level  # noqa: TC001 - pydantic reads the annotations

Count = Annotated[int, Field(ge=0)]


class _Object(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Place(_Object):
    file: str = Field(description="path of the file, with `/`; empty for what stands in no file")
    line: int = Field(ge=1, description="the first line, from 1")
    column: int = Field(ge=1, description="the first column, from 1, in characters")
    end_line: int = Field(ge=1, description="the line in which it ends")
    end_column: int = Field(ge=1, description="the column behind its last character")


class Place(_Place):
    """A place that a finding points at."""

    label: str = Field(description="what is to be said of the place; may be empty")


class Change(_Place):
    """Replace what stands in the place; an empty place inserts."""

    text: str = Field(description="what stands there afterwards")


class Repair(_Object):
    """A way to mend a finding."""

    title: str = Field(description="what it does, in the imperative")
    safe: bool = Field(description="whether it leaves what the policy decides as it is")
    edits: list[Change]


class Finding(BaseModel):
    """One thing found. A rule may add keys of its own."""

    model_config = ConfigDict(extra="allow", frozen=True)

    rule: str = Field(description="the name of the finding, as `specdsl explain` knows it")
    level: Level
    message: str
    subjects: list[str] = Field(description="identifiers of what it is about: `self-harm.education`")
    spans: list[Place] = Field(description="the primary place, then the others")
    help: list[str] = Field(description="how to go on")
    fixes: list[Repair]
    witness: dict[str, str] | None = Field(description="a smallest situation that shows it: question, answer")


class Counts(_Object):
    """How many findings there are, and how many more are let pass."""

    error: Count
    warning: Count
    info: Count
    accepted: Count = Field(description="accepted in the policy, and not listed")
    baseline: Count = Field(description="known to the baseline, and not listed")


class Report(_Object):
    """The findings about one policy."""

    version: Literal[1]
    policy: str | None = Field(description="the policy's name; null where it could not be read")
    findings: list[Finding]
    counts: Counts


def report_schema() -> dict[str, Any]:
    """As a JSON Schema."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Report.model_json_schema()}
