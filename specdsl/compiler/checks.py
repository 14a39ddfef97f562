"""What is checked of compiled text: that nothing was lost on the way, and that examples stay quotations."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from specdsl.diagnostics import Diagnostic, Label
from specdsl.source import Span

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from specdsl.compiler.context import Context
    from specdsl.compiler.output import Output, Statement, Stretch
    from specdsl.graph.model import Example, Prose, Rule

# ── lost-in-compile ───────────────────────────────────────────────────────────


def lost_in_compile(context: Context, outputs: Sequence[Output]) -> list[Diagnostic]:
    """Every rule, exception or rank that a text which should state it does not.

    A text should state everything of its category if its output says that it is complete. What it does state
    is read off the marks: a part is there if a word of the text comes from it. A rank may stand beside either
    of its two rules.
    """
    complete = [output for output in outputs if output.complete and output.category]
    return [finding for output in complete for finding in _lost_again(context, output)]


def _lost_again(context: Context, output: Output) -> list[Diagnostic]:
    """What is lost; remembered where it is nothing, since what is lost may have moved in its file."""
    memory, category = context.index.memory, context.index.categories[output.category or ""]
    look = partial(_lost_from, context, output, _said_in(output))
    if not memory.lasting:  # a large policy must not hold all its texts
        return [*look()]
    bodies = [stretch.body for _, piece in output.pieces for stretch in piece.stretches]
    parts = memory.same_parts(f"said in {output.path}", (context.frame, category, *bodies))
    return memory.of(parts, "lost", lambda: [*look()], sound=lambda found: not found)


def _said_in(output: Output) -> Sequence[AbstractSet[Statement]]:
    """What each stretch says; the last ones are about the category itself."""
    said = [stretch.body.said for _, piece in output.pieces for stretch in piece.stretches]
    return said[::-1]


def _lost_from(
    context: Context, output: Output, said: Sequence[AbstractSet[Statement]]
) -> Iterator[Diagnostic]:
    for rule in context.index.categories[output.category or ""].rules:
        if rule.status == "active":
            yield from _lost_of(context, rule, said, output.path)


def _lost_of(
    context: Context, rule: Rule, said: Sequence[AbstractSet[Statement]], path: str
) -> Iterator[Diagnostic]:
    if not _says(said, rule, "verdict"):
        yield _lost(rule.id, f"the rule `{rule.id}`", rule.decision_span, path)
        return
    for number, condition in enumerate(rule.unless):
        if not _says(said, rule, f"unless:{number}"):
            yield _lost(rule.id, f"an exception of the rule `{rule.id}`", condition.span, path)
    for winner, loser in _ranks(context, rule):
        if not (_says(said, winner, f"overrides:{loser.id}") or _says(said, loser, f"yields:{winner.id}")):
            yield _lost(rule.id, f"that `{winner.id}` overrides `{loser.id}`", winner.span, path)


def _says(said: Sequence[AbstractSet[Statement]], rule: Rule, part: str) -> bool:
    statement = rule.id, part
    return any(statement in each for each in said)


def _ranks(context: Context, rule: Rule) -> Iterator[tuple[Rule, Rule]]:
    rules = context.index.rules
    yield from ((rule, rules[other]) for other in context.ranks.below[rule.id])
    yield from ((rules[other], rule) for other in context.ranks.above[rule.id])


def _lost(subject: str, what: str, span: Span, path: str) -> Diagnostic:
    return Diagnostic(
        "lost-in-compile",
        "error",
        f"`{path}` does not say {what}" if what.startswith("that") else f"`{path}` leaves out {what}",
        (Label(span, "stated here"),),
        subjects=(subject,),
        help=("if you use templates of your own, print this part in them; else it is a fault of specdsl",),
    )


# ── instruction-in-example ────────────────────────────────────────────────────

CONTROL_TOKENS = re.compile(
    r"""
      <\|[A-Za-z0-9_ -]{1,40}\|>          # <|im_start|>, <|eot_id|>, <|channel|>, …
    | <\uff5c[^\uff5c<>]{1,40}\uff5c>      # the same with full-width bars
    | \[/?INST\] | <</?SYS>>              # [INST] … [/INST], with the system message inside
    | \[/?(?:SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\]
    | <(?:start|end)_of_turn> | </?s> | <bos> | <eos>
    | </?think>                           # opens or closes the reasoning
    """,
    re.VERBOSE,
)
"""Literals that a widely used chat template or tokenizer reads as structure. Text that holds one is a
conversation's text no longer once a server or a trainer has put it through such a template: what follows it
may be read as the next message. That a text holds one is exact; what a given server would do with it is not
known here, and the list grows with what is in use."""

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})(.*)$", re.MULTILINE)


def control_tokens(context: Context) -> list[Diagnostic]:
    """Every example whose text holds a control token."""
    recall, examples = context.index.memory.of, context.index.examples.values()
    found = (recall(each, "control tokens", partial(_tokens_in, each)) for each in examples)
    return [finding for each in found for finding in each]


def closed_fences(context: Context, outputs: Sequence[Output]) -> list[Diagnostic]:
    """Every example that a compiled text quotes between fences of which it closes one.

    Our own fences are longer than any run inside them; a user's template may choose others.
    """
    examples = context.index.examples
    found = []
    for output in outputs:
        for _, piece in output.pieces:
            bodies = (stretch.body for stretch in piece.stretches if _may_hold_fences(context, stretch.body))
            fences = [fence for body in bodies for fence in _fences_in(body, examples)]
            found += [_closing(examples[name], output.path) for name in _closed_from_inside(fences)]
    return found


def _tokens_in(example: Example) -> list[Diagnostic]:
    return [
        Diagnostic(
            "instruction-in-example",
            "error",
            f"the example `{example.id}` holds `{token[0]}`, a control token of chat templates",
            (Label(_place(prose, token), "not text to a model"),),
            subjects=(example.id,),
            help=("describe the token in words, or break it up with a space",),
        )
        for prose in _texts(example)
        for token in CONTROL_TOKENS.finditer(prose.text)
    ]


def _texts(example: Example) -> Iterator[Prose]:
    yield from (turn.text for turn in example.turns)
    for reply in example.replies:
        yield reply.text
        if reply.because:
            yield reply.because


def _place(prose: Prose, found: re.Match[str]) -> Span:
    """Where the match stands in the file, as far as the prose knows."""
    row = prose.text.count("\n", 0, found.start())
    if row >= len(prose.lines):
        return prose.span
    start = prose.lines[row] + found.start() - (prose.text.rfind("\n", 0, found.start()) + 1)
    return Span(prose.span.source, start, start + len(found[0]))


def _may_hold_fences(context: Context, stretch: Stretch) -> bool:
    return context.index.memory.of(stretch, "fences", lambda: "```" in stretch.text or "~~~" in stretch.text)


def _fences_in(stretch: Stretch, examples: Container[str]) -> list[tuple[re.Match[str], str]]:
    """Every line that may begin or end a fenced block, and the example that it is part of, if one."""
    return [
        (found, _example_at(stretch, found.start(1), examples)) for found in _FENCE.finditer(stretch.text)
    ]


def _example_at(stretch: Stretch, position: int, examples: Container[str]) -> str:
    inside = (origin.subject for start, end, origin in stretch.marks if start <= position < end)
    return next((subject for subject in inside if subject in examples), "")


def _closed_from_inside(fences: Iterable[tuple[re.Match[str], str]]) -> list[str]:
    """The examples that hold the line which ends a fenced block that others opened."""
    closed: dict[str, None] = {}
    opening = ""
    for found, example in fences:
        if not opening:
            opening = "" if example else found[1]
        elif found[1].startswith(opening) and not found[2].strip():
            opening = ""
            if example:
                closed[example] = None
    return list(closed)


def _closing(example: Example, path: str) -> Diagnostic:
    return Diagnostic(
        "instruction-in-example",
        "error",
        f"the example `{example.id}` ends the fence in which `{path}` quotes it",
        (Label(example.span, "holds a line of backticks or tildes"),),
        subjects=(example.id,),
        help=("use a longer fence in your template, or shorten the run in the example",),
    )
