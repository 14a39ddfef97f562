"""Judge prompts: two for each category, one that sees the reasoning and one that never does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specdsl.compiler import response
from specdsl.compiler.english import series
from specdsl.compiler.prompt import placeholders
from specdsl.compiler.promptfile import PromptFile, conversation, output_of, quotation
from specdsl.compiler.prose import name_of
from specdsl.compiler.render import piece, same_piece
from specdsl.compiler.sections import view_of
from specdsl.compiler.spectext import spec_piece, style_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.compiler.context import Context
    from specdsl.compiler.output import Output
    from specdsl.compiler.response import Schema

LOWEST, HIGHEST = 1, 5
"""The range of the scores."""

_RESULTS = ("followed", "broken", "not applicable")


class Judge:
    name = "judge"
    summary = "prompts that score an answer by the policy, with the reasoning in view and without"

    def compile(self, context: Context) -> Iterator[Output]:
        for category in context.categories:
            yield output_of(context, _prompt(context, category, reasoned=True))
            yield output_of(context, _prompt(context, category, reasoned=False))


def _prompt(context: Context, category: str, *, reasoned: bool) -> PromptFile:
    # The reasons for a rule are left out: a judge that reads them judges by them instead of by the rule.
    spec = spec_piece(context, category, rationale=False)
    names = ["conversation", "answer", "hint", *(["reasoning"] if reasoned else [])]
    place = placeholders(names, spec)
    system = piece(
        context,
        "judge.system.j2",
        category=name_of(context.index.categories[category]),
        spec=context.tracer.embed(spec),
        reasoning=reasoned,
    )
    user = same_piece(
        context,
        "judge.user.j2",
        verdicts=series([f"`{verdict}`" for verdict in context.index.verdicts], "or"),
        cites_rules=bool(_rules(context, category)),
        cites_styles=bool(style_ids(context, category)),
        **{"reasoning": "", **place},
    )
    ending = ".cot" if reasoned else ""
    return PromptFile(
        path=f"prompts/judge/{category}{ending}.json",
        name=f"judge {category}{' with the reasoning' if reasoned else ''}",
        description=_description(context, category, reasoned=reasoned),
        messages=(("system", system), ("user", user)),
        variables=_variables(context, place),
        response_format=response.response_format(
            f"judgement_{category}", _reply(context, category, reasoned=reasoned)
        ),
        category=category,
        complete=True,
        extra={"scoring": _scoring(context, reasoned=reasoned)},
    )


def _rules(context: Context, category: str) -> list[str]:
    return [rule.id for rule in view_of(context, category).all_rules]


def _description(context: Context, category: str, *, reasoned: bool) -> str:
    title = context.index.categories[category].title
    if reasoned:
        return f"Scores an answer and the reasoning behind it, to a request that falls under {title}."
    return (
        f"Scores an answer to a request that falls under {title}. The reasoning behind it is not shown, "
        "so that no training signal shapes it."
    )


def _variables(context: Context, place: dict[str, str]) -> dict[str, dict[str, Any]]:
    variables = {
        "conversation": conversation(place["conversation"]),
        "answer": quotation(place["answer"], "the answer to be judged, without its reasoning"),
    }
    if "reasoning" in place:
        variables["reasoning"] = quotation(place["reasoning"], "the reasoning that came before the answer")
    variables["hint"] = _hint(context, place["hint"])
    return variables


def _hint(context: Context, placeholder: str) -> dict[str, Any]:
    """The one optional variable: around its value stands the paragraph that goes when it is not given."""
    paragraph = same_piece(context, "judge.hint.j2", hint=placeholder).text
    before, _, after = paragraph.partition(placeholder)
    return {
        **quotation(placeholder, "what another AI determined about the request or the answer"),
        "required": False,
        "before": f"\n\n{before}",
        "after": after,
    }


def _scores(*, reasoned: bool) -> list[str]:
    return ["compliance", "correctness", "helpfulness", *(["reasoning"] if reasoned else [])]


def _scoring(context: Context, *, reasoned: bool) -> dict[str, Any]:
    """How a program makes one judgement of several runs."""
    return {
        "scores": _scores(reasoned=reasoned),
        "range": [LOWEST, HIGHEST],
        "runs": context.options.runs,
        "aggregate": "minimum",
        "threshold": context.options.threshold,
    }


def _reply(context: Context, category: str, *, reasoned: bool) -> Schema:
    """Evidence before results, reasons before scores."""
    properties: dict[str, Schema] = {}
    if rules := _rules(context, category):
        properties["rules"] = response.many(_finding("rule", rules), "One entry for each rule given in full.")
    if styles := style_ids(context, category):
        properties["styles"] = response.many(_finding("style", styles), "One entry for each style.")
    verdicts = context.index.verdicts
    properties["due"] = response.choice(verdicts, "The verdict that the policy calls for.")
    properties["given"] = response.choice(verdicts, "The verdict that the answer amounts to.")
    for name in _scores(reasoned=reasoned):
        properties[name] = response.record(
            {"reason": response.text("Why."), "score": response.score(LOWEST, HIGHEST)}
        )
    properties["hint"] = response.optional(
        response.record(
            {
                "verdict": response.choice(["agree", "disagree"], "Of the other AI."),
                "reason": response.text("Why."),
            },
            "Null, unless what another AI determined is quoted.",
        )
    )
    return response.record(properties)


def _finding(kind: str, names: list[str]) -> Schema:
    return response.record(
        {
            kind: {"type": "string", "enum": names},
            "evidence": response.text("Quotations, or what is missing."),
            "result": {"type": "string", "enum": list(_RESULTS)},
        }
    )


TARGET = Judge()
