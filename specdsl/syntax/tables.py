"""The LALR tables of `grammar/specdsl.lark`, flattened, so that reading a spec needs no parser generator.

`python -m specdsl.syntax.tables` writes them to `_tables.py`. Where the grammar was edited since, they are
built in memory, so that an edit works at once.
"""

from __future__ import annotations

import zlib
from functools import cache

from specdsl.record import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lark import Lark, Token
    from lark.grammar import Rule

BLOCKS = (
    "policy", "facet", "scale", "flag", "verdicts", "assume", "element", "style", "category", "rule",
    "example",
)  # fmt: skip
BODIES = ("document", "policy", "facet", "scale", "verdicts", "style", "category", "rule", "example")
STARTS = ("document", *BLOCKS, *(f"{body}_item" for body in BODIES), "condition")

END = "$END"
HOLE = "$HOLE"
ODD = "$ODD"
"""Symbols of our own: the end of a block, a block that could not be read, and text that fits nowhere."""

PASS, LIST, JOIN, EXTEND, CALL, SPLICE = range(6)
"""What a reduction does: hand its only value on; make a list, lists in it joined; extend one; call an action,
lists spliced into its arguments."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The parser's tables, and what the grammar says about words.

    `actions[state][symbol]` is the next state, or `~rule` to reduce; a block stands among the symbols as if
    it were a terminal, because blocks inside a block are read first. `rules` hold the symbol that a reduction
    makes, how many values it takes, what it does with them, and the name of its action. `places` says in
    which bodies a line may begin with a word.
    """

    digest: str
    symbols: Mapping[str, int]
    actions: tuple[Mapping[int, int], ...]
    gotos: tuple[Mapping[int, int], ...]
    rules: tuple[tuple[int, int, int, str], ...]
    starts: Mapping[str, int]
    ends: Mapping[str, int]
    initial: Mapping[str, int]
    inline: Mapping[str, int]
    prose_words: frozenset[str]
    free_words: frozenset[str]
    places: Mapping[str, tuple[str, ...]]


@cache
def load() -> Tables:
    """The written tables where they are those of the grammar at hand, else new ones."""
    from specdsl.syntax import _tables

    grammar = read_grammar()
    return _tables.TABLES if grammar is None or digest(grammar) == _tables.TABLES.digest else build(grammar)


def digest(grammar: str) -> str:
    """Tells one grammar from another; it guards against a stale file, not against an enemy."""
    return f"{zlib.crc32(grammar.encode()):08x}-{len(grammar)}"


def read_grammar() -> str | None:
    """The grammar in the installed package, else the one beside the package in a checkout."""
    *above, package, _, _ = __file__.replace("\\", "/").split("/")
    for folder in ("/".join((*above, package)), "/".join(above)):
        try:
            with open(f"{folder}/grammar/specdsl.lark", encoding="utf-8") as file:  # noqa: PTH123
                return file.read()
        except OSError:
            continue
    return None


# ── Building, which needs Lark ────────────────────────────────────────────────


def lark_of(grammar: str) -> Lark:
    """Lark's own parser of the language; its tokens are ours, in any order of iteration."""
    from lark import Lark
    from lark.lexer import Lexer

    class Given(Lexer):
        """Tokens are made by `lexer.py` and handed over as they are."""

        def __init__(self, _conf: object) -> None:
            pass

        def lex(self, data: Iterable[Token]) -> Iterator[Token]:  # type: ignore[override]  # Lark allows both
            yield from data

    return Lark(
        grammar,
        parser="lalr",
        lexer=Given,
        start=list(STARTS),
        keep_all_tokens=True,
        maybe_placeholders=False,
    )


def build(grammar: str) -> Tables:
    """Tables of a grammar text."""
    return _Builder(lark_of(grammar)).tables(digest(grammar))


class _Builder:
    def __init__(self, lark: Lark) -> None:
        self.lark = lark
        self.table = lark.parser.parser._parse_table  # noqa: SLF001 - Lark has no public way to its tables
        self.words = {terminal.name: terminal.pattern.value for terminal in lark.terminals}
        names = {s.name for rule in lark.rules for s in rule.expansion if s.is_term}
        self.symbols = {name: n for n, name in enumerate((*sorted(names), END, *BLOCKS, HOLE, ODD))}
        origins = sorted({rule.origin.name for rule in lark.rules})
        self.nonterminals = {name: n for n, name in enumerate(origins)}
        self.order = self._order()
        self.number = {state: n for n, state in enumerate(self.order)}

    def tables(self, digest: str) -> Tables:
        initial, inline = self._keywords()
        actions = [self._actions(state) for state in self._states()]
        gotos = [self._gotos(state) for state in self._states()]
        rules = tuple(self._rule(rule) for rule in self.lark.rules)
        _shorten(actions, gotos, rules)
        return Tables(
            digest,
            self.symbols,
            tuple(actions),
            tuple(gotos),
            rules,
            {start: self.number[self.table.start_states[start]] for start in STARTS},
            {start: self.number[self.table.end_states[start]] for start in STARTS},
            {self.words[name]: self.symbols[name] for name in sorted(initial)},
            {self.words[name]: self.symbols[name] for name in sorted({*inline, "UNLESS"})},
            frozenset(self._words_before("PROSE")),
            frozenset(self._words_before("WORD")),
            self._places(),
        )

    def _order(self) -> list[int]:
        """Lark's states in the order of reaching them, so that the same grammar gives the same tables."""
        order = [self.table.start_states[start] for start in STARTS]
        seen = set(order)
        for state in order:  # grows while it is read
            row = self.table.states[state]
            reached = [row[name][1] for name in sorted(row) if isinstance(row[name][1], int)]
            order += [new for new in reached if not (new in seen or seen.add(new))]  # type: ignore[func-returns-value]
        return order

    def _states(self) -> Iterable[Mapping[str, tuple[object, object]]]:
        return (self.table.states[state] for state in self.order)

    def _actions(self, state: Mapping[str, tuple[object, object]]) -> dict[int, int]:
        found = {
            self.symbols[name]: self._code(state[name]) for name in sorted(state) if name in self.symbols
        }
        for block in BLOCKS:
            if block in state:  # a goto: the block may stand here
                found[self.symbols[block]] = self._code(state[block])
            elif block.upper() in state:  # a reduction: something must end before the block can stand here
                found[self.symbols[block]] = self._code(state[block.upper()])
        holes = [found[self.symbols[block]] for block in BLOCKS if self.symbols[block] in found]
        return {**found, self.symbols[HOLE]: holes[0]} if holes else found

    def _gotos(self, state: Mapping[str, tuple[object, object]]) -> dict[int, int]:
        return {n: self._code(state[name]) for name, n in self.nonterminals.items() if name in state}

    def _code(self, action: tuple[object, object]) -> int:
        target = action[1]
        return self.number[target] if isinstance(target, int) else ~self.lark.rules.index(target)  # type: ignore[arg-type]

    def _rule(self, rule: Rule) -> tuple[int, int, int, str]:
        return self.nonterminals[rule.origin.name], len(rule.expansion), *self._deed(rule)

    def _deed(self, rule: Rule) -> tuple[int, str]:
        origin = rule.origin.name
        spliced = any(symbol.name.startswith("_") and not symbol.is_term for symbol in rule.expansion)
        if origin.startswith("_"):
            return EXTEND if rule.expansion[0] == rule.origin else JOIN if spliced else LIST, ""
        if rule.options.expand1 and not rule.alias:
            return PASS, ""
        return (SPLICE if spliced else CALL), str(rule.alias or origin)

    def _keywords(self) -> tuple[set[str], set[str]]:
        initial: set[str] = set()
        inline: set[str] = set()
        for rule in self.lark.rules:
            for position, symbol in enumerate(rule.expansion):
                if symbol.is_term and self.words.get(symbol.name, "").isalpha():
                    (initial if position == 0 and rule.origin.name in STARTS[:-1] else inline).add(
                        symbol.name
                    )
        return initial, inline

    def _words_before(self, name: str) -> set[str]:
        pairs = (
            pair for rule in self.lark.rules for pair in zip(rule.expansion, rule.expansion[1:], strict=False)
        )
        return {self.words[a.name] for a, b in pairs if b.name == name and a.name in self.words}

    def _places(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for rule in self.lark.rules:
            first = rule.expansion[0].name if rule.expansion else ""
            word = first if first in BLOCKS else self.words.get(first, "")
            body = rule.origin.name.removesuffix("_item")
            if word and body in BODIES and body != rule.origin.name and body not in found.get(word, ()):
                found.setdefault(word, []).append(body)
        return {word: tuple(bodies) for word, bodies in sorted(found.items())}


def _shorten(
    actions: list[dict[int, int]], gotos: list[dict[int, int]], rules: tuple[tuple[int, int, int, str], ...]
) -> None:
    """Lead past states that only hand a value on: what they would do next is known."""
    passing = {
        state: rules[~min(row.values())][0] for state, row in enumerate(actions) if _only_passes(row, rules)
    }
    changed = True
    while changed:
        changed = False
        for row, onward in zip(actions, gotos, strict=True):
            for targets in (row, onward):
                for symbol, target in targets.items():
                    if target in passing:
                        targets[symbol] = onward[passing[target]]
                        changed = True


def _only_passes(row: dict[int, int], rules: tuple[tuple[int, int, int, str], ...]) -> bool:
    deeds = set(row.values())
    return len(deeds) == 1 and min(deeds) < 0 and rules[~min(deeds)][2] == PASS


# ── Writing ───────────────────────────────────────────────────────────────────


def written(tables: Tables) -> str:
    """The text of `_tables.py`."""
    fields = (
        f"    digest={tables.digest!r},",
        f"    symbols={dict(tables.symbols)!r},",
        *_rows("actions", tables.actions),
        *_rows("gotos", tables.gotos),
        *_rows("rules", tables.rules),
        f"    starts={dict(tables.starts)!r},",
        f"    ends={dict(tables.ends)!r},",
        f"    initial={dict(tables.initial)!r},",
        f"    inline={dict(tables.inline)!r},",
        f"    prose_words=frozenset({sorted(tables.prose_words)!r}),",
        f"    free_words=frozenset({sorted(tables.free_words)!r}),",
        f"    places={dict(tables.places)!r},",
    )
    return "\n".join((_HEAD, *fields, ")", ""))


_HEAD = '''\
"""Written by `python -m specdsl.syntax.tables` from `grammar/specdsl.lark`; do not edit."""
# ruff: noqa: E501, Q000
# fmt: off

from __future__ import annotations

from specdsl.syntax.tables import Tables

TABLES = Tables('''


def _rows(name: str, rows: Iterable[object]) -> Iterable[str]:
    return (f"    {name}=(", *(f"        {row!r}," for row in rows), "    ),")


def main() -> None:
    """Write the tables of the grammar beside this package."""
    grammar = read_grammar()
    assert grammar is not None, "there is no grammar to read"
    target = __file__.replace("tables.py", "_tables.py")
    with open(target, "w", encoding="utf-8", newline="\n") as file:  # noqa: PTH123
        file.write(written(build(grammar)))


if __name__ == "__main__":
    main()
