"""The JSON form of tested examples, described: what `specdsl test --format json` writes.

It is written without pydantic, and read and described with it: import this module only where that is wanted.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from specdsl.examples.coverage import Kind  # noqa: TC001 - pydantic reads the annotations
from specdsl.examples.judge import Result  # noqa: TC001 - the same

Number = Annotated[int, Field(ge=0)]


class _Object(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Expected(_Object):
    """What the author of an example expects."""

    verdict: str | None = Field(description="the verdict; null where the example names none")
    by: str | None = Field(description="the rule that gives it; null where the example names none")


class Decided(_Object):
    """What the policy decides under one way to settle what an example leaves open."""

    verdict: str | None = Field(description="the verdict; null where there is no decision")
    standing: list[str] = Field(description="the rules that stand; none where `otherwise` decides")


class ExampleResult(_Object):
    """One example and its result."""

    id: str
    title: str
    file: str = Field(description="path of the file, with `/`; empty for what stands in no file")
    line: int = Field(ge=1, description="the line of its header")
    result: Result
    expected: Expected
    verdict: str | None = Field(description="what is decided, whatever is left open; null where that differs")
    decisions: list[Decided] = Field(
        description="of an example that failed, each decision that is possible, once"
    )
    finding: str | None = Field(description="what the linter calls it, as `specdsl explain` knows it")
    message: str | None = Field(description="what is wrong with it")
    reasons: list[str] = Field(description="why")


class Counts(_Object):
    """How many examples came out how."""

    passed: Number
    failed: Number
    skipped: Number = Field(description="examples of draft rules")
    unknown: Number = Field(description="the work allowed did not suffice to decide them")


class Reached(_Object):
    """How many there are, how many of them are reached, and the percentage rounded down."""

    total: Number
    reached: Number
    percent: int = Field(ge=0, le=100)


class Unreached(_Object):
    """What no example reaches."""

    kind: Kind
    rule: str
    condition: str | None = Field(description="the exception, or what draws the boundary; null for a rule")
    file: str
    line: int = Field(ge=1)


class Coverage(_Object):
    """What of the policy the examples reach."""

    total: Reached
    rule: Reached
    exception: Reached
    boundary: Reached
    unreached: list[Unreached]


class Report(_Object):
    """The examples of one policy as tests."""

    version: Literal[1]
    policy: str
    examples: list[ExampleResult]
    counts: Counts
    coverage: Coverage | None = Field(description="null where it was not asked for")


def examples_schema() -> dict[str, Any]:
    """As a JSON Schema."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Report.model_json_schema()}
