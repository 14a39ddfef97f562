"""What is checked of compiled text: that nothing was lost on the way, and that examples stay quotations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specdsl.diagnostics import Diagnostic, Label
from specdsl.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specdsl.compiler.context import Context
    from specdsl.compiler.output import Output, Piece
    from specdsl.graph.model import Example, Prose, Rule

# ── lost-in-compile ───────────────────────────────────────────────────────────

Said = set[tuple[str, str]]
"""The subjects and parts of which a text has at least one word."""


def lost_in_compile(context: Context, outputs: Sequence[Output]) -> list[Diagnostic]:
    """Every rule, exception or rank that a text which should state it does not.

    A text should state everything of its category if its output says that it is complete. What it does state
    is read off the marks: a part is there if a word of the text comes from it. A rank may stand beside either
    of its two rules.
    """
    complete = [output for output in outputs if output.complete and output.category]
    return [finding for output in complete for finding in _lost_from(context, output)]


def _lost_from(context: Context, output: Output) -> Iterator[Diagnostic]:
    said = said_in(output)
    for rule in context.index.categories[output.category or ""].rules:
        if rule.status == "active":
            yield from _lost_of(context, rule, said, output.path)


def said_in(output: Output) -> Said:
    """What the pieces of an output state."""
    return {
        (mark.origin.subject, mark.origin.part)
        for _, piece in output.pieces
        for mark in piece.marks
        if not piece.text[mark.start : mark.end].isspace()
    }


def _lost_of(context: Context, rule: Rule, said: Said, path: str) -> Iterator[Diagnostic]:
    if (rule.id, "verdict") not in said:
        yield _lost(rule.id, f"the rule `{rule.id}`", rule.decision_span, path)
        return
    for number, condition in enumerate(rule.unless):
        if (rule.id, f"unless:{number}") not in said:
            yield _lost(rule.id, f"an exception of the rule `{rule.id}`", condition.span, path)
    for winner, loser in _ranks(context, rule):
        if not {(winner.id, f"overrides:{loser.id}"), (loser.id, f"yields:{winner.id}")} & said:
            yield _lost(rule.id, f"that `{winner.id}` overrides `{loser.id}`", winner.span, path)


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


def instruction_in_example(context: Context, outputs: Sequence[Output]) -> list[Diagnostic]:
    """Every example that could be read as more than a quotation.

    Either its text holds a control token, or a compiled text quotes it between fences of which it closes one.
    Our own fences are longer than any run inside them; a user's template may choose others.
    """
    examples = context.index.examples
    found = [finding for example in examples.values() for finding in _tokens_in(example)]
    for output in outputs:
        for _, piece in output.pieces:
            closed = dict.fromkeys(_closed_from_inside(piece, examples.keys()))
            found += [_closing(examples[name], output.path) for name in closed]
    return found


def _tokens_in(example: Example) -> Iterator[Diagnostic]:
    for prose in _texts(example):
        for token in CONTROL_TOKENS.finditer(prose.text):
            yield Diagnostic(
                "instruction-in-example",
                "error",
                f"the example `{example.id}` holds `{token[0]}`, a control token of chat templates",
                (Label(_place(prose, token), "not text to a model"),),
                subjects=(example.id,),
                help=("describe the token in words, or break it up with a space",),
            )


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


def _closed_from_inside(piece: Piece, examples: Iterable[str]) -> Iterator[str]:
    """The examples that hold the line which ends a fenced block that others opened."""
    known = set(examples)
    fences = [(found, _example_at(piece, found.start(1), known)) for found in _FENCE.finditer(piece.text)]
    opening = ""
    for found, example in fences:
        if not opening:
            opening = "" if example else found[1]
        elif found[1].startswith(opening) and not found[2].strip():
            opening = ""
            if example:
                yield example


def _example_at(piece: Piece, position: int, known: set[str]) -> str:
    inside = (mark.origin.subject for mark in piece.marks if mark.start <= position < mark.end)
    return next((subject for subject in inside if subject in known), "")


def _closing(example: Example, path: str) -> Diagnostic:
    return Diagnostic(
        "instruction-in-example",
        "error",
        f"the example `{example.id}` ends the fence in which `{path}` quotes it",
        (Label(example.span, "holds a line of backticks or tildes"),),
        subjects=(example.id,),
        help=("use a longer fence in your template, or shorten the run in the example",),
    )
