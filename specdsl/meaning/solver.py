"""A small SAT solver: conflict-driven clause learning with two watched literals and assumptions.

A literal is twice a variable's number, and one more where it is negated. Two runs do the same.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specdsl.meaning.budget import Meter

_RESTART = 64
_DECAY = 1.05
_HUGE = 1e100


class Solver:
    """Clauses, and whether all can hold at once."""

    def __init__(self) -> None:
        self._true: list[bool | None] = []  # by literal
        self._watchers: list[list[list[int]]] = []  # by literal: clauses to look at once it is false
        self._level: list[int] = []  # by variable, as are the next three
        self._reason: list[list[int] | None] = []
        self._phase: list[int] = []
        self._activity: list[float] = []
        self._bump = 1.0
        self._queue: list[tuple[float, int]] = []
        self._trail: list[int] = []
        self._borders: list[int] = []
        self._head = 0
        self._broken = False

    # ── Building ──────────────────────────────────────────────────────────────

    def variable(self, *, usual: bool = False) -> int:
        """A new variable's positive literal; `usual` is the value that is tried first."""
        number = len(self._level)
        self._true += [None, None]
        self._watchers += [[], []]
        self._level.append(0)
        self._reason.append(None)
        self._phase.append(2 * number if usual else 2 * number + 1)
        self._activity.append(0.0)
        heappush(self._queue, (0.0, number))
        return 2 * number

    def add(self, clause: Iterable[int]) -> None:
        """Demand that one of the literals is true."""
        literals = list(dict.fromkeys(clause))
        if any(literal ^ 1 in literals or self._true[literal] for literal in literals):
            return
        literals = [literal for literal in literals if self._true[literal] is None]
        if len(literals) > 1:
            self._watch(literals)
        elif literals:
            self._set(literals[0], None)
        else:
            self._broken = True

    def _watch(self, clause: list[int]) -> None:
        self._watchers[clause[0]].append(clause)
        self._watchers[clause[1]].append(clause)

    # ── Solving ───────────────────────────────────────────────────────────────

    def solve(self, assumptions: Sequence[int], meter: Meter) -> bool:
        """Whether all clauses can hold where the assumptions do; `is_true` then tells how.

        Raises:
            BudgetError: The meter ran out.
        """
        self._back_to(0)
        conflicts = 0
        while not self._broken:
            conflict = self._propagate(meter)
            if conflict is not None:
                conflicts += 1
                self._learn(conflict)
            elif conflicts >= _RESTART:
                conflicts = 0
                self._back_to(0)
            else:
                literal = self._next(assumptions)
                if literal is None:
                    return True
                if self._true[literal] is False:  # only an assumption can be: what is known speaks against it
                    return False
                self._borders.append(len(self._trail))
                self._set(literal, None)
        return False

    def is_true(self, literal: int) -> bool:
        """What the last `solve` that succeeded settled."""
        return self._true[literal] is True

    def _next(self, assumptions: Sequence[int]) -> int | None:
        """The next literal to settle: an assumption, else the most active variable as it last was."""
        for literal in assumptions:
            if not self._true[literal]:
                return literal
        while self._queue:
            number = heappop(self._queue)[1]
            if self._true[2 * number] is None:
                return self._phase[number]
        return None

    def _set(self, literal: int, reason: list[int] | None) -> None:
        number = literal >> 1
        self._true[literal], self._true[literal ^ 1] = True, False
        self._level[number] = len(self._borders)
        self._reason[number] = reason
        self._phase[number] = literal
        self._trail.append(literal)

    def _back_to(self, level: int) -> None:
        if len(self._borders) <= level:
            return
        border = self._borders[level]
        for literal in self._trail[border:]:
            self._true[literal] = self._true[literal ^ 1] = None
            heappush(self._queue, (-self._activity[literal >> 1], literal >> 1))
        del self._trail[border:], self._borders[level:]
        self._head = min(self._head, border)

    # ── What follows ──────────────────────────────────────────────────────────

    def _propagate(self, meter: Meter) -> list[int] | None:
        """Settle all that follows; the clause that cannot hold any more, if there is one."""
        while self._head < len(self._trail):
            false = self._trail[self._head] ^ 1
            self._head += 1
            watching = self._watchers[false]
            meter.spend(len(watching) + 1)
            kept: list[list[int]] = []
            self._watchers[false] = kept
            for place, clause in enumerate(watching):
                if not self._move(clause, false, kept) and not self._follow(clause):
                    kept.extend(watching[place + 1 :])
                    return clause
        return None

    def _move(self, clause: list[int], false: int, kept: list[list[int]]) -> bool:
        """Let the clause watch another literal than the false one; False where none is left but the first."""
        if clause[0] == false:
            clause[0], clause[1] = clause[1], false
        if self._true[clause[0]]:
            kept.append(clause)
            return True
        for place in range(2, len(clause)):
            if self._true[clause[place]] is not False:
                clause[1], clause[place] = clause[place], false
                self._watchers[clause[1]].append(clause)
                return True
        kept.append(clause)
        return False

    def _follow(self, clause: list[int]) -> bool:
        """Set the one literal of the clause that can still be true; False where that is false too."""
        if self._true[clause[0]] is False:
            return False
        self._set(clause[0], clause)
        return True

    # ── Learning ──────────────────────────────────────────────────────────────

    def _learn(self, conflict: list[int]) -> None:
        """Note what a conflict teaches, and take back what led to it."""
        if not self._borders:
            self._broken = True
            return
        clause = self._lesson(conflict)
        self._bump *= _DECAY
        self._back_to(max((self._level[literal >> 1] for literal in clause[1:]), default=0))
        if len(clause) > 1:
            self._watch(clause)
        self._set(clause[0], clause if len(clause) > 1 else None)

    def _lesson(self, conflict: list[int]) -> list[int]:
        """The clause of the first literal through which all of the last level's part of the conflict goes.

        That literal comes first, then those of lower levels, the highest first.
        """
        seen: set[int] = set()
        below: list[int] = []
        waiting = self._trace(conflict, seen, below)
        place = len(self._trail)
        while True:
            place -= 1
            literal = self._trail[place]
            if literal >> 1 not in seen:
                continue
            waiting -= 1
            if not waiting:
                return [literal ^ 1, *sorted(below, key=lambda each: -self._level[each >> 1])]
            waiting += self._trace(self._reason[literal >> 1] or [], seen, below)

    def _trace(self, clause: list[int], seen: set[int], below: list[int]) -> int:
        """Note the literals of a clause that are not yet seen; how many of them are of the last level."""
        new = [each for each in clause if each >> 1 not in seen and self._level[each >> 1]]
        for literal in new:
            seen.add(literal >> 1)
            self._excite(literal >> 1)
        lower = [each for each in new if self._level[each >> 1] < len(self._borders)]
        below.extend(lower)
        return len(new) - len(lower)

    def _excite(self, number: int) -> None:
        self._activity[number] += self._bump
        if self._activity[number] > _HUGE:
            self._activity = [each / _HUGE for each in self._activity]
            self._bump /= _HUGE
