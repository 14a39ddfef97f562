"""All situations as numbers: one run of bits for every question that a policy asks, one bit for each answer.

A *box* is such a number: the situations that give each question one of the answers whose bits are set. A
*point* is a box with one bit a question: one situation. Every run ends in a spare bit, 0 in each box, that
catches a carry, so that what is asked of all questions at once takes a handful of operations on numbers.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property, partial, reduce
from itertools import chain, repeat
from math import log2
from operator import or_
from typing import TYPE_CHECKING, Literal, TypeAlias

from specdsl.graph.model import And, Compare, FreeText, Is, Not, Or
from specdsl.graph.query import examples
from specdsl.meaning.ranks import bits
from specdsl.meaning.situation import Situation, meant_values, question_of
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specdsl.graph.model import Category, Condition, Holds, InCategory
    from specdsl.graph.query import Index
    from specdsl.meaning.situation import Atom

Kind: TypeAlias = Literal["category", "facet", "flag", "text"]

NO, YES = "no", "yes"


@dataclass(frozen=True, slots=True)
class Variable:
    """One question: its answers, the usual one first, and the bits that stand for them."""

    kind: Kind
    name: str
    answers: tuple[str, ...]
    shift: int
    bits: int

    @property
    def guard(self) -> int:
        """The spare bit behind them."""
        return 1 << (self.shift + len(self.answers))

    def bit(self, answer: str) -> int:
        return 1 << (self.shift + self.answers.index(answer))

    def answers_in(self, box: int) -> tuple[str, ...]:
        return tuple(self.answers[number] for number in bits((box & self.bits) >> self.shift))


class Space:
    """The questions of one policy, and what can be asked of boxes."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.variables = tuple(_variables(index))
        self._by_key: dict[tuple[str, str], Variable] = {(v.kind, v.name): v for v in self.variables}
        self._by_guard = {v.guard.bit_length(): v for v in self.variables}
        self.whole = sum(v.bits for v in self.variables)
        self.guards = sum(v.guard for v in self.variables)
        self.carry = self.guards - sum(1 << v.shift for v in self.variables)
        self._of_atoms: dict[object, tuple[int, int]] = {}
        self.usual_point = self.usual(self.whole)

    def variable(self, kind: str, name: str) -> Variable:
        return self._by_key[kind, name]

    # ── Boxes ─────────────────────────────────────────────────────────────────

    def is_empty(self, box: int) -> bool:
        """Whether some question is left without an answer."""
        return (box + self.carry) & self.guards != self.guards

    def meeting(self, box: int, region: Iterable[int]) -> list[int]:
        """The boxes of a region that have a point in common with a box."""
        carry, guards = self.carry, self.guards
        return [each for each in region if (box & each) + carry & guards == guards]

    def numbers_meeting(self, box: int, region: Iterable[int]) -> list[int]:
        """Their places in the region."""
        carry, guards = self.carry, self.guards
        return [number for number, each in enumerate(region) if (box & each) + carry & guards == guards]

    def usual(self, box: int) -> int:
        """The point of a box (not an empty one) where every question has its most usual answer."""
        return box & (self.guards - box)

    def width(self, bits: int) -> int:
        """How many questions have a bit set."""
        return ((bits + self.carry) & self.guards).bit_count()

    def size(self, box: int) -> float:
        """How many situations a box has, as a power of two; a question without an answer is left out."""
        facets = (log2((box & each.bits).bit_count() or 1) for each in self._facets)
        both = box & box >> 1 & self._noes  # of all that can be yes or no
        return sum(chain(facets, repeat(1.0, both.bit_count())), 0.0)

    @cached_property
    def _facets(self) -> list[Variable]:
        return [variable for variable in self.variables if variable.kind == "facet"]

    @cached_property
    def _noes(self) -> int:
        return sum(variable.bit(NO) for variable in self.variables if variable.kind != "facet")

    def variables_in(self, bits: int) -> Iterator[Variable]:
        """The questions that have a bit set, in order."""
        guards = (bits + self.carry) & self.guards
        while guards:
            lowest = guards & -guards
            yield self._by_guard[lowest.bit_length()]
            guards ^= lowest

    def answers_before(self, guard: int) -> int:
        """The bits of all answers to the question of that guard."""
        return self._by_guard[guard.bit_length()].bits

    def all_of(self, bits: int) -> int:
        """The bits of all answers to the questions that have one of these bits."""
        return reduce(or_, (variable.bits for variable in self.variables_in(bits)), 0)

    def outside(self, box: int, hole: int) -> list[int]:
        """The part of a box that lies outside another, in boxes that do not meet."""
        pieces = []
        guards = ((box & ~hole) + self.carry) & self.guards
        while guards:
            lowest = guards & -guards
            own = self._by_guard[lowest.bit_length()].bits
            pieces.append(box & ~(hole & own))
            box &= hole | ~own
            guards ^= lowest
        return pieces

    def without(self, boxes: Iterable[int], hole: int) -> list[int]:
        """What is left of some boxes, which do not meet, outside another."""
        carry, guards, left = self.carry, self.guards, []
        for box in boxes:
            if (box & hole) + carry & guards == guards:
                left += self.outside(box, hole)
            else:
                left.append(box)
        return left

    def is_held(self, box: int, region: Sequence[int], limit: int) -> tuple[bool, int]:
        """Whether a region holds all of a box; and how many boxes were left of it, after each of its own.

        Where these are more than the limit, it gives up.
        """
        carry, guards = self.carry, self.guards
        left, work, done = [box], 0, 0
        for number, hole in enumerate(region):
            if (box & hole) + carry & guards == guards:
                work += (number - done) * len(left)
                done, left = number, self.without(left, hole)
                if not left or work > limit:
                    return not left, work
        return False, work + (len(region) - done) * len(left)

    def most_narrowed(self, box: int, region: Iterable[int]) -> Variable:
        """The first question of which most boxes of a region leave out an answer that this box has.

        Some box must.
        """
        carry, all_guards = self.carry, self.guards
        count: defaultdict[int, int] = defaultdict(int)
        for each in region:
            guards = (box & ~each) + carry & all_guards
            while guards:
                lowest = guards & -guards
                count[lowest] += 1
                guards ^= lowest
        most = min(count, key=lambda guard: (-count[guard], guard))
        return self._by_guard[most.bit_length()]

    def constrained(self, box: int) -> Iterator[Variable]:
        """The questions to which a box does not leave every answer."""
        return self.variables_in(self.whole & ~box)

    # ── Facts: boxes with one answer or all to each facet, and yes or no to the rest ──

    @cached_property
    def facet_bits(self) -> int:
        return self._bits_of("facet")

    @cached_property
    def category_bits(self) -> int:
        return self._bits_of("category")

    def _bits_of(self, kind: Kind) -> int:
        return sum(variable.bits for variable in self.variables if variable.kind == kind)

    @cached_property
    def nothing_known(self) -> int:
        """No facts: every facet is open, and the answer to all else is no."""
        return self._by_default(NO)

    def facts(self, box: int) -> Iterator[Variable]:
        """The questions that a box of facts says something about."""
        return (v for v in self.variables_in(self.whole & (box ^ self.nothing_known)))

    def is_open(self, box: int, variable: Variable) -> bool:
        """Whether a box of facts says nothing about the question."""
        return not variable.bits & (box ^ self.nothing_known)

    # ── To and from what people say ───────────────────────────────────────────

    def of_atom(self, atom: Atom, *, holds: bool = True) -> int:
        """The box in which a comparison, flag, category or free text holds, or does not."""
        said = (atom.facet, atom.values, atom.negated) if isinstance(atom, Is) else _said(atom)
        sides = self._of_atoms.get(said)
        if sides is None:
            bits, meant = self._meant(atom)
            self._of_atoms[said] = sides = self.whole & ~meant, self.whole & ~bits | meant
        return sides[holds]

    def of_fact(self, fact: Condition) -> int:
        """The box of an atom or of a denied one."""
        atom, holds = (fact.operand, False) if isinstance(fact, Not) else (fact, True)
        assert not isinstance(atom, Not | And | Or), "a fact is the answer to one question"
        return self.of_atom(atom, holds=holds)

    def _meant(self, atom: Atom) -> tuple[int, int]:
        """The bits of all answers to a question, and of those for which the atom holds."""
        variable = self.variable(*key_of(atom))
        if isinstance(atom, Is | Compare):
            answers = meant_values(atom, self.index.facets[variable.name])
            return variable.bits, sum(variable.bit(answer) for answer in answers)
        return variable.bits, variable.bit(YES)

    def of_situation(self, situation: Situation) -> int:
        """The box of what is known."""
        box = self.whole if situation.default is None else self._by_default(YES if situation.default else NO)
        for question, answer in situation.answers.items():
            if question in self._by_key:
                box = self._narrowed(box, self._by_key[question], [YES if answer else NO])
        for facet, values in situation.values.items():
            box = self._narrowed(box, self._by_key["facet", facet], values)
        return box

    def _by_default(self, answer: str) -> int:
        return sum(v.bits if v.kind == "facet" else v.bit(answer) for v in self.variables)

    def _narrowed(self, box: int, variable: Variable, answers: Iterable[str]) -> int:
        return box & ~variable.bits | sum(variable.bit(answer) for answer in answers)

    def situation(self, point: int) -> Situation:
        """The whole situation that a point stands for; what it does not mention is no."""
        return Situation(
            answers={(v.kind, v.name): True for v in self.unusual(point) if v.kind != "facet"},
            values={v.name: frozenset(v.answers_in(point)) for v in self.variables if v.kind == "facet"},
            default=False,
        )

    def unusual(self, point: int) -> Iterator[Variable]:
        """The questions that do not have their most usual answer."""
        return self.variables_in(point & ~self.usual_point)


def key_of(atom: Atom) -> tuple[str, str]:
    """Which question a comparison, flag, category or free text is about."""
    match atom:
        case Is():
            return "facet", atom.facet
        case Compare():
            return "facet", atom.scale
        case _:
            return question_of(atom)


def _said(atom: Compare | Holds | InCategory | FreeText) -> object:
    """What an atom says as plain words, which are compared in less time than it is."""
    return (atom.scale, atom.comparison, atom.value) if isinstance(atom, Compare) else question_of(atom)


def _variables(index: Index) -> Iterator[Variable]:
    """Facets first, then what can be yes or no, each kind in the policy's order."""
    shift = 0
    for kind, name, answers in _questions(index):
        yield Variable(kind, name, answers, shift, ((1 << len(answers)) - 1) << shift)
        shift += len(answers) + 1


def _questions(index: Index) -> Iterator[tuple[Kind, str, tuple[str, ...]]]:
    for facet in index.facets.values():
        if facet.values:  # one that could not be read has none, and nothing speaks of it
            yield "facet", facet.id, tuple(value.name for value in facet.values)
    for category in index.categories:
        yield "category", category, (NO, YES)
    for flag in index.flags:
        yield "flag", flag, (NO, YES)
    for text in free_texts(index):
        yield "text", text, (NO, YES)


def free_texts(index: Index) -> tuple[str, ...]:
    """Every free text that is asked about, drafts' too, in order: rules before examples."""
    categories = index.policy.categories
    found = [index.memory.of(each, "free texts", partial(_texts_in, each)) for each in categories]
    of_rules, of_examples = ([text for each in found for text in each[place]] for place in (0, 1))
    return tuple(dict.fromkeys([*_texts(index.policy.assumptions), *of_rules, *of_examples]))


def _texts_in(category: Category) -> tuple[list[str], list[str]]:
    """Those in the conditions of its rules, and those in its examples."""
    of_rules = (
        part for rule in category.rules for part in (*([rule.when] if rule.when else []), *rule.unless)
    )
    return _texts(of_rules), _texts(example.given for example in examples(category) if example.given)


def _texts(conditions: Iterable[Condition]) -> list[str]:
    """In order; most conditions have none, and are not taken apart."""
    found: list[str] = []
    for condition in conditions:
        match condition:
            case FreeText():
                found.append(condition.text)
            case Not():
                found += _texts([condition.operand])
            case And() | Or():
                found += _texts(part for part in condition.operands if isinstance(part, _WITH_TEXT))
            case _:
                pass
    return found


_WITH_TEXT = (FreeText, Not, And, Or)
