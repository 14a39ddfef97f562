"""Generation prompts: a model that knows nothing of the policy reasons over it and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.compiler import response
from specdsl.compiler.english import series
from specdsl.compiler.prompt import placeholders
from specdsl.compiler.promptfile import PromptFile, conversation, output_of
from specdsl.compiler.prose import name_of
from specdsl.compiler.render import piece, same_piece
from specdsl.compiler.spectext import ids_in_view, spec_piece, style_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.compiler.context import Context
    from specdsl.compiler.output import Output
    from specdsl.compiler.response import Schema


class Generate:
    name = "generate"
    summary = (
        "prompts that make a model reason over the policy and answer by it, one a category and one for all"
    )

    def compile(self, context: Context) -> Iterator[Output]:
        for category in (None, *context.categories):
            yield output_of(context, _prompt(context, category))


def _prompt(context: Context, category: str | None) -> PromptFile:
    spec = spec_piece(context, category)
    place = placeholders(["conversation"], spec)
    verdicts = series([f"`{verdict}`" for verdict in context.index.verdicts], "or")
    title = name_of(context.index.categories[category]) if category else ""
    system = piece(context, "generate.system.j2", category=title, spec=context.tracer.embed(spec))
    user = same_piece(
        context,
        "generate.user.j2",
        verdicts=verdicts,
        cites_rules=category is not None and bool(ids_in_view(context, category)),
        cites_categories=category is None and bool(context.index.categories),
        cites_styles=bool(style_ids(context, category)),
        **place,
    )
    return PromptFile(
        path=f"prompts/generate/{category or 'all'}.json",
        name=f"generate {category or 'all'}",
        description=_description(context, category),
        messages=(("system", system), ("user", user)),
        variables={"conversation": conversation(place["conversation"])},
        response_format=response.response_format(f"answer_{category or 'all'}", _reply(context, category)),
        category=category,
        complete=category is not None,
    )


def _description(context: Context, category: str | None) -> str:
    if category is None:
        return "Asks for reasoning and an answer by the policy, where the category of the request is unknown."
    title = context.index.categories[category].title
    return f"Asks for reasoning and an answer by the policy, to a request that falls under {title}."


def _reply(context: Context, category: str | None) -> Schema:
    """Reasoning first: what a model has not thought of yet, it cannot decide by."""
    properties = {
        "reasoning": response.text("The analysis, in prose that makes sense by itself."),
        "verdict": response.choice(context.index.verdicts, "The verdict."),
    }
    rules, styles = ids_in_view(context, category), style_ids(context, category)
    if rules:
        properties["rules"] = _cited(rules, "The rules that decide; none other.")
    if category is None and context.index.categories:
        properties["categories"] = _cited(list(context.index.categories), "The categories of the request.")
    if styles:
        properties["styles"] = _cited(styles, "The styles that the answer follows.")
    properties["answer"] = response.text("What the user is to read, and nothing else.")
    return response.record(properties)


def _cited(names: list[str], description: str) -> Schema:
    return response.many({"type": "string", "enum": names}, description)


TARGET = Generate()
