"""The parser: one loop over flat LALR tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specdsl.syntax.tables import CALL, END, EXTEND, LIST, PASS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from specdsl.syntax.tables import Tables


class Unread(Exception):  # noqa: N818 - says what became of the tokens; it never leaves this package
    """The token at `position` does not fit."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


def run(
    tables: Tables,
    start: str,
    kinds: Sequence[int],
    values: Sequence[Any],
    deeds: Sequence[Callable[..., Any]],
) -> Any:  # noqa: ANN401 - what the start symbol means
    """Read tokens as one `start`; `deeds` are the actions of the rules, by number."""
    actions, gotos, rules = tables.actions, tables.gotos, tables.rules
    end = tables.ends[start]
    state = tables.starts[start]
    states = [state]
    stack: list[Any] = []
    position = 0
    row = actions[state]
    for kind in (*kinds, tables.symbols[END]):
        step = row.get(kind)
        while step is None or step < 0:
            if step is None:
                if position == len(kinds) and state == end:
                    return stack[0]
                raise Unread(position)
            symbol, length, shape, _ = rules[~step]
            if shape != PASS:
                taken = stack[-length:] if length else []
                if length:
                    del stack[-length:], states[-length:]
                stack.append(_made(shape, taken, deeds[~step]))
            else:
                states.pop()
            state = gotos[states[-1]][symbol]
            states.append(state)
            row = actions[state]
            step = row.get(kind)
        state = step
        states.append(state)
        row = actions[state]
        stack.append(values[position])
        position += 1
    raise AssertionError  # the end is never shifted


def _made(shape: int, taken: list[Any], deed: Callable[..., Any]) -> Any:  # noqa: ANN401
    if shape == CALL:
        return deed(*taken)
    if shape == EXTEND:
        first: list[Any] = taken[0]
        first += _spliced(taken[1:])
        return first
    return _spliced(taken) if shape == LIST else deed(*_spliced(taken))


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
