"""A category as a decision table: its rules against the questions that they ask."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Literal, TypeAlias

from specdsl.answers.ground import Ground, ImpossibleError
from specdsl.answers.names import QuestionError, one_of
from specdsl.answers.ranked import Rank, rank_between
from specdsl.meaning.cases import BudgetError
from specdsl.meaning.condition import atoms
from specdsl.meaning.decide import defeats
from specdsl.meaning.situation import Situation
from specdsl.meaning.space import key_of
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specdsl.graph.model import Category, Condition, Rule
    from specdsl.graph.query import Index
    from specdsl.meaning.regions import Region
    from specdsl.meaning.space import Variable

Row: TypeAlias = tuple[tuple[str, ...], ...]
"""For each question of the table the answers that are meant; none where it may have any."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule: it applies where one of `when` holds and none of `unless`."""

    number: int
    rule: Rule
    when: tuple[Row, ...]
    unless: tuple[Row, ...]
    over: tuple[tuple[int, Rank], ...]
    """The rules, by number, that it keeps from standing where they apply with it, and why."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the table to look at: no rule stands there, or two do."""

    kind: Literal["gap", "overlap", "contradiction"]
    numbers: tuple[int, ...]
    rows: tuple[Row, ...]
    """Where; none for wherever all these rules apply."""
    besides: tuple[int, ...]
    """Rules, by number: where one of them applies is no part of it."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rules of a category and of those it is within, taken alone, and what they leave open or share."""

    category: Category
    questions: tuple[Variable, ...]
    """What the rules ask, what most rules ask first."""
    entries: tuple[Entry, ...]
    spots: tuple[Spot, ...]
    otherwise: str | None
    """The verdict in the gaps."""


def table_of(index: Index, name: str) -> Table:
    """The table of a category.

    Raises:
        QuestionError: There is no such category, no request can be in it, or its table would be too large.
    """
    category = index.categories[one_of(name, index.categories, "category")]
    try:
        return _Maker(index, category).table()
    except ImpossibleError:
        raise QuestionError(f"no request can be in `{name}`: what the policy assumes leaves none.") from None
    except BudgetError:
        raise QuestionError(f"the table of `{name}` is too large to work out.") from None


class _Maker:
    def __init__(self, index: Index, category: Category) -> None:
        above = index.ancestors[category.id]
        self._category = category
        self._rules = [rule for rule in index.active_rules if rule.category in above]
        asked = _asked(self._rules)
        self._ground = Ground(
            index, self._rules, _inside(index, above, asked), [index.categories[each] for each in above]
        )
        self._questions = sorted(
            (
                each
                for each in self._ground.space.variables
                if asked[each.kind, each.name] and self._is_open(each)
            ),
            key=lambda each: -asked[each.kind, each.name],
        )

    def _is_open(self, question: Variable) -> bool:
        return len(question.answers_in(self._ground.known)) > 1

    def table(self) -> Table:
        return Table(
            self._category,
            tuple(self._questions),
            tuple(self._entry(number, rule) for number, rule in enumerate(self._rules, 1)),
            (*self._pairs("contradiction"), *self._gaps(), *self._pairs("overlap")),
            self._ground.otherwise,
        )

    # ── Rules ─────────────────────────────────────────────────────────────────

    def _entry(self, number: int, rule: Rule) -> Entry:
        when = self._rows(self._ground.where(rule.when)) if rule.when else (self._row(self._ground.known),)
        unless = (row for exception in rule.unless for row in self._rows(self._ground.where(exception)))
        return Entry(number, rule, when, tuple(unless), tuple(self._over(rule)))

    def _over(self, rule: Rule) -> Iterator[tuple[int, Rank]]:
        index = self._ground.index
        for number, other in enumerate(self._rules, 1):
            if defeats(rule, other, index) and self._ground.meet(rule, other):
                yield number, rank_between(rule, other, index)

    # ── Spots ─────────────────────────────────────────────────────────────────

    def _gaps(self) -> Iterator[Spot]:
        if cover := self._ground.gaps():
            yield Spot("gap", (), self._rows(cover.boxes), cover.besides)

    def _pairs(self, kind: Literal["overlap", "contradiction"]) -> Iterator[Spot]:
        for (number, one), (second, other) in combinations(enumerate(self._rules, 1), 2):
            wanted = (one.verdict != other.verdict) is (kind == "contradiction")
            if wanted and (cover := self._ground.overlaps(one, other)):
                yield Spot(kind, (number, second), self._rows(cover.boxes), cover.besides)

    # ── Rows ──────────────────────────────────────────────────────────────────

    def _rows(self, region: Region) -> tuple[Row, ...]:
        return tuple(dict.fromkeys(map(self._row, region)))

    def _row(self, box: int) -> Row:
        answers = (each.answers_in(box) for each in self._questions)
        return tuple(
            () if len(a) == len(q.answers) else a for a, q in zip(answers, self._questions, strict=True)
        )


def _asked(rules: Iterable[Rule]) -> Counter[tuple[str, str]]:
    """How many rules ask each question."""
    return Counter(
        key for rule in rules for key in {key_of(atom) for c in _conditions(rule) for atom in atoms(c)}
    )


def _conditions(rule: Rule) -> Sequence[Condition]:
    return [*([rule.when] if rule.when else []), *rule.unless]


def _inside(index: Index, above: Sequence[str], asked: Iterable[tuple[str, str]]) -> Situation:
    """In the category, and in no others but those that rules or assumptions ask about and what follows."""
    assumed = (key_of(atom) for each in index.policy.assumptions for atom in atoms(each))
    named = {name for kind, name in (*asked, *assumed) if kind == "category"}
    left_open = {upper for name in named for upper in index.ancestors[name]}
    settled = {name for name in index.categories if name in above or name not in left_open}
    return Situation({("category", name): name in above for name in settled}, {})
