"""What of a policy its worked examples reach: its rules, their exceptions, and the borders of both."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, get_args

from specdsl.examples.scene import Scene, conditions
from specdsl.graph.model import And, Compare, InCategory, Not, Or
from specdsl.meaning.condition import atoms, truth
from specdsl.meaning.decide import applies, defeats
from specdsl.meaning.questions import Proved
from specdsl.meaning.situation import meant_values

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from specdsl.examples.judge import Judgement
    from specdsl.graph.model import Condition, Rule
    from specdsl.graph.query import Index
    from specdsl.meaning.questions import Prover
    from specdsl.meaning.situation import Atom, Situation
    from specdsl.source import Span

Kind: TypeAlias = Literal["rule", "exception", "boundary"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Part(NamedTuple):
    """Something that an example can reach: a rule, an exception of it, or the border that a condition draws.

    - A **rule** is reached where the decision rests on it: it stands, and if it did not apply the verdict
      would be another one, or no rule would stand for it any more.
    - An **exception** is reached where it alone keeps the rule from applying: all else that the rule asks
      holds, and no other exception does.
    - A **boundary**, one for each comparison, flag, category and free text of a rule, is reached just beyond
      it: the rule does not apply, and would if this one answer were the other way. On a scale the example
      must be at a value next to the border.

    All of this in every situation of the example, which must be decided as its author expects.
    """

    kind: Kind
    rule: str
    condition: Condition | None
    span: Span


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are, and how many of them are reached."""

    total: int
    reached: int

    @property
    def percent(self) -> int:
        """Rounded down, so that only all is 100; of nothing, all is reached."""
        return 100 * self.reached // self.total if self.total else 100


@dataclass(frozen=True, slots=True)
class Coverage:
    """The parts of the active rules, each with the examples that reach it.

    Exceptions and boundaries that no situation can reach are left out: the linter tells of those.
    """

    reached_by: Mapping[Part, tuple[str, ...]]

    @property
    def unreached(self) -> tuple[Part, ...]:
        return tuple(part for part, examples in self.reached_by.items() if not examples)

    def count(self, kind: Kind | None = None, category: str | None = None) -> Count:
        """Of all parts, or of one kind, or of one category."""
        parts = [
            part
            for part in self.reached_by
            if kind in (None, part.kind) and category in (None, part.rule.rpartition(".")[0])
        ]
        return Count(len(parts), sum(bool(self.reached_by[part]) for part in parts))


def coverage(prover: Prover, judged: Iterable[Judgement], kinds: Collection[Kind] = KINDS) -> Coverage:
    """What those of the examples reach that are decided as expected."""
    rules = prover.index.active_rules
    parts = {rule.id: [part for kind in kinds for part in _parts(kind, rule, prover)] for rule in rules}
    found: defaultdict[Part, list[str]] = defaultdict(list)
    for judgement in judged:
        if judgement.state == "passed":
            for part in _reached(Scene(prover.index, judgement.example), parts):
                found[part].append(judgement.example.id)
    return Coverage({part: tuple(found[part]) for own in parts.values() for part in own})


# ── The parts of a rule ───────────────────────────────────────────────────────


def _parts(kind: Kind, rule: Rule, prover: Prover) -> Iterator[Part]:
    """Those that some situation can reach; where the budget runs out it may."""
    for condition, span, beyond in _borders(kind, rule):
        if beyond is None or not isinstance(prover.ask([beyond]), Proved):
            yield Part(kind, rule.id, condition, span)


def _borders(kind: Kind, rule: Rule) -> Iterator[tuple[Condition | None, Span, Condition | None]]:
    """What can be reached, where it stands, and the situations that do reach it."""
    match kind:
        case "rule":
            yield None, rule.name_span, None
        case "exception":
            yield from ((each, each.span, _only_exception(rule, each)) for each in rule.unless)
        case "boundary":
            for atom in dict.fromkeys(atom for part in conditions(rule) for atom in atoms(part)):
                yield atom, atom.span, _just_beyond(rule, atom)


def _only_exception(rule: Rule, exception: Condition) -> Condition:
    others = [Not(each) for each in rule.unless if each is not exception]
    return And((InCategory(rule.category), *([rule.when] if rule.when else []), exception, *others))


def _just_beyond(rule: Rule, atom: Atom) -> Condition:
    """The rule does not apply, and would if the one answer were the other way."""
    flipped = And(tuple(_flipped(part, atom) for part in _demands(rule)))
    return And((Not(And(tuple(_demands(rule)))), flipped))


def _demands(rule: Rule) -> list[Condition]:
    return [InCategory(rule.category), *([rule.when] if rule.when else []), *map(Not, rule.unless)]


def _flipped(condition: Condition, atom: Atom) -> Condition:
    """The condition with one of its questions answered the other way, wherever it stands."""
    match condition:
        case Not():
            return Not(_flipped(condition.operand, atom))
        case And():
            return And(tuple(_flipped(part, atom) for part in condition.operands))
        case Or():
            return Or(tuple(_flipped(part, atom) for part in condition.operands))
        case _:
            return Not(condition) if condition == atom else condition


# ── What an example reaches ───────────────────────────────────────────────────


def _reached(scene: Scene, parts: Mapping[str, Sequence[Part]]) -> Iterator[Part]:
    situations = scene.settled
    if not situations:
        return
    resting = [_rests_on(scene, situation) for situation in situations]
    for rule in scene.rules:
        for part in parts[rule.id]:
            match part.kind:
                case "rule":
                    reached = all(rule.id in rules for rules in resting)
                case "exception":
                    assert part.condition is not None
                    reached = _always(_only_exception(rule, part.condition), scene)
                case "boundary":
                    reached = _at_border(rule, part, scene)
            if reached:
                yield part


def _rests_on(scene: Scene, situation: Situation) -> set[str]:
    """The rules on which the decision of a situation rests."""
    index = scene.index
    applicable = [rule for rule in scene.rules if applies(rule, situation, index.facets)]
    standing = _standing(applicable, index)
    return {rule.id for rule in standing if _matters(rule, standing, applicable, index)}


def _matters(rule: Rule, standing: Sequence[Rule], applicable: Sequence[Rule], index: Index) -> bool:
    if len(standing) == 1:
        return True
    without = _standing([other for other in applicable if other is not rule], index)
    return {other.verdict for other in without} != {rule.verdict}


def _standing(applicable: Sequence[Rule], index: Index) -> list[Rule]:
    return [
        rule
        for rule in applicable
        if not any(defeats(other, rule, index) for other in applicable if other is not rule)
    ]


def _at_border(rule: Rule, part: Part, scene: Scene) -> bool:
    atom: Atom = part.condition  # type: ignore[assignment]  # a boundary is drawn by an atom
    return _always(_just_beyond(rule, atom), scene) and _next_to(atom, scene)


def _next_to(atom: Atom, scene: Scene) -> bool:
    """Whether a value next to the border is left possible; what is no comparison on a scale has no values."""
    if not isinstance(atom, Compare):
        return True
    scale = scene.index.facets[atom.scale]
    meant = meant_values(atom, scale)
    names = [value.name for value in scale.values]
    border = {name for pair in pairwise(names) if (pair[0] in meant) != (pair[1] in meant) for name in pair}
    return any(border & situation.values.get(scale.id, frozenset(names)) for situation in scene.settled)


def _always(condition: Condition, scene: Scene) -> bool:
    return all(truth(condition, situation, scene.index.facets) for situation in scene.settled)
