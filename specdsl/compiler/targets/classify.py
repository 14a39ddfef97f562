"""The prompt that files a request under its categories, so that the right spec text can be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.compiler import response
from specdsl.compiler.prompt import placeholders
from specdsl.compiler.promptfile import PromptFile, conversation, output_of
from specdsl.compiler.render import piece
from specdsl.compiler.spectext import summaries_piece

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.compiler.context import Context
    from specdsl.compiler.output import Output
    from specdsl.compiler.response import Schema


class Classify:
    name = "classify"
    summary = "the prompt that says which categories a request falls under"

    def compile(self, context: Context) -> Iterator[Output]:
        if context.policy.categories:
            yield output_of(context, _prompt(context))


def _prompt(context: Context) -> PromptFile:
    summaries = summaries_piece(context)
    place = placeholders(["conversation"], summaries)
    nested = any(category.within for category in context.policy.categories)
    system = piece(context, "classify.system.j2", summaries=context.tracer.embed(summaries))
    user = piece(context, "classify.user.j2", nested=nested, **place)
    return PromptFile(
        path="prompts/classify.json",
        name="classify",
        description="Says which categories of the policy a request falls under.",
        messages=(("system", system), ("user", user)),
        variables={"conversation": conversation(place["conversation"])},
        response_format=response.response_format("categories", _reply(context)),
    )


def _reply(context: Context) -> Schema:
    names = {"type": "string", "enum": list(context.index.categories)}
    return response.record(
        {
            "reasoning": response.text("Why each category that comes close fits or does not."),
            "categories": response.many(names, "Those that fit; empty if none does."),
        }
    )


TARGET = Classify()
