"""The JSON forms of answers, described: what `specdsl decide` and `specdsl why` write with `--format json`.

They are written without pydantic and described with it: import this module only where that is wanted.
"""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from specdsl.graph.model import Modality  # noqa: TC001 - pydantic reads the annotations

Sure: TypeAlias = Literal["yes", "no", "open", "unknown"]


class _Object(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Fact(_Object):
    """What is known of one question."""

    kind: Literal["facet", "flag", "text", "category"]
    name: str = Field(description="the identifier, or the words of a free text")
    values: list[str] = Field(description="the values that a facet or scale may have; else `yes` or `no`")


class Case(_Object):
    """What is decided if some of the open facts are like this."""

    facts: list[Fact]
    status: Literal["decided", "contradiction", "silent"] = Field(
        description="whether there is a verdict, the standing rules disagree, or nothing says one"
    )
    verdict: str | None = Field(description="the verdict; null where there is none")
    rules: list[str] = Field(description="the rules that stand; none where the verdict is an `otherwise`")


class _Place(_Object):
    file: str = Field(description="path of the file, with `/`; empty for what stands in no file")
    line: int = Field(ge=1, description="the line, from 1")


class Step(_Place):
    """One `overrides`."""

    rule: str
    overrides: str


class Rank(_Object):
    """Why one rule defeats another."""

    way: Literal["overrides", "authority"]
    levels: list[str] = Field(description="by authority: the level of the winner, then of the loser")
    steps: list[Step] = Field(description="by `overrides`: from the winner down to the loser")


class Ranked(Rank):
    """A rule that defeats another or is defeated by it, why, and whether it applies."""

    rule: str
    applies: Sure


class Directive(_Object):
    """What a style says of an element."""

    modality: Modality
    negated: bool
    element: str


class Style(_Object):
    """A style that a standing rule follows."""

    style: str
    title: str
    directives: list[Directive]


class Rule(_Place):
    """A rule and the line of its verdict."""

    rule: str = Field(description="its identifier")
    title: str
    verdict: str
    statement: str = Field(description="the line of its verdict")


class Standing(Rule):
    """A rule that stands in the first case."""

    always: bool = Field(description="whether it stands whatever the open facts turn out to be")
    defeats: list[Ranked] = Field(description="the rules that it keeps from standing where they apply")
    styles: list[Style]


class RuleState(Rule):
    """What becomes of one rule: `open` where it depends on facts that are left open."""

    applies: Sure
    stands: Sure
    defeated_by: list[Ranked] = Field(description="the rules that keep it from standing where they apply")


class DecisionReport(_Object):
    """What a policy decides about a request of which some facts are known."""

    version: Literal[1]
    policy: str = Field(description="the policy's name")
    categories: list[str] = Field(description="those that the request is in, with those these are within")
    facts: list[Fact] = Field(description="what is known of it")
    closed: bool = Field(
        description="whether flags and free texts that were not mentioned were taken to be no"
    )
    status: Literal["decided", "open", "contradiction", "silent", "unknown"] = Field(
        description="whether there is one verdict, it depends on what is open, the standing rules disagree, "
        "nothing says a verdict, or too much is open to say"
    )
    verdict: str | None = Field(description="the verdict whatever the open facts turn out to be")
    case: Case | None = Field(
        description="what holds if all that is open is as usual, and the facts that this rests on"
    )
    usual: list[Fact] = Field(
        description="what open facets and scales that matter were taken to be in that case"
    )
    standing: list[Standing] = Field(description="the rules that stand in that case")
    style_contradictions: list[str] = Field(
        description="elements that one of the styles must include and another must not"
    )
    changes: list[Case] = Field(description="the fewest further facts that lead to each other outcome")
    variants: list[Case] = Field(
        description="the fewest further facts with which the outcome is the same and other rules stand"
    )
    complete: bool = Field(description="whether these are all, or only some because there would be too many")
    rules: list[RuleState] = Field(description="every active rule of the categories")


def decision_schema() -> dict[str, Any]:
    """As a JSON Schema."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **DecisionReport.model_json_schema()}


class Demand(_Object):
    """A part of what a rule asks for."""

    rule: str
    condition: str = Field(description="in the words of the language")
    holds: bool = Field(description="whether it must hold, or must not")


class Dead(_Object):
    """A rule that applies somewhere and stands nowhere."""

    rule: str
    by: list[str] = Field(description="the fewest rules that defeat it between them")


class StyleContradiction(_Object):
    """An element that a style of one rule wants and a style of the other bars."""

    element: str
    wants: str
    bars: str


class RelationReport(_Object):
    """How two rules relate."""

    version: Literal[1]
    policy: str = Field(description="the policy's name")
    relation: Literal["disjoint", "agree", "ranked", "contradict", "settled", "unknown"] = Field(
        description="they never apply together; say the same; one defeats the other; stand and disagree; "
        "disagree and never both stand; or it takes too much work to find out"
    )
    rules: list[Rule] = Field(min_length=2, max_length=2, description="the two, as they were named")
    drafts: list[str] = Field(description="which of the two is a draft, taken as if it were active")
    demands: list[Demand] = Field(
        description="disjoint: the fewest parts of their conditions that exclude each other"
    )
    assumptions: list[str] = Field(
        description="disjoint: the assumptions without which these could hold together"
    )
    winner: str | None = Field(description="ranked: the rule that defeats the other")
    rank: Rank | None = Field(description="ranked: why")
    circular: bool = Field(description="ranked: whether each overrides the other")
    by: list[str] = Field(description="settled: rules of which one always defeats one of the two")
    witness: list[Fact] | None = Field(
        description="the fewest facts with which both apply (contradict: both stand); all else is no"
    )
    only_with: list[str] = Field(description="which of the two applies only where the other does")
    dead: list[Dead] = Field(description="which of the two never stands")
    style_contradictions: list[StyleContradiction] = Field(
        description="agree: what their styles say against each other"
    )


def relation_schema() -> dict[str, Any]:
    """As a JSON Schema."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **RelationReport.model_json_schema()}
