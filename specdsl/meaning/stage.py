"""What all worked examples of a policy share: its questions, its rules by category, the world."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from specdsl.graph.model import InCategory
from specdsl.meaning.company import Company
from specdsl.meaning.decide import default_of
from specdsl.meaning.given import Given, mentioned_in
from specdsl.meaning.parts import Parts
from specdsl.meaning.ranks import Ranks, bits
from specdsl.meaning.scene import Scene
from specdsl.meaning.space import YES, Space
from specdsl.meaning.truths import Truths
from specdsl.meaning.world import ties

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specdsl.graph.model import Category, Condition, Example
    from specdsl.graph.query import Index


class Stage:
    """Where the examples of one policy are played."""

    def __init__(self, index: Index) -> None:
        categories = index.policy.categories
        self.index = index
        self.space = Space(index)
        self.ranks = Ranks(index)
        self.truths = Truths(self.space)
        self.inside: Mapping[str, Condition] = {each.id: InCategory(each.id) for each in categories}
        self._ties = {each.id: ties(each) for each in categories}
        self._companies: dict[int, Company] = {}
        self._defaults: dict[int, str | None] = {}
        self._scenes: dict[str, Scene] = {}
        self._own: dict[str, tuple[int, int]] = {}
        self._parts: tuple[Company, Parts] | None = None

    def categories_in(self, box: int) -> list[Category]:
        """The categories that a request of the box is in, or may be in, in the policy's order."""
        return [self._categories[place] for place in bits(box & self._yes)]

    def company_in(self, box: int) -> Company:
        """The active rules of those categories; of the same categories the same company."""
        key = box & self._yes
        if key not in self._companies:
            categories = self.categories_in(box)
            rules = [rule for each in categories for rule in each.rules if rule.status == "active"]
            self._companies[key] = Company(rules, self.ranks, self.truths)
        return self._companies[key]

    def leaves_categories_open(self, box: int) -> bool:
        """Whether a request of the box may be in some category and may as well not be."""
        return bool(box & self._yes & box << 1)

    def parts_in(self, box: int) -> Parts:
        """What their conditions fall into. Kept for one company: examples come category by category."""
        company = self.company_in(box)
        if self._parts is None or self._parts[0] is not company:
            self._parts = company, Parts(company, self.truths)
        return self._parts[1]

    def own(self, category: str) -> tuple[int, int]:
        """The bits of the questions whether a request is in a category or above it, and of yes to each."""
        if category not in self._own:
            above = [self.space.variable("category", each) for each in self.index.ancestors[category]]
            self._own[category] = sum(each.bits for each in above), sum(each.bit(YES) for each in above)
        return self._own[category]

    def given(self, condition: Condition | None) -> Given:
        """What an example is given, in boxes."""
        if condition is None:
            return Given(0, None)
        return Given(mentioned_in(condition, self.space), self.truths.make(condition))

    def default_in(self, box: int) -> str | None:
        """The verdict in those categories where no rule stands."""
        key = box & self._yes
        if key not in self._defaults:
            self._defaults[key] = default_of(self.categories_in(box), self.index)
        return self._defaults[key]

    def scene(self, example: Example) -> Scene:
        """The scene of an example of the policy, which several findings look at."""
        if example.id not in self._scenes:
            self._scenes[example.id] = Scene(self, example)
        return self._scenes[example.id]

    def world_in(self, box: int) -> list[Condition]:
        """What every situation of the box obeys; what is said of other categories is true there anyway."""
        tied = [tie for each in self.categories_in(box) for tie in self._ties[each.id]]
        return [*self.index.policy.assumptions, *tied]

    @cached_property
    def _categories(self) -> Mapping[int, Category]:
        """By the place of the bit that says that a request is in it."""
        yes = (
            (self.space.variable("category", each.id).bit(YES), each) for each in self.index.policy.categories
        )
        return {bit.bit_length() - 1: category for bit, category in yes}

    @cached_property
    def _yes(self) -> int:
        return sum(1 << place for place in self._categories)


@lru_cache(maxsize=1)
def stage(index: Index) -> Stage:
    """The stage of a policy. One is kept: the examples of a policy are looked at one after the other."""
    return Stage(index)
