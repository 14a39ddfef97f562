"""How many tokens the compiled texts take, and which of them take too many."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from specdsl.diagnostics.model import Diagnostic, Label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from specdsl.compiler.output import Output, Piece
    from specdsl.graph.model import Policy, Style, Term
    from specdsl.source import Span

DEFAULT_ENCODING = "o200k_base"
DEFAULT_BUDGETS: Mapping[str, int] = {"spec": 15_000}
"""Tokens that one file may take, by folder (`spec`, `prompts/judge`); the deepest folder counts.

A category in full runs to 5 to 10 thousand in *Deliberative Alignment* (section 2.1); the summaries of all
the others, the styles and the rules that take precedence over the category's own come on top.
"""

_LARGEST = 3


@lru_cache(maxsize=8)
def counter(encoding: str = DEFAULT_ENCODING) -> Callable[[str], int]:
    """The function that counts tokens; chat markers such as `<|im_end|>` count as ordinary text."""
    import quicktok

    try:
        tokenizer = quicktok.get_encoding(encoding)
    except (ValueError, RuntimeError, OSError) as error:
        raise ValueError(f"there is no tokenizer named `{encoding}`") from error
    count: Callable[[str], int] = tokenizer.count
    return lru_cache(maxsize=4096)(count)


def count_output(output: Output, count: Callable[[str], int]) -> int | None:
    """The tokens of an output's texts together; None for a file that holds none."""
    if not output.pieces:
        return None
    return sum(count(piece.text) for _, piece in output.pieces)


# ── Budgets ───────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Excess:
    output: Output
    tokens: int
    budget: int
    shares: tuple[tuple[str, int], ...]


def over_budget(
    policy: Policy, outputs: Iterable[Output], budgets: Mapping[str, int], encoding: str
) -> list[Diagnostic]:
    """A `token-budget` warning for each file that takes more tokens than its folder allows."""
    places = dict(_places(policy))
    return [_finding(excess, policy, places) for excess in _excesses(outputs, budgets, encoding)]


def _excesses(outputs: Iterable[Output], budgets: Mapping[str, int], encoding: str) -> Iterator[_Excess]:
    for output in outputs:
        budget = _budget_of(output.path, budgets)
        if budget is not None and _bytes_of(output) > budget:
            count = counter(encoding)
            tokens = count_output(output, count)
            if tokens is not None and tokens > budget:
                yield _Excess(output, tokens, budget, _shares(output, count))


def _bytes_of(output: Output) -> int:
    """At least as many as its tokens, each of which is a byte or more; known without loading a tokenizer."""
    return sum(len(piece.text.encode()) for _, piece in output.pieces)


def _budget_of(path: str, budgets: Mapping[str, int]) -> int | None:
    folders = [folder for folder in budgets if path.startswith(folder.rstrip("/") + "/")]
    return budgets[max(folders, key=len)] if folders else None


def _shares(output: Output, count: Callable[[str], int]) -> tuple[tuple[str, int], ...]:
    """What takes how many tokens of it, by subject, the largest first."""
    taken: Counter[str] = Counter()
    for _, piece in output.pieces:
        _add_shares(taken, piece, count)
    return tuple(sorted(taken.items(), key=lambda share: (-share[1], share[0])))


def _add_shares(taken: Counter[str], piece: Piece, count: Callable[[str], int]) -> None:
    for mark in piece.marks:
        taken[mark.origin.subject] += count(piece.text[mark.start : mark.end])


def _finding(excess: _Excess, policy: Policy, places: Mapping[str, Span]) -> Diagnostic:
    output = excess.output
    largest = [share for share in excess.shares if share[0] in places][:_LARGEST]
    excess_tokens = excess.tokens - excess.budget
    message = (
        f"`{output.path}` takes {_tokens(excess.tokens)}, "
        f"{excess_tokens:,} more than its budget of {excess.budget:,}"
    )
    here = Label(places.get(output.category or "", policy.span), "compiles to more than fits its budget")
    return Diagnostic(
        rule="token-budget",
        level="warning",
        message=message,
        labels=(here, *(Label(places[name], f"takes {_tokens(tokens)} of it") for name, tokens in largest)),
        subjects=(output.category or policy.name,),
        help=_advice(largest, excess_tokens),
        extra={
            "path": output.path,
            "tokens": excess.tokens,
            "budget": excess.budget,
            "largest": dict(largest),
        },
    )


def _advice(largest: list[tuple[str, int]], excess: int) -> tuple[str, ...]:
    raise_it = "or raise the budget, if the model that reads it has the room"
    if not largest:
        return (f"shorten it by {_tokens(excess)}", raise_it)
    named = ", ".join(f"`{name}` ({_tokens(tokens)})" for name, tokens in largest)
    return (
        f"cut {_tokens(excess)}; most are in {named}",
        "shorten those, or move a part of them to a category of its own",
        raise_it,
    )


def _tokens(count: int) -> str:
    return "1 token" if count == 1 else f"{count:,} tokens"


def _places(policy: Policy) -> Iterator[tuple[str, Span]]:
    yield from _headers((*policy.styles, *policy.terms))
    for category in policy.categories:
        yield category.id, category.name_span
        yield from _headers((*category.styles, *category.terms))
        yield from ((rule.id, rule.name_span) for rule in category.rules)


def _headers(parts: Iterable[Style | Term]) -> Iterator[tuple[str, Span]]:
    """Each with the first of its lines."""
    for part in parts:
        first = part.span.text.partition("\n")[0]
        yield part.id, part.span._replace(end=part.span.start + len(first))
