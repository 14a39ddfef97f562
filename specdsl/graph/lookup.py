"""From a name as written to what it stands for, and what to say where that is nothing or the wrong thing."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from specdsl.diagnostics import Diagnostic, Edit, Fix, Label
from specdsl.diagnostics.suggest import suggest
from specdsl.graph.names import article
from specdsl.record import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from specdsl.graph.model import Kind
    from specdsl.graph.names import Entry, Names, Table
    from specdsl.source import Span
    from specdsl.syntax import ast

_FEW = 7  # so many names can be listed in a line of help
_MANY = 200  # behind so many findings nobody reads what might have been meant; to look for it would take long


@dataclass(frozen=True, slots=True)
class Use:
    """A way to use a name: the kinds that fit, and what to write instead with a name of another kind."""

    kinds: tuple[Kind, ...]
    instead: Mapping[Kind, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def noun(self) -> str:
        *most, last = self.kinds
        return f"{', '.join(most)} or {last}" if most else last


FLAG = Use(
    ("flag",),
    {
        "facet": "say which of its values, as in `{name} is {value}`",
        "scale": "say which of its values, as in `{name} at least {value}`",
        "category": "write `in {name}` for a request that is in the category",
        "term": "a condition asks flags, facets and scales; a question of its own goes in double quotes",
    },
)
FACET = Use(
    ("facet", "scale"),
    {"flag": "a flag holds or does not: write `{name}` or `not {name}`, without a value"},
)
SCALE = Use(
    ("scale",),
    {
        "facet": "its values have no order: write `{name} is one of …`, or make it a `scale`, lowest first",
        "flag": "a flag holds or does not: write `{name}` or `not {name}`, without a value",
    },
)
CATEGORY = Use(("category",))
ELEMENT = Use(("element",))
STYLE = Use(("style",))
RULE = Use(
    ("rule",),
    {"category": "name each rule that is meant, as `{name}.rule`"},
)
LINKED = Use(
    ("term", "rule", "category", "style"),
    {
        "flag": "write it in plain words",
        "facet": "write it in plain words",
        "scale": "write it in plain words",
    },
)
ACCEPTED = Use(("rule", "style", "category", "element", "term", "facet", "scale", "flag", "example"))


@dataclass(frozen=True, slots=True)
class Scope:
    """From where a name is used: the category that it is in, and whose statement it is part of."""

    category: str | None = None
    subject: str | None = None

    @property
    def subjects(self) -> tuple[str, ...]:
        return () if self.subject is None else (self.subject,)


@dataclass(frozen=True, slots=True)
class Lookup:
    """Finds what names stand for, and keeps what it has to say about those that stand for nothing.

    `lost` are the identifiers of rules that are not in the graph because they could not be understood.
    """

    names: Names
    found: list[Diagnostic] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    _values: dict[str, frozenset[str]] = field(default_factory=dict)

    def find(self, name: ast.Name, use: Use, scope: Scope) -> Entry | None:
        """The one thing of the right kind that the name stands for; else None, and the reason is noted."""
        fitting = self._nearest(name.text, scope, use.kinds)
        if len(fitting) == 1:
            return None if fitting[0].id in self.lost else fitting[0]
        if fitting:
            self.found.append(_ambiguous(name, fitting, scope))
        elif not self._unread(name.text, scope):
            self.found.append(self._explain(name, use, scope))
        return None

    def find_id(self, name: ast.Name, use: Use, scope: Scope) -> str | None:
        entry = self.find(name, use, scope)
        return entry.id if entry else None

    def find_all(self, names: Iterable[ast.Name], use: Use, scope: Scope) -> tuple[str, ...]:
        """Those that can be found, each once, in the order written."""
        found = (self.find_id(name, use, scope) for name in names)
        return tuple(dict.fromkeys(each for each in found if each is not None))

    def values_of(self, facet: Entry) -> frozenset[str]:
        """The names of its values, gathered once for all conditions that name one."""
        if facet.id not in self._values:
            self._values[facet.id] = frozenset(facet.values)
        return self._values[facet.id]

    # ── Looking ───────────────────────────────────────────────────────────────

    def _nearest(self, text: str, scope: Scope, kinds: Sequence[Kind]) -> tuple[Entry, ...]:
        last = text.rpartition(".")[2]
        for ring in self._tables(text, scope):
            entries = (table.entries.get(last) for table in ring)
            fitting = tuple(entry for entry in entries if entry and entry.kind in kinds)
            if fitting:
                return fitting
        return ()

    def _tables(self, text: str, scope: Scope) -> tuple[tuple[Table, ...], ...]:
        owner = text.rpartition(".")[0]
        if not owner:
            return self.names.scope(scope.category)
        table = self.names.tables.get(owner)
        return () if table is None else ((table,),)

    def _unread(self, text: str, scope: Scope) -> bool:
        """Whether the name may be that of a block which was reported already."""
        owner, _, last = text.rpartition(".")
        if owner and owner in self.names.tables[None].unread:
            return True
        return any(last in table.unread for ring in self._tables(text, scope) for table in ring)

    # ── Saying why not ────────────────────────────────────────────────────────

    def _explain(self, name: ast.Name, use: Use, scope: Scope) -> Diagnostic:
        renamed = self._renamed(name.text, scope, use.kinds)
        if renamed:
            return _old_name(name, renamed, self._written(renamed, scope), scope)
        other = self._nearest(name.text, scope, ACCEPTED.kinds)
        return _wrong_kind(name, use, other[0], scope) if other else self._undefined(name, use, scope)

    def _renamed(self, text: str, scope: Scope, kinds: Sequence[Kind]) -> Entry | None:
        last = text.rpartition(".")[2]
        entries = (table.renamed.get(last) for ring in self._tables(text, scope) for table in ring)
        return next((entry for entry in entries if entry and entry.kind in kinds), None)

    def _undefined(self, name: ast.Name, use: Use, scope: Scope) -> Diagnostic:
        likely = self._likely(name.text, use, scope) if len(self.found) < _MANY else ()
        missing = self._missing_owner(name.text)
        return Diagnostic(
            "undefined-reference",
            "error",
            f"there is no {use.noun} called `{name.text}`",
            (Label(name.span, f"there is no `{missing}`" if missing else f"no such {use.noun}"),),
            subjects=scope.subjects,
            help=self._advice(name.text, use, likely, scope),
            fixes=replacements(name.span, likely),
        )

    def _missing_owner(self, text: str) -> str:
        """The part of a dotted name before the dot, where it is nothing that has names of its own."""
        owner = text.rpartition(".")[0]
        return "" if owner in self.names.tables else owner

    def _likely(self, text: str, use: Use, scope: Scope) -> tuple[str, ...]:
        """The names, written as they must be here, that may have been meant."""
        known = {entry.id: entry for entry in self.names.everything() if entry.kind in use.kinds}
        near = {self._written(entry, scope): entry for entry in known.values()}
        if "." in text:
            return suggest(text, [*known])
        elsewhere = [written for written, entry in near.items() if entry.name == text]
        visible = suggest(text, [written for written in near if "." not in written])
        return tuple(elsewhere) or visible or _last_parts(text, near)

    def _advice(self, text: str, use: Use, likely: Sequence[str], scope: Scope) -> tuple[str, ...]:
        owners = [written.rpartition(".")[0] for written in likely if written.endswith(f".{text}")]
        if owners:
            return (f"`{text}` is a name of {listed(owners)}: write {listed(likely, 'or')}",)
        if likely:
            return (did_you_mean(likely),)
        return self._what_there_is(use, scope) if len(self.found) < _MANY else ()

    def _written(self, entry: Entry, scope: Scope) -> str:
        """The shortest way to write the name here."""
        return entry.name if self._nearest(entry.name, scope, (entry.kind,)) == (entry,) else entry.id

    def _what_there_is(self, use: Use, scope: Scope) -> tuple[str, ...]:
        known = (entry for entry in self.names.everything() if entry.kind in use.kinds)
        visible = [self._written(entry, scope) for entry in known]
        if not visible:
            return (f"no {use.noun} is defined in this policy",)
        if len(visible) > _FEW:
            return ()
        return (f"there {'is' if len(visible) == 1 else 'are'} {listed(visible)}",)


def _last_parts(text: str, near: Mapping[str, Entry]) -> tuple[str, ...]:
    parts = {written: entry.name for written, entry in near.items()}
    likely = suggest(text, parts.values())
    return tuple(written for part in likely for written in parts if parts[written] == part)[:3]


def _ambiguous(name: ast.Name, entries: Sequence[Entry], scope: Scope) -> Diagnostic:
    ways = tuple(entry.id for entry in entries)
    return Diagnostic(
        "undefined-reference",
        "error",
        f"`{name.text}` can mean {listed(ways, 'or')}",
        (Label(name.span, "which of them?"), *(entry.place for entry in entries)),
        subjects=(*scope.subjects, *ways),
        help=(f"write which one you mean: {listed(ways, 'or')}",),
        fixes=replacements(name.span, ways),
    )


def _old_name(name: ast.Name, entry: Entry, written: str, scope: Scope) -> Diagnostic:
    return Diagnostic(
        "undefined-reference",
        "error",
        f"the {entry.kind} `{name.text}` is now called `{written}`",
        (Label(name.span, "its old name"), Label(entry.node.name.span, "its name now")),
        subjects=(*scope.subjects, entry.id),
        help=(f"write `{written}`",),
        fixes=replacements(name.span, (written,)),
    )


def _wrong_kind(name: ast.Name, use: Use, entry: Entry, scope: Scope) -> Diagnostic:
    instead = use.instead.get(entry.kind)
    return Diagnostic(
        "wrong-kind",
        "error",
        f"`{name.text}` is {article(entry.kind)}, not {article(use.noun)}",
        (Label(name.span, f"{article(use.noun)} belongs here"), entry.place),
        subjects=(*scope.subjects, entry.id),
        help=() if instead is None else (instead.format(name=name.text, value=_a_value(entry)),),
    )


def _a_value(entry: Entry) -> str:
    """One value of a facet, to show how it is written."""
    values = (item.name.text for item in getattr(entry.node, "items", ()) if hasattr(item, "meaning"))
    return next(values, "value")


# ── Shared wording ────────────────────────────────────────────────────────────


def listed(names: Iterable[str], joint: str = "and") -> str:
    """`a`, `b` and `c`."""
    *most, last = [f"`{name}`" for name in names]
    return f"{', '.join(most)} {joint} {last}" if most else last


def did_you_mean(names: Iterable[str]) -> str:
    return f"did you mean {listed(names, 'or')}?"


def replacements(span: Span, names: Iterable[str]) -> tuple[Fix, ...]:
    """One offered fix for each name that may have been meant, the likeliest first."""
    return tuple(Fix(f"write `{name}`", (Edit(span, name),)) for name in names)
