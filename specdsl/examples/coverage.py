"""What of a policy its worked examples reach: its rules, their exceptions, and the borders of both."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, get_args

from specdsl.examples.proof import always, always_stands, might_stand
from specdsl.graph.model import And, Compare, InCategory, Not, Or
from specdsl.meaning.condition import atoms
from specdsl.meaning.parts import conditions
from specdsl.meaning.questions import Proved
from specdsl.meaning.situation import meant_values
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from specdsl.examples.judge import Judgement
    from specdsl.graph.model import Condition, Rule
    from specdsl.meaning.questions import Prover
    from specdsl.meaning.scene import Case, Scene
    from specdsl.meaning.situation import Atom
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

    All of this in every situation of the example, which must be decided as its author expects. `where` is the
    condition that holds in the situations that reach an exception or a boundary.
    """

    kind: Kind
    rule: str
    condition: Condition | None
    span: Span
    where: Condition | None


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
            for part in _reached(prover, prover.stage.scene(judgement.example), parts):
                found[part].append(judgement.example.id)
    return Coverage({part: tuple(found[part]) for own in parts.values() for part in own})


# ── The parts of a rule ───────────────────────────────────────────────────────


def _parts(kind: Kind, rule: Rule, prover: Prover) -> Iterator[Part]:
    """Those that some situation can reach; where the budget runs out it may."""
    for part in _all_parts(kind, rule):
        if part.where is None or not isinstance(prover.ask([part.where]), Proved):
            yield part


def _all_parts(kind: Kind, rule: Rule) -> Iterator[Part]:
    match kind:
        case "rule":
            yield Part(kind, rule.id, None, rule.name_span, None)
        case "exception":
            for each in rule.unless:
                yield Part(kind, rule.id, each, each.span, _only_exception(rule, each))
        case "boundary":
            for atom in dict.fromkeys(atom for part in conditions(rule) for atom in atoms(part)):
                yield Part(kind, rule.id, atom, atom.span, _just_beyond(rule, atom))


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


def _reached(prover: Prover, scene: Scene, parts: Mapping[str, list[Part]]) -> Iterator[Part]:
    for rule in scene.company.rules:
        yield from (part for part in parts[rule.id] if _reaches(prover, scene, rule, part))


def _reaches(prover: Prover, scene: Scene, rule: Rule, part: Part) -> bool:
    if part.where is None:
        return _rests_on(prover, scene, rule)
    return always(prover, scene, part.where) and (part.kind != "boundary" or _next_to(part, scene))


def _rests_on(prover: Prover, scene: Scene, rule: Rule) -> bool:
    """Whether the decision rests on the rule in each situation; quickly where no other rule stands."""
    if rule not in scene.rules or not always_stands(prover, scene, [rule]):
        return False
    if not might_stand(prover, scene, [other for other in scene.rules if other is not rule]):
        return True
    own = scene.company.set_of([rule])
    return scene.cases is not None and all(_matters(rule, own, case, scene) for case in scene.cases)


def _matters(rule: Rule, own: int, case: Case, scene: Scene) -> bool:
    if case.standing == own:
        return True
    others = scene.company.standing(case.applicable & ~own)
    return {other.verdict for other in scene.company.among(others)} != {rule.verdict}


def _next_to(part: Part, scene: Scene) -> bool:
    """Whether a value next to the border is left possible; only comparisons on a scale have one."""
    if not isinstance(part.condition, Compare):
        return True
    scale = scene.index.facets[part.condition.scale]
    meant = meant_values(part.condition, scale)
    names = [value.name for value in scale.values]
    border = {name for pair in pairwise(names) if (pair[0] in meant) != (pair[1] in meant) for name in pair}
    asked = scene.space.variable("facet", scale.id)
    return any(not border.isdisjoint(asked.answers_in(box)) for box in scene.boxes)
