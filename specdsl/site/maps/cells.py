"""What a category comes to, cell by cell: two of its questions on the axes, the rest worked out in each cell.

A cell says every outcome that a request there can have, and on which other facts that depends. It is exact,
and means what `specdsl decide` means: a request in this category, in those it is within, and in no other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING, Literal, TypeAlias

from specdsl.answers.boxes import Boxes
from specdsl.answers.cover import Field, cover
from specdsl.answers.decision import ground_of
from specdsl.answers.facts import Fact, facts_of, known
from specdsl.meaning.cases import BudgetError
from specdsl.meaning.condition import atoms
from specdsl.meaning.ranks import bits
from specdsl.meaning.search import find
from specdsl.meaning.space import NO, key_of
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from specdsl.answers.ground import Ground
    from specdsl.graph.model import Category, Rule
    from specdsl.graph.query import Index
    from specdsl.meaning.regions import Region
    from specdsl.meaning.space import Variable

Status: TypeAlias = Literal["decided", "contradiction", "silent", "unknown"]

_ROOM = 12  # answers of a question that have a row each; of more, those that no rule tells apart share one
_WORK = 20_000  # boxes that may be made to cut a cell
_WAYS, _LARGE_WORK = 12, 30_000  # ways that are still read, and boxes that may be made to find them
_PIECES = 100  # of a region; more of them are hardly said in few ways


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes of some requests. `gap`: no rule stands, so that the verdict is an `otherwise`."""

    status: Status
    verdict: str | None = None
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """One outcome in a cell, and when it comes."""

    outcome: Outcome
    usual: bool
    """Whether it can come while no flag and no free text holds."""
    ways: tuple[tuple[Fact, ...], ...]
    """It comes where all facts of one of these hold; none where that would take too many words."""
    depends: tuple[tuple[str, str], ...]
    """The questions, by kind and name, that settle whether it comes; none where it always does."""
    rules: tuple[Rule, ...]
    """The rules that stand somewhere there."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A question, and its answers in groups that share a row or column."""

    question: Variable
    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells by place: row, then column; a cell without bands is one that no request is in."""

    category: Category
    rows: Axis | None
    columns: Axis | None
    cells: tuple[tuple[tuple[Band, ...], ...], ...]

    @property
    def others(self) -> tuple[tuple[str, str], ...]:
        """The questions on no axis that settle something in some cell, by kind and name."""
        return tuple(dict.fromkeys(each for band in self.bands for each in band.depends))

    @property
    def bands(self) -> Iterator[Band]:
        return (band for row in self.cells for cell in row for band in cell)


def grid_of(index: Index, category: Category) -> Grid | None:
    """The cells of a category; None where it takes too much work."""
    try:
        return _Maker(index, category).grid()
    except BudgetError:
        return None


class _Maker:
    def __init__(self, index: Index, category: Category) -> None:
        self._category = category
        self._ground = ground_of(index, known(index, [category.id], {}))
        self._leaves = _Leaves(self._ground)

    def grid(self) -> Grid:
        rows, columns = self._axes()
        return Grid(
            self._category,
            rows,
            columns,
            tuple(
                tuple(self._cell(row & column) for column in self._boxes(columns))
                for row in self._boxes(rows)
            ),
        )

    # ── Axes ──────────────────────────────────────────────────────────────────

    @cached_property
    def _questions(self) -> tuple[Variable, ...]:
        """What the rules ask and is open, what most of them ask first."""
        asked = Counter(
            self._ground.space.variable(*key)
            for rule in self._ground.rules
            for key in {key_of(atom) for each in (rule.when, *rule.unless) if each for atom in atoms(each)}
        )
        open_ones = [each for each in asked if len(each.answers_in(self._ground.known)) > 1]
        return tuple(sorted(open_ones, key=lambda each: (-asked[each], each.shift)))

    def _axes(self) -> tuple[Axis | None, Axis | None]:
        """The two facets that most rules ask about, the one with more answers down the side; else flags."""
        facets = [each for each in self._questions if each.kind == "facet"]
        flags = [each for each in self._questions if each.kind == "flag"]
        axes = sorted(map(self._axis, (facets or flags)[:2]), key=lambda axis: -len(axis.groups))
        return next(iter(axes), None), next(iter(axes[1:]), None)

    def _axis(self, question: Variable) -> Axis:
        answers = question.answers_in(self._ground.known)
        if len(answers) <= _ROOM:
            return Axis(question, tuple((answer,) for answer in answers))
        alike: dict[tuple[bool, ...], list[str]] = {}
        for answer in answers:
            alike.setdefault(self._signature(question.bit(answer)), []).append(answer)
        return Axis(question, tuple(map(tuple, alike.values())))

    def _signature(self, bit: int) -> tuple[bool, ...]:
        boxes = (box for rule in self._ground.rules for box in self._ground.where_it_applies(rule))
        return tuple(bool(box & bit) for box in (*boxes, *self._ground.ruled_out))

    def _boxes(self, axis: Axis | None) -> list[int]:
        whole = self._ground.known
        if axis is None:
            return [whole]
        rest = whole & ~axis.question.bits
        return [rest | sum(map(axis.question.bit, group)) for group in axis.groups]

    # ── Cells ─────────────────────────────────────────────────────────────────

    def _cell(self, box: int) -> tuple[Band, ...]:
        try:
            found: dict[Outcome, list[_Leaf]] = defaultdict(list)
            for leaf in self._leaves.of(box):
                found[leaf.outcome].append(leaf)
            bands = [
                self._band(outcome, leaves, box, alone=len(found) == 1) for outcome, leaves in found.items()
            ]
            return tuple(sorted(bands, key=self._order))
        except BudgetError:
            return (Band(Outcome("unknown"), usual=True, ways=(), depends=(), rules=()),)

    def _order(self, band: Band) -> tuple[bool, int, bool]:
        """What is usual first, then up the ladder; where there is no verdict last."""
        outcome, index = band.outcome, self._ground.index
        rank = index.rank(outcome.verdict) if outcome.verdict else len(index.verdicts)
        return not band.usual, rank, outcome.gap

    def _band(self, outcome: Outcome, leaves: Sequence[_Leaf], cell: int, *, alone: bool) -> Band:
        space, region = self._ground.space, tuple(leaf.box for leaf in leaves)
        ways = () if alone else self._ways(region, cell)
        narrowed = 0 if alone else reduce(or_, (cell & ~box for box in ways or region), 0)
        standing = {rule.id: rule for leaf in leaves for rule in leaf.rules}
        return Band(
            outcome,
            any(not space.is_empty(box & self._quiet) for box in region),
            tuple(facts_of(space.variables_in(cell & ~box), box) for box in ways),
            tuple((each.kind, each.name) for each in space.variables_in(narrowed)),
            tuple(rule for rule in self._ground.rules if rule.id in standing),
        )

    def _ways(self, region: Region, cell: int) -> Region:
        """The region, which lies in a cell, in few large boxes; none where it takes many."""
        if len(region) > _PIECES:
            return ()
        ground = self._ground
        idle = tuple(box & cell for box in ground.ruled_out if not ground.space.is_empty(box & cell))
        field = Field(ground.space, region, {}, idle, ground.asked)
        found = cover(field, _WAYS, _LARGE_WORK)
        return found.boxes if found else ()

    @cached_property
    def _quiet(self) -> int:
        """Where no flag and no free text holds."""
        raised = (v for v in self._ground.space.variables if v.kind in {"flag", "text"})
        return self._ground.space.whole & ~sum(v.bits & ~v.bit(NO) for v in raised)


# ── Leaves ────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Leaf:
    """Requests that all come to one outcome, and the rules that stand for some of them."""

    box: int
    outcome: Outcome
    rules: tuple[Rule, ...]

    def moved(self, box: int, bits: int) -> _Leaf:
        """The leaf at the same place of another box, which differs in other bits than these."""
        return _Leaf(box & ~bits | self.box & bits, self.outcome, self.rules)


class _Leaves:
    """Cuts a box until in each piece it is certain what comes of it.

    Most of a map's time goes here: a box hands to its pieces only the rules that meet it, and of pieces that
    these narrow alike only the first is cut.
    """

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._space = ground.space
        self._boxes = Boxes(ground.space)
        numbers = {rule.id: 1 << n for n, rule in enumerate(ground.rules)}
        self._defeaters = [sum(numbers[each.id] for each in ground.defeaters(rule)) for rule in ground.rules]
        regions = [(1 << n, ground.where_it_applies(rule)) for n, rule in enumerate(ground.rules)]
        self._regions: _Meeting = [*regions, (_NO_RULE, ground.impossible)]
        self._plays: dict[tuple[int, int], _Play] = {}
        self._cuts: dict[_Narrowed, _Cut] = {}
        self._leaves: list[_Leaf] = []

    def of(self, box: int) -> list[_Leaf]:
        """The pieces of a box, without those that the world does not allow.

        Raises:
            BudgetError: There are too many.
        """
        self._boxes = Boxes(self._space, _WORK)
        self._leaves = []
        pieces = self._boxes.without([box], self._ground.ruled_out)
        waiting: list[tuple[int, _Meeting] | _Cut] = [(each, self._regions) for each in reversed(pieces)]
        while waiting:
            match waiting.pop():
                case _Cut() as cut:
                    cut.leaves, cut.work = self._leaves[cut.first :], self._boxes.meter.spent - cut.before
                    self._cuts[cut.narrowed] = cut
                case piece, above:
                    waiting += self._cut(piece, self._meeting(piece, above))
        return self._leaves

    def _cut(self, box: int, meeting: _Meeting) -> Iterator[tuple[int, _Meeting] | _Cut]:
        """What has to be cut in its place, the last first, unless it is a leaf or like another."""
        bits, narrowed = self._narrowed(box, meeting)
        meter = self._boxes.meter
        if cut := self._cuts.get(narrowed):
            meter.spend(cut.work)
            self._leaves += [leaf.moved(box, bits) for leaf in cut.leaves]
            return
        before = meter.spent
        meter.spend()
        play = self._play(box, meeting)
        if play.outcome is None:
            near = [each for number, region in meeting if number & play.open for each in region]
            yield _Cut(narrowed, len(self._leaves), before)
            yield from ((half, meeting) for half in self._halves(box, near))
        elif find(self._space, [box], self._blocks, meter) is not None:
            self._leaves.append(_Leaf(box, play.outcome, play.candidates))

    def _narrowed(self, box: int, meeting: _Meeting) -> tuple[int, _Narrowed]:
        """The bits of the questions that rules narrow in a box, and all that cutting it depends on."""
        bits = self._space.all_of(reduce(or_, (box & ~each for _, region in meeting for each in region), 0))
        return bits, (box & bits, *((n, *[each & bits for each in region]) for n, region in meeting))

    def _blocks(self, point: int) -> Iterator[int]:
        return (box for box in self._ground.impossible if point & box == point)

    def _meeting(self, box: int, above: _Meeting) -> _Meeting:
        """Of the rules that meet what a box was cut from those that meet the box, each with where."""
        met = self._space.meeting
        return [(number, found) for number, region in above if (found := met(box, region))]

    def _halves(self, box: int, near: Sequence[int]) -> Iterator[int]:
        """The box by the answers to the question on which most depends."""
        question = self._space.most_narrowed(box, near)
        telling = [each for each in near if box & ~each & question.bits]
        alike: dict[tuple[int, ...], int] = defaultdict(int)
        for number in bits(box & question.bits):
            alike[tuple([each >> number & 1 for each in telling])] |= 1 << number
        yield from (box & ~question.bits | answers for answers in alike.values())

    # ── What comes of rules ───────────────────────────────────────────────────

    def _play(self, box: int, meeting: _Meeting) -> _Play:
        present = sure = 0
        for number, region in meeting:
            present |= number
            if any(not box & ~each for each in region):
                sure |= number
        if (present, sure) not in self._plays:
            self._plays[present, sure] = self._played(present, sure)
        return self._plays[present, sure]

    def _played(self, present: int, sure: int) -> _Play:
        rules, defeaters = self._ground.rules, self._defeaters
        standing = [number for number in bits(present) if not defeaters[number] & sure]
        threats = reduce(or_, (defeaters[number] for number in standing), 0) & present
        candidates = sum(1 << number for number in standing)
        differing = (threats | candidates) & ~sure
        verdicts = {rules[number].verdict for number in standing}
        # One of them stands everywhere, and nothing defeats any where it applies.
        anyway = len(verdicts) == 1 and candidates & sure and not threats
        outcome = self._outcome(verdicts) if anyway or not differing else None
        return _Play(outcome, tuple(rules[number] for number in standing), differing)

    def _outcome(self, verdicts: AbstractSet[str]) -> Outcome:
        if len(verdicts) > 1:
            return Outcome("contradiction")
        verdict = next(iter(verdicts), self._ground.otherwise)
        return Outcome("decided" if verdict else "silent", verdict, gap=not verdicts)


_NO_RULE = 0
"""In place of a rule's bit: what is impossible is cut as if that were a rule."""

_Narrowed: TypeAlias = "tuple[int | tuple[int, ...], ...]"

_Meeting: TypeAlias = "list[tuple[int, Sequence[int]]]"
"""Rules, each by the bit of its number, and where they apply."""


@dataclass(slots=True)
class _Cut:
    """A box that is cut: where its leaves begin and what was spent before; its leaves, and what they took."""

    narrowed: _Narrowed
    first: int
    before: int
    leaves: Sequence[_Leaf] = ()
    work: int = 0


@dataclass(frozen=True, slots=True)
class _Play:
    """What follows for a box from which rules apply somewhere in it, and which everywhere."""

    outcome: Outcome | None
    """What comes of all its situations alike; None where they differ or may."""
    candidates: tuple[Rule, ...]
    """The rules that may stand."""
    open: int
    """The rules, as bits, of which it matters whether they apply, and differs."""
