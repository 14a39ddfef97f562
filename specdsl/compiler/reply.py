"""What a model replies to a compiled prompt: read strictly, checked against the form that was asked for."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Literal

from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from specdsl.compiler.response import Schema


class ReplyError(ValueError):
    """A reply that is not in the form that was asked for; the message says where and why."""


# ── JSON, and the form of it ──────────────────────────────────────────────────

_FENCED = re.compile(r"```(?:json)?[ \t]*\n(.*)\n[ \t]*```", re.DOTALL | re.IGNORECASE)


def read_object(text: str) -> dict[str, Any]:
    """The JSON object that the reply is, alone or in one code fence.

    Raises:
        ReplyError: It is anything else.
    """
    fenced = _FENCED.fullmatch(text.strip())
    try:
        value = json.loads(fenced[1] if fenced else text, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise ReplyError("the reply is nested too deeply") from error
    except ValueError as error:
        raise ReplyError(f"the reply is not one JSON object and nothing else: {error}") from error
    if not isinstance(value, dict):
        raise ReplyError("the reply is JSON, but not an object")
    return value


def fitting(value: Mapping[str, Any], schemas: Sequence[Schema]) -> int:
    """Which of the schemas describes the object: the first that does.

    Raises:
        ReplyError: None does; the message is about the one of which it misses least.
    """
    problems = [list(_problems(value, schema, "the reply")) for schema in schemas]
    nearest = min(range(len(schemas)), key=lambda number: len(problems[number]))
    if problems[nearest]:
        raise ReplyError(problems[nearest][0])
    return nearest


def _refuse_constant(name: str) -> None:
    raise ValueError(f"`{name}` is not a JSON value")


def _nullable(schema: Schema) -> bool:
    """What may be null may as well be left out."""
    return {"type": "null"} in schema.get("anyOf", ())


_TYPES: Mapping[str, tuple[type, str]] = {
    "object": (dict, "an object"),
    "array": (list, "a list"),
    "string": (str, "a text"),
    "integer": (int, "a whole number"),
    "null": (type(None), "null"),
}


def _problems(value: object, schema: Schema, where: str) -> Iterator[str]:
    """What keeps the value from being what the schema describes, in the subset that our schemas use."""
    if "anyOf" in schema:
        if value is not None:
            yield from _problems(value, schema["anyOf"][0], where)
        return
    kind, name = _TYPES[schema["type"]]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        yield f"{where} is not {name}"
        return
    if "enum" in schema and value not in schema["enum"]:
        allowed = ", ".join(_shown(each) for each in schema["enum"])
        yield f"{where} is {_shown(value)}, and not one of {allowed}"
    if isinstance(value, list):
        for number, each in enumerate(value, 1):
            yield from _problems(each, schema["items"], f"entry {number} of {where}")
    if isinstance(value, dict):
        yield from _object_problems(value, schema, where)


def _object_problems(value: Mapping[str, object], schema: Schema, where: str) -> Iterator[str]:
    properties = schema["properties"]
    place = "" if where == "the reply" else f" in {where}"
    for name, each in properties.items():
        if name in value:
            yield from _problems(value[name], each, f"`{name}`{place}")
        elif not _nullable(each):
            yield f"`{name}` is missing{place or ' from the reply'}"
    for name in value.keys() - properties.keys():
        yield f"`{name}` is not asked for{place}"


def _shown(value: object) -> str:
    return f"`{value}`" if isinstance(value, str) else str(value)


# ── What an assistant made of a generation prompt ─────────────────────────────


@dataclass(frozen=True, slots=True)
class Generation:
    """A reply to a generation prompt: the reasoning, what it decides and cites, and the answer alone."""

    reasoning: str
    verdict: str
    answer: str
    rules: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


def generation_from(value: Mapping[str, Any]) -> Generation:
    """The generation in a reply that was read."""
    return Generation(
        reasoning=value["reasoning"],
        verdict=value["verdict"],
        answer=value["answer"],
        rules=tuple(value.get("rules", ())),
        styles=tuple(value.get("styles", ())),
        categories=tuple(value.get("categories", ())),
    )


# ── What a judge made of an answer ────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Score:
    """A score on one axis, and what it rests on."""

    score: int
    reason: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a judge found about one rule or style; `subject` is its name."""

    subject: str
    result: Literal["followed", "broken", "not applicable"]
    evidence: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judge's view of an answer, or several combined.

    `due` is the verdict that the policy calls for, `given` the one that the answer amounts to; `scores` holds
    the axes (compliance, correctness, helpfulness; reasoning, where it was shown); `agrees` says whether the
    judge agreed with the hint, and is None where there was none.
    """

    due: str
    given: str
    scores: Mapping[str, Score]
    assessments: tuple[Assessment, ...] = ()
    agrees: bool | None = None
    hint_reason: str = ""

    @property
    def score(self) -> int:
        """The lowest of the axes: an answer is as good as its worst side."""
        return min(each.score for each in self.scores.values())

    @classmethod
    def combined(cls, judgements: Sequence[Judgement]) -> Judgement:
        """Several judgements as one: on each axis the lowest score, since any of them may miss something.

        Verdicts and assessments are those of the strictest judgement. It agrees with a hint only if all do.

        Raises:
            ValueError: There are none, or they do not score the same axes.
        """
        if not judgements:
            raise ValueError("there are no judgements to combine")
        axes = judgements[0].scores.keys()
        if any(each.scores.keys() != axes for each in judgements):
            raise ValueError("the judgements do not score the same things")
        strictest = min(judgements, key=lambda each: (each.score, sum(s.score for s in each.scores.values())))
        objector = next((each for each in judgements if each.agrees is False), strictest)
        lowest = {axis: min((each.scores[axis] for each in judgements), key=_by_score) for axis in axes}
        return cls(
            due=strictest.due,
            given=strictest.given,
            scores=lowest,
            assessments=strictest.assessments,
            agrees=objector.agrees,
            hint_reason=objector.hint_reason,
        )


def _by_score(score: Score) -> int:
    return score.score


def judgement_from(value: Mapping[str, Any], axes: Sequence[str]) -> Judgement:
    """The judgement in a reply that was read."""
    hint = value.get("hint") or {}
    found = [("rule", each) for each in value.get("rules", ())]
    found += [("style", each) for each in value.get("styles", ())]
    return Judgement(
        due=value["due"],
        given=value["given"],
        scores={axis: Score(value[axis]["score"], value[axis]["reason"]) for axis in axes},
        assessments=tuple(Assessment(each[kind], each["result"], each["evidence"]) for kind, each in found),
        agrees=hint["verdict"] == "agree" if hint else None,
        hint_reason=hint["reason"] if hint else "",
    )
