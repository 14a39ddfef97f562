"""`bundle.json`: what a bundle is, and the fingerprint of each of its files."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

FORMAT = 1
"""The version of the layout; a reader refuses a higher one."""

MANIFEST = "bundle.json"

_STRICT = ConfigDict(extra="forbid", frozen=True)


def _inside(path: str) -> str:
    """The path, if it names a file below the bundle on every system."""
    parts = path.split("/")
    if not {"", ".", ".."}.isdisjoint(parts) or not set('\\:*?"<>|\0').isdisjoint(path):
        raise ValueError("a path leads down from the bundle, in plain names parted by `/`")
    return path


class Tool(BaseModel):
    """The program that wrote the bundle."""

    model_config = _STRICT

    name: str = Field(description="Always `specdsl`.")
    version: str = Field(description="Its version.")


class File(BaseModel):
    """One file of the bundle."""

    model_config = _STRICT

    path: Annotated[str, AfterValidator(_inside)] = Field(
        description="Relative to the bundle, with `/` between its parts."
    )
    sha256: str = Field(pattern="^[0-9a-f]{64}$", description="Of its bytes.")
    bytes: int = Field(ge=0, description="How many there are.")
    tokens: int | None = Field(
        ge=0,
        description="Of the compiled texts in it, by the manifest's `encoding`; null for a file without.",
    )


class Manifest(BaseModel):
    """What a bundle is: of which policy, which version, and which files it has."""

    model_config = _STRICT

    format: Literal[1] = Field(description="The version of this layout.")
    policy: str = Field(description="The policy's name.")
    title: str = Field(description="The policy's title.")
    version: str | None = Field(description="The policy's version, as its author wrote it.")
    digest: str = Field(pattern="^[0-9a-f]{64}$", description="The SHA-256 of the policy's meaning and text.")
    language: str = Field(description="The language that the policy is written in.")
    tool: Tool
    categories: list[str] = Field(description="The categories compiled, in the policy's order.")
    targets: list[str] = Field(description="The families of files in the bundle, sorted.")
    encoding: str = Field(description="The tokenizer that counted.")
    parquet: bool = Field(description="Whether datasets are there as Parquet too, beside their JSON Lines.")
    notes: list[str] = Field(description="What was left out, and why; sentences for a person.")
    files: list[File] = Field(description="Every file but this one, sorted by path.")


def manifest_schema() -> dict[str, Any]:
    """The JSON Schema of `bundle.json`, as published in `docs/schema/bundle.schema.json`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Manifest.model_json_schema(),
    }
