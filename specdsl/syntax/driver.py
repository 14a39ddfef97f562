"""The parser: one loop over flat LALR tables."""

from __future__ import annotations

from specdsl.syntax.tables import CALL, END, EXTEND, JOIN, LIST, PASS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any, TypeAlias

    from specdsl.syntax.tables import Tables

    Program: TypeAlias = Sequence[tuple[int, int, int, Callable[..., Any]]]
    """The rules of the grammar with their actions: what is made, from how many values, how, by what."""


class Unread(Exception):  # noqa: N818 - says what became of the tokens; it never leaves this package
    """The token at `position` does not fit."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


def program(tables: Tables, deeds: Sequence[Callable[..., Any]]) -> Program:
    return [(*rule[:3], deed) for rule, deed in zip(tables.rules, deeds, strict=True)]


def run(tables: Tables, start: str, kinds: Sequence[int], values: Sequence[Any], rules: Program) -> Any:  # noqa: ANN401
    """Read tokens as one `start`, and say what it means."""
    actions, gotos = tables.actions, tables.gotos
    states = [tables.starts[start]]
    stack: list[Any] = []
    row = actions[states[0]]
    for position, kind in enumerate(kinds):
        while (step := row.get(kind, _NOWHERE)) < 0:
            symbol, length, shape, deed = rules[~step]
            if shape == CALL:
                taken = stack[-length:]
                del stack[-length:], states[-length:]
                stack.append(deed(*taken))
                state = gotos[states[-1]][symbol]
                states.append(state)
            else:
                state = _reduce(rules[~step], stack, states, gotos)
            row = actions[state]
        if step == _NOWHERE:
            raise Unread(position)
        states.append(step)
        row = actions[step]
        stack.append(values[position])
    end, last = tables.symbols[END], tables.ends[start]
    while states[-1] != last:
        step = row.get(end, _NOWHERE)
        if step == _NOWHERE:
            raise Unread(len(kinds))
        row = actions[_reduce(rules[~step], stack, states, gotos)]
    return stack[0]


_NOWHERE = 1 << 30


def _reduce(
    rule: tuple[int, int, int, Callable[..., Any]],
    stack: list[Any],
    states: list[int],
    gotos: Sequence[Mapping[int, int]],
) -> int:
    """Make one value of the last ones, and say in which state that leaves the parser."""
    symbol, length, shape, deed = rule
    if shape != PASS:
        place = len(stack) - length
        taken = stack[place:]
        del stack[place:]
        stack.append(_made(shape, taken, deed))
    del states[len(states) - length :]
    state = gotos[states[-1]][symbol]
    states.append(state)
    return state


def _made(shape: int, taken: list[Any], deed: Callable[..., Any]) -> Any:  # noqa: ANN401
    if shape == CALL:
        return deed(*taken)
    if shape == EXTEND:
        first: list[Any] = taken[0]
        first += taken[1:]
        return first
    if shape == LIST:
        return taken
    return _spliced(taken) if shape == JOIN else deed(*_spliced(taken))


def _spliced(taken: Iterable[Any]) -> list[Any]:
    flat: list[Any] = []
    for value in taken:
        if type(value) is list:
            flat += value
        else:
            flat.append(value)
    return flat


def expected(tables: Tables, start: str, kinds: Sequence[int]) -> frozenset[str]:
    """The symbols that may follow some tokens which are the beginning of a `start`."""
    states = [tables.starts[start]]
    for kind in kinds:
        _advance(tables, states, kind)
    return frozenset(
        name for name, symbol in tables.symbols.items() if _advance(tables, list(states), symbol)
    )


def _advance(tables: Tables, states: list[int], symbol: int) -> bool:
    """Move on over a symbol, after what must be reduced before it; false where it does not fit."""
    step = tables.actions[states[-1]].get(symbol)
    while step is not None and step < 0:
        made, length, _, _ = tables.rules[~step]
        del states[len(states) - length :]
        states.append(tables.gotos[states[-1]][made])
        step = tables.actions[states[-1]].get(symbol)
    if step is not None:
        states.append(step)
    return step is not None
