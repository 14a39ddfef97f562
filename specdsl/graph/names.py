"""The names that a policy's files declare: who owns which, and from where each can be used.

Every owner (the policy, a category, a rule with its examples) keeps one table, in which a name stands once.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from specdsl.diagnostics import Diagnostic, Label
from specdsl.graph.query import rings
from specdsl.record import dataclass, field
from specdsl.syntax import ast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specdsl.graph.model import Kind
    from specdsl.memory import Memory

Declaration: TypeAlias = (
    ast.Facet | ast.Flag | ast.Element | ast.Style | ast.Category | ast.Rule | ast.Example | ast.Term
)

# Names of one group are used in the same places, so that one of them can be mistaken for another.
_GROUPS: tuple[frozenset[Kind], ...] = (
    frozenset({"facet", "scale", "flag"}),
    frozenset({"element"}),
    frozenset({"term", "rule", "category", "style"}),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One declared name. `owner` is the category (or the rule, for its examples) in which it stands."""

    id: str
    kind: Kind
    owner: str | None
    node: Declaration

    @property
    def name(self) -> str:
        return self.node.name.text

    @property
    def values(self) -> list[str]:
        """The names of a facet's values; of anything else, none."""
        items = self.node.items if isinstance(self.node, ast.Facet) else ()
        return [item.name.text for item in items if isinstance(item, ast.Value)]

    @property
    def place(self) -> Label:
        return Label(self.node.name.span, f"the {self.kind} `{self.name}` is defined here")


@dataclass(frozen=True, slots=True)
class Table:
    """The names of one owner; `unread` are those of blocks that could not be read or were left out."""

    entries: dict[str, Entry] = field(default_factory=dict)
    renamed: dict[str, Entry] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Names:
    """All tables, by owner (None is the policy), and what each category is within, circles left out.

    `parts` are those of which the tables were taken over, as they are.
    """

    tables: dict[str | None, Table] = field(default_factory=lambda: {None: Table()})
    within: dict[str, tuple[str, ...]] = field(default_factory=dict)
    parts: list[Names] = field(default_factory=list)
    _scopes: dict[str | None, tuple[tuple[Table, ...], ...]] = field(default_factory=dict)

    def table(self, owner: str | None) -> Table:
        return self.tables.setdefault(owner, Table())

    def take_over(self, other: Names) -> None:
        """All names of a part of the policy that shares no owner with the rest."""
        self.parts.append(other)
        top = other.tables[None]
        self.tables.update((owner, table) for owner, table in other.tables.items() if owner is not None)
        self.tables[None].entries.update(top.entries)
        self.tables[None].renamed.update(top.renamed)
        self.tables[None].unread.update(top.unread)

    def holds(self, node: Declaration, owner: str | None) -> bool:
        """Whether this is the block that the name stands for, not a second one of the same name."""
        return self.tables[owner].entries[node.name.text].node is node

    def scope(self, category: str | None) -> tuple[tuple[Table, ...], ...]:
        """Where a name used in a category is looked for: there, in what that is within, then at the top."""
        if category not in self._scopes:
            around = [] if category is None else rings(category, lambda each: self.within.get(each, ()))
            inner = (tuple(self.table(each) for each in ring) for ring in around)
            self._scopes[category] = (*inner, (self.tables[None],))
        return self._scopes[category]

    def everything(self) -> Iterator[Entry]:
        for table in self.tables.values():
            yield from table.entries.values()


def kind_of(node: Declaration) -> Kind:
    if isinstance(node, ast.Facet):
        return "scale" if node.ordered else "facet"
    return _KINDS[type(node)]


_KINDS: dict[type[Declaration], Kind] = {
    ast.Flag: "flag",
    ast.Element: "element",
    ast.Style: "style",
    ast.Category: "category",
    ast.Rule: "rule",
    ast.Example: "example",
    ast.Term: "term",
}


# ── Collecting ────────────────────────────────────────────────────────────────


def collect(blocks: Sequence[ast.Block], memory: Memory) -> tuple[Names, list[Diagnostic]]:
    """All names of a policy, and what is wrong with them as names."""
    names = Names()
    tell_apart = _apart(blocks)
    found: list[Diagnostic] = []
    for block in blocks:
        known = memory.of(block, "names", partial(_names_in, block)) if tell_apart else None
        if known:
            names.take_over(known)
        else:
            found += _declare(names, block, None)
    return names, [*found, *_shadowed(names)]


def _apart(blocks: Iterable[ast.Block]) -> bool:
    """Whether no block can hide the names of another: then each can be looked at by itself."""
    items = [
        item for block in blocks for item in (block.items if isinstance(block, ast.Policy) else (block,))
    ]
    called = [item.name.text for item in items if isinstance(item, Declaration)]
    return len(called) == len({*called}) and not any(isinstance(item, ast.Hole) for item in items)


def _names_in(block: ast.Block) -> Names | None:
    """The names of a category, by themselves; None where something is wrong with them."""
    names = Names()
    found = [*_declare(names, block, None)] if isinstance(block, ast.Category) else [block]
    return None if found else names


def _declare(names: Names, item: ast.Item, owner: str | None) -> Iterator[Diagnostic]:
    if isinstance(item, ast.Policy):
        for each in item.items:
            yield from _declare(names, each, owner)
    elif isinstance(item, ast.Hole):
        _hide(names, item, owner)
    elif isinstance(item, Declaration):
        yield from _add(names, item, owner)


def _add(names: Names, node: Declaration, owner: str | None) -> Iterator[Diagnostic]:
    table = names.table(owner)
    entry = Entry(qualified(owner, node.name.text), kind_of(node), owner, node)
    first = table.entries.setdefault(entry.name, entry)
    if first is not entry:
        _hide(names, node, owner)
        yield _duplicate(first, entry)
        return
    table.renamed.update((old, entry) for old in _old_names(node))
    if isinstance(node, (ast.Category, ast.Rule)):
        names.table(entry.id)
        for item in node.items:
            yield from _declare(names, item, entry.id)


def _hide(names: Names, block: Declaration | ast.Hole, owner: str | None) -> None:
    """Remember the names of what is not in the graph, so that nobody is told twice about them."""
    called = block.names if isinstance(block, ast.Hole) else (block.name.text,)
    names.table(owner).unread.update(called)
    for inner in getattr(block, "items", ()):
        if isinstance(inner, ast.Hole | Declaration):
            for name in called:
                _hide(names, inner, qualified(owner, name))


def qualified(owner: str | None, name: str) -> str:
    return name if owner is None else f"{owner}.{name}"


def _old_names(node: Declaration) -> Iterator[str]:
    if isinstance(node, ast.Rule):
        yield from (name.text for item in node.items if isinstance(item, ast.Was) for name in item.names)


# ── Findings ──────────────────────────────────────────────────────────────────


def _duplicate(first: Entry, again: Entry) -> Diagnostic:
    where = f" in `{again.owner}`" if again.owner else ""
    what = again.kind if first.kind == again.kind else "name"
    return Diagnostic(
        "duplicate-name",
        "error",
        f"the {what} `{again.name}` is defined twice{where}",
        (
            Label(again.node.name.span, f"defined again, as {article(again.kind)}"),
            Label(first.node.name.span, f"first defined here, as {article(first.kind)}"),
        ),
        subjects=(again.id,),
        help=("give one of them another name, or put the two together",),
    )


def _shadowed(names: Names) -> Iterator[Diagnostic]:
    top = names.tables[None].entries
    for entry in names.everything():
        hidden = top.get(entry.name) if entry.owner in top else None
        if hidden and _same_group(entry.kind, hidden.kind):
            yield _shadow(entry, hidden)


def _same_group(one: Kind, other: Kind) -> bool:
    return any(one in group and other in group for group in _GROUPS)


def _shadow(entry: Entry, hidden: Entry) -> Diagnostic:
    return Diagnostic(
        "shadowed-name",
        "warning",
        f"in `{entry.owner}` the {entry.kind} `{entry.name}` hides the {hidden.kind} of the same name",
        (
            Label(entry.node.name.span, f"in `{entry.owner}` the name means this {entry.kind}"),
            Label(hidden.node.name.span, f"everywhere else it means this {hidden.kind}"),
        ),
        subjects=(entry.id, hidden.id),
        help=("give one of them another name, so that readers cannot mistake it",),
    )


def article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
