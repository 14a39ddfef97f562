"""What the grammar cannot say: how often a statement may stand, the order of a conversation, dates."""

from __future__ import annotations

import re

from specdsl.diagnostics import Diagnostic, Label
from specdsl.syntax import ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specdsl.source import Span

_REPEATABLE = (ast.Unless, ast.Directive, ast.Value, ast.Term, ast.Accept)
_LISTS = {
    ast.Follow: "follow", ast.Overrides: "overrides", ast.Within: "within", ast.DisjointFrom: "disjoint from",
    ast.Was: "was",
}  # fmt: skip
_WORDS = {
    ast.Version: "version", ast.Owner: "owner", ast.Authority: "authority", ast.Otherwise: "otherwise",
    ast.Language: "language", ast.Status: "status", ast.Reference: "source", ast.Given: "given",
    ast.Expect: "expect",
}  # fmt: skip
_STATES = ("draft", "active", "retired")
_TURNS = ("system", "developer", "user", "assistant", "tool")
_REPLIES = ("good", "bad", "okay")
_TAG = "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"
_DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"


def check(block: ast.Block) -> list[Diagnostic]:
    """What is wrong in a block of which every line parsed."""
    if isinstance(block, _UNCHECKED):
        return []
    items = block.items
    keys = [item.key.text if type(item) is ast.ProseStatement else type(item) for item in items]
    kinds = set(keys)
    found = [] if len(kinds) == len(keys) else list(_repeated(items, block))
    if not kinds.isdisjoint(_CHECKED):
        found += [one for item in items if isinstance(item, _CHECKED) for one in _value(item)]
    return [*found, *_order(items)] if isinstance(block, ast.Example) else found


def are_looked_into(items: Iterable[ast.Item]) -> bool:
    """Whether it matters what they say; else what is wrong in a block depends on their kinds alone."""
    return any(isinstance(item, _CHECKED) for item in items)


_UNCHECKED = (ast.Hole, ast.Facet, ast.Verdicts, ast.Flag, ast.Element, ast.Assume)


# ── Once only ─────────────────────────────────────────────────────────────────


def _repeated(items: Sequence[ast.Item], block: ast.Block) -> Iterator[Diagnostic]:
    seen: dict[object, Span] = {}
    for item in items:
        key = _key(item, block)
        if key is None:
            continue
        if key in seen:
            yield _twice(item, seen[key], block)
        seen.setdefault(key, item.span)


def _key(item: ast.Item, block: ast.Block) -> object:
    """What may stand once; None for what may stand again."""
    if isinstance(item, ast.ProseStatement):
        return None if isinstance(block, ast.Example) or item.key.text == "note" else item.key.text
    return type(item) if type(item) in _ONCE else None


_ONCE = frozenset({*_LISTS, *_WORDS, ast.Decision})


def _twice(item: ast.Item, first: Span, block: ast.Block) -> Diagnostic:
    from specdsl.syntax.english import a

    message, help_ = _once(item, a(type(block).__name__.lower()))
    labels = (Label(item.span, "said again here"), Label(first, "first said here"))
    return Diagnostic("syntax-error", "error", message, labels, help=help_)


def _once(item: ast.Item, block: str) -> tuple[str, tuple[str, ...]]:
    """What may be said once only, and what to do about it."""
    if isinstance(item, ast.Decision):
        return "a rule has one verdict, this one has two", ("make two rules of it",)
    if isinstance(item, ast.ProseStatement):
        return f"{block} has one `{item.key.text}:`", ("put both texts under one",)
    if type(item) in _LISTS:
        return f"`{_LISTS[type(item)]}` stands once, with all its names", ("separate the names with commas",)
    return f"{block} has one `{_WORDS[type(item)]}`", ()


# ── Words of a closed set ─────────────────────────────────────────────────────

_CHECKED = (ast.Status, ast.Language, ast.Accept)


def _value(item: ast.Status | ast.Language | ast.Accept) -> list[Diagnostic]:
    match item:
        case ast.Status(value) if value.text not in _STATES:
            from specdsl.diagnostics.suggest import suggest

            near = suggest(value.text, _STATES, 1)
            label = f"did you mean `{near[0]}`?" if near else "`draft`, `active` or `retired` belongs here"
            return [_error(f"`{value.text}` is no status of a rule", value.span, label)]
        case ast.Language(tag) if not re.fullmatch(_TAG, tag.text):
            return [
                _error(f"`{tag.text}` is no language", tag.span, "a tag such as `en` or `pt-BR` belongs here")
            ]
        case ast.Accept(until=until) if until is not None and not _is_date(until.text):
            return [_error(f"`{until.text}` is no date", until.span, "a day such as 2027-01-31 belongs here")]
    return []


def _is_date(text: str) -> bool:
    from datetime import date

    try:
        return re.fullmatch(_DATE, text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


# ── A conversation ────────────────────────────────────────────────────────────


def _order(items: Sequence[ast.Item]) -> Iterator[Diagnostic]:
    """Turns first, then replies, each with a reason behind it or none."""
    before = ""
    replied: ast.ProseStatement | None = None
    for item in items:
        if not isinstance(item, ast.ProseStatement):
            continue
        key = item.key.text
        if key == "because" and before not in _REPLIES:
            yield _error(
                "`because:` stands right behind the reply that it explains", item.key.span, "behind no reply"
            )
        if key in _TURNS and replied is not None:
            labels = (Label(item.key.span, "a turn"), Label(replied.key.span, "the first reply"))
            yield Diagnostic(
                "syntax-error", "error", "a turn of the conversation stands behind a reply", labels
            )
        before = key
        replied = item if key in _REPLIES and replied is None else replied


def _error(message: str, span: Span, label: str) -> Diagnostic:
    return Diagnostic("syntax-error", "error", message, (Label(span, label),))
