"""What comes out in each situation of a box, without settling what cannot change it.

A search like that for cases, which splits a box only while the rules that surely apply in it and those that
may leave the result open: once a rule surely stands, what else it might have been no longer matters.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeAlias, TypeVar

from specdsl.meaning.cases import BudgetError, open_demands, split
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specdsl.meaning.company import Company
    from specdsl.meaning.truths import Test, Truths

T = TypeVar("T")


class Known(NamedTuple, Generic[T]):
    """What comes out throughout a box."""

    result: T


class Open(NamedTuple):
    """It turns on whether these rules apply; where none of them is open, on the categories."""

    rules: int


Matter: TypeAlias = Callable[[int, int, int], Known[T] | Open]
"""Of a box, the set of rules that may apply in it and the set of those that surely do: what comes out."""


@dataclass(frozen=True, slots=True)
class Search:
    """Some rules, and the conditions about categories on which it may turn besides."""

    company: Company
    truths: Truths
    categories: Sequence[Test]

    def rulings(
        self, start: int, demands: Iterable[Test], matter: Matter[T], budget: int
    ) -> Iterator[tuple[int, T]]:
        """Boxes that together are all of `start` in which every demand holds, each with what comes out there.

        The budget counts splits.

        Raises:
            BudgetError: The budget ran out before all was known.
        """
        waiting = [(start, [*demands], self.company.everyone)]
        while waiting:
            box, unmet, rules = waiting.pop()
            left = open_demands(unmet, box)
            if left is None:
                continue
            if left:
                test = left[0]
            else:
                rules, sure = self.company.seen(box, rules)
                found = matter(box, rules, sure)
                if isinstance(found, Known):
                    yield box, found.result
                    continue
                test = self._next(box, found.rules & ~sure)
            budget -= 1
            if budget < 0:
                raise BudgetError
            waiting.extend((half, left, rules) for half in split(box, test))

    def open_categories(self, box: int) -> list[Test]:
        """The conditions about categories that a box leaves open."""
        return self.truths.open_in(box, self.categories) if self.categories else []

    def _next(self, box: int, rules: int) -> Test:
        return self.company.first_test(rules) if rules else self.open_categories(box)[0]


def whether_stands(company: Company, rules: int) -> Matter[bool]:
    """Whether one of a set of rules stands."""

    def matter(_: int, possible: int, sure: int) -> Known[bool] | Open:
        live = company.undefeated(rules & possible, sure)
        if not live:
            return Known(result=False)
        if company.undefeated(live & sure, possible):
            return Known(result=True)
        return Open((live | company.defeaters_of(live)) & possible)

    return matter


def verdict(company: Company, default: Callable[[int], Known[str | None] | Open]) -> Matter[str | None]:
    """The verdict; None where there is none. `default` says of a box what it is where no rule stands."""

    def matter(box: int, possible: int, sure: int) -> Known[str | None] | Open:
        live = company.undefeated(possible, sure)
        if not live:
            return default(box)
        said = company.verdicts(company.undefeated(live & sure, possible))
        if len(said) > 1:
            return Known(None)
        if said and company.verdicts(live) == said:
            return Known(next(iter(said)))
        return Open((live | company.defeaters_of(live)) & possible)

    return matter
