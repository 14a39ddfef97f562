"""Building a policy again: blocks around which, and in which, nothing changed are taken as they are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from specdsl.syntax import ast

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from specdsl.graph.build import Build
    from specdsl.graph.names import Entry, Names, Table
    from specdsl.memory import Memory

T = TypeVar("T")


class Again:
    """Remembers what was made of blocks, as long as all that names can mean is the same.

    What was wrong with a block is said anew each time, since it may point to places elsewhere.
    """

    def __init__(self, what: str, build: Build, memory: Memory) -> None:
        self._what = what
        self._lookup = build.lookup
        self._memory = memory
        self._around = memory.same(f"around {what}", _around(build, memory)) if memory.lasting else None

    def of(self, blocks: object, make: Callable[[], T]) -> T:
        """What is made of a block, or of several."""
        before = self._said()
        made = self._memory.of(blocks, self._what, make, self._around)
        if self._said() != before:
            self._memory.forget(blocks, self._what, self._around)
        return made

    def _said(self) -> tuple[int, int]:
        return len(self._lookup.found), len(self._lookup.lost)


def _around(build: Build, memory: Memory) -> object:
    """All that a name, a verdict or a level can mean in any place of the policy."""
    names = build.lookup.names
    return (
        build.ladder.verdicts,
        build.ladder.known,
        build.levels,
        frozenset(build.lookup.lost),
        names.within,
        [memory.of(part, "meanings", partial(_meanings, part)) for part in names.parts],
        _meanings(names, {owner for part in names.parts for owner in part.tables if owner is not None}),
    )


def _meanings(names: Names, without: Collection[str | None] = ()) -> list[object]:
    return [*_tables((owner, table) for owner, table in names.tables.items() if owner not in without)]


def _tables(tables: Iterable[tuple[str | None, Table]]) -> Iterator[object]:
    for owner, table in tables:
        entries = [*map(_meaning, table.entries.values())]
        yield owner, entries, {old: entry.id for old, entry in table.renamed.items()}, table.unread


def _meaning(entry: Entry) -> object:
    """What others can ask of a named thing: the values of a facet, the verdicts that a style is for."""
    match entry.node:
        case ast.Facet():
            return entry.id, entry.kind, entry.values
        case ast.Style():
            return entry.id, entry.kind, [name.text for name in entry.node.verdicts]
        case _:
            return entry.id, entry.kind
