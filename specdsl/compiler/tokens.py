"""How many tokens the compiled texts take, and which of them take too many."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from itertools import islice
from operator import neg
from typing import TYPE_CHECKING

from specdsl.compiler.plain_tokens import ENCODING, tokens_of, tokens_of_each
from specdsl.compiler.render import WORDING
from specdsl.diagnostics.model import Diagnostic, Label
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from specdsl.compiler.output import Output, Piece, Stretch
    from specdsl.compiler.plain_tokens import Tokens
    from specdsl.graph.query import Index
    from specdsl.source import Span

DEFAULT_ENCODING = "o200k_base"
DEFAULT_BUDGETS: Mapping[str, int] = {"spec": 15_000}
"""Tokens that one file may take, by folder (`spec`, `prompts/judge`); the deepest folder counts.

A category in full runs to 5 to 10 thousand in *Deliberative Alignment* (section 2.1); the summaries of all
the others, the styles and the rules that take precedence over the category's own come on top.
"""

_KNOWN = frozenset({"cl100k_base", "llama3", "o200k_base", "o200k_harmony", "qwen3"})
"""Encodings known to end a token at an empty line before `#`: the pattern that parts their words does."""

_LARGEST = 3


class TokenCount:
    """How many tokens a text takes; chat markers such as `<|im_end|>` count as ordinary text."""

    def __init__(self, encoding: str, *, loaded: bool = False) -> None:
        """`loaded`: the tokenizer counts everything, not only what cannot be counted without it."""
        self.encoding = encoding
        self._is_plain = encoding == ENCODING and not loaded
        self._count = lru_cache(maxsize=4096)(self._counted)

    def __call__(self, text: str) -> int:
        return self._count(text)

    def of_each(self, texts: Sequence[str]) -> int:
        """Of many texts together, each by itself."""
        known = tokens_of_each(texts) if self._is_plain else None
        return sum(map(self._count, texts)) if known is None else known

    def of(self, piece: Piece) -> int:
        """Of a piece; what it shares with others is counted once."""
        if self._is_plain:
            return sum(self._all(stretch.tokens) for stretch in piece.stretches)
        if self.encoding in _KNOWN:
            return sum(self._count(stretch.text) for stretch in piece.stretches)
        return self._count(piece.text)

    def _counted(self, text: str) -> int:
        return self._all(tokens_of(text)) if self._is_plain else _tokenizer(self.encoding)(text)

    def _all(self, tokens: Tokens) -> int:
        return tokens.plain + sum(map(_tokenizer(ENCODING), tokens.others)) if tokens.others else tokens.plain


@lru_cache(maxsize=8)
def counter(encoding: str = DEFAULT_ENCODING, *, loaded: bool = False) -> TokenCount:
    """The count of this encoding; `loaded` where there is so much to count that to load it saves time."""
    if loaded or encoding != ENCODING:
        _tokenizer(encoding)
    return TokenCount(encoding, loaded=loaded)


def counter_for(outputs: Iterable[Output], encoding: str) -> TokenCount:
    """The count of this encoding that is the quickest for these."""
    texts = {id(stretch): len(stretch.text) for stretch in _stretches(outputs)}
    return counter(encoding, loaded=sum(texts.values()) > _MUCH)


def _stretches(outputs: Iterable[Output]) -> Iterator[Stretch]:
    return (stretch for output in outputs for _, piece in output.pieces for stretch in piece.stretches)


_MUCH = 8_000_000
"""Characters. A tokenizer is loaded in half a second, and counts ten times as fast as we do without."""


@lru_cache(maxsize=8)
def _tokenizer(encoding: str) -> Callable[[str], int]:
    """The count of a tokenizer, which takes long to load."""
    import quicktok

    try:
        return quicktok.get_encoding(encoding).count  # type: ignore[no-any-return]
    except (ValueError, RuntimeError, OSError) as error:
        raise ValueError(f"there is no tokenizer named `{encoding}`") from error


def count_output(output: Output, count: TokenCount) -> int | None:
    """The tokens of an output's texts together; None for a file that holds none."""
    if not output.pieces:
        return None
    return sum(count.of(piece) for _, piece in output.pieces)


# ── Budgets ───────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Excess:
    output: Output
    tokens: int
    budget: int
    shares: tuple[tuple[str, int], ...]


def over_budget(
    index: Index, outputs: Iterable[Output], budgets: Mapping[str, int], encoding: str
) -> list[Diagnostic]:
    """A `token-budget` warning for each file that takes more tokens than its folder allows."""
    return [_finding(excess, index) for excess in _excesses(outputs, budgets, encoding)]


def _excesses(outputs: Iterable[Output], budgets: Mapping[str, int], encoding: str) -> Iterator[_Excess]:
    for output in outputs:
        budget = _budget_of(output.path, budgets)
        if budget is not None and _bytes_of(output) > budget and _most_of(output, encoding) > budget:
            count = counter(encoding)
            tokens = count_output(output, count)
            if tokens is not None and tokens > budget:
                yield _Excess(output, tokens, budget, _shares(output, count))


def _bytes_of(output: Output) -> int:
    """At least as many as its tokens, each of which is a byte or more; known without loading a tokenizer."""
    return sum(len(stretch.utf8) for _, piece in output.pieces for stretch in piece.stretches)


def _most_of(output: Output, encoding: str) -> int:
    """A closer bound, where there is one."""
    if encoding != ENCODING:
        return _bytes_of(output)
    return sum(stretch.most_tokens for _, piece in output.pieces for stretch in piece.stretches)


def _budget_of(path: str, budgets: Mapping[str, int]) -> int | None:
    folders = [folder for folder in budgets if path.startswith(folder.rstrip("/") + "/")]
    return budgets[max(folders, key=len)] if folders else None


def _shares(output: Output, count: TokenCount) -> tuple[tuple[str, int], ...]:
    """How many tokens of it each subject takes, the largest first; of templates it does not matter."""
    taken: Counter[str] = Counter()
    for _, piece in output.pieces:
        taken.update(_shares_of(piece.stretches, count))
    return tuple(
        (name, -tokens) for tokens, name in sorted(zip(map(neg, taken.values()), taken, strict=True))
    )


@lru_cache(maxsize=8)
def _shares_of(stretches: tuple[Stretch, ...], count: TokenCount) -> Counter[str]:
    """Of some stretches, of which most texts begin with the same."""
    if len(stretches) == 1:
        return _shares_in(stretches[0], count)
    taken = _shares_of(stretches[:-1], count).copy()
    taken.update(_shares_in(stretches[-1], count))
    return taken


def _shares_in(stretch: Stretch, count: TokenCount) -> Counter[str]:
    said: defaultdict[str, list[str]] = defaultdict(list)
    for start, end, (subject, part, _) in stretch.marks:
        if part != WORDING:
            said[subject].append(stretch.text[start:end])
    return Counter({subject: count.of_each(texts) for subject, texts in said.items()})


def _finding(excess: _Excess, index: Index) -> Diagnostic:
    output = excess.output
    placed = ((*share, _place(index, share[0])) for share in excess.shares)
    shown = [*islice(((name, tokens, place) for name, tokens, place in placed if place), _LARGEST)]
    largest = [(name, tokens) for name, tokens, _ in shown]
    excess_tokens = excess.tokens - excess.budget
    message = (
        f"`{output.path}` takes {_tokens(excess.tokens)}, "
        f"{excess_tokens:,} more than its budget of {excess.budget:,}"
    )
    whole = _place(index, output.category or "") or index.policy.span
    here = Label(whole, "compiles to more than fits its budget")
    return Diagnostic(
        rule="token-budget",
        level="warning",
        message=message,
        labels=(here, *(Label(place, f"takes {_tokens(tokens)} of it") for _, tokens, place in shown)),
        subjects=(output.category or index.policy.name,),
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


def _place(index: Index, name: str) -> Span | None:
    """Where a rule or a category is named, or the first line of a style or a term."""
    named = index.rules.get(name) or index.categories.get(name)
    if named:
        return named.name_span
    block = index.styles.get(name) or index.terms.get(name)
    return _first_line(block.span) if block else None


def _first_line(block: Span) -> Span:
    return block._replace(end=block.start + len(block.text.partition("\n")[0]))
