"""The configuration of a policy: `specdsl.toml`, or `[tool.specdsl]` in a `pyproject.toml`.

This module is imported only where there is a configuration: a lint without one does not pay for pydantic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from specdsl.diagnostics.level import Level  # noqa: TC001 - pydantic reads the annotations
from specdsl.diagnostics.suggest import suggest
from specdsl.lint.registry import rules
from specdsl.lint.settings import Choice, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic_core import ErrorDetails

Levels = dict[str, Choice]


def _hyphens(name: str) -> str:
    return name.replace("_", "-")


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, alias_generator=_hyphens)


class Lint(_Table):
    """`[lint]`: what the linter finds, and when it fails."""

    fail_on: Level = Field(
        default="error", description="the least level at which `specdsl lint` exits with 1"
    )
    baseline: str | None = Field(
        default=None, description="the file of old findings that are not shown again"
    )
    budget: Annotated[int, Field(gt=0)] = Field(
        default=1, description="how many times the usual work the proofs may take"
    )
    levels: Levels = Field(default_factory=dict, description="by rule: off, info, warning or error")
    folders: dict[str, Levels] = Field(
        default_factory=dict, description="by pattern of files: levels that hold there; the last one counts"
    )

    def settings(self) -> Settings:
        return Settings(self.levels, tuple(self.folders.items()), self.fail_on, self.budget)


class Config(_Table):
    """The whole of `specdsl.toml`."""

    lint: Lint = Lint()
    token_budget: dict[str, Annotated[int, Field(gt=0)]] = Field(
        default_factory=dict,
        description="by folder of the bundle (`spec`, `prompts/judge`): tokens a file may take",
    )


def read_config(data: Mapping[str, Any]) -> tuple[Config, list[str]]:
    """The configuration, and what is wrong with it in words: where anything is, the defaults."""
    try:
        config = Config.model_validate(data)
    except ValidationError as error:
        return Config(), [_message(detail) for detail in error.errors(include_url=False)]
    return config, [*_problems(config.lint)]


def _problems(lint: Lint) -> Iterator[str]:
    yield from _levels("lint.levels", lint.levels)
    for pattern, levels in lint.folders.items():
        yield from _levels(f'lint.folders."{pattern}"', levels)


def _levels(where: str, levels: Levels) -> Iterator[str]:
    for name in levels:
        rule = rules().get(name)
        if rule is None:
            yield f"`{where}`: there is no rule `{name}`{_hint(name, rules())}"
        elif rule.fixed:
            yield f"`{where}`: `{name}` cannot be changed, for what was not read cannot be judged"


def _message(detail: ErrorDetails) -> str:
    *above, last = (str(part) for part in detail["loc"]) if detail["loc"] else ("",)
    if detail["type"] == "extra_forbidden":
        table = _table(above)
        place = f" in `[{'.'.join(above)}]`" if above else ""
        return f"there is no setting `{last}`{place}{_hint(last, table)}"
    place = ".".join([*above, last])
    return f"`{place}` cannot be {detail['input']!r}: write {_wanted(detail, place)}"


def _table(above: list[str]) -> list[str]:
    model = Lint if above == ["lint"] else Config
    return [_hyphens(name) for name in model.model_fields]


def _wanted(detail: ErrorDetails, place: str) -> str:
    match detail["type"]:
        case "literal_error":
            return str(detail["ctx"]["expected"])
        case "int_type" | "greater_than":
            return "a whole number greater than 0"
        case "string_type":
            return "a text in quotation marks"
        case _:
            return f"a table, `[{place}]`"


def _hint(name: str, known: Mapping[str, Any] | list[str]) -> str:
    near = suggest(name, known, 1)
    return f"; did you mean `{near[0]}`?" if near else ""


def config_schema() -> dict[str, Any]:
    """What `specdsl.toml` may hold, as a JSON Schema."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Config.model_json_schema()}
