"""Whether claims hold in one whole situation, by the plain definition alone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from specdsl.graph.model import Rule
from specdsl.meaning.claims import Some, Stands, Within
from specdsl.meaning.condition import truth
from specdsl.meaning.decide import applies, decide, in_play
from specdsl.meaning.ranks import Ranks
from specdsl.meaning.world import world

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from specdsl.graph.query import Index
    from specdsl.meaning.claims import Claim
    from specdsl.meaning.situation import Situation
    from specdsl.meaning.stage import Stage


def is_so(stage: Stage, inside: Iterable[Claim], outside: Iterable[Claim], situation: Situation) -> bool:
    """Whether all of `inside` hold and none of `outside` does, and the world allows the situation."""
    standing = decide(stage.index, situation).standing
    holds = partial(_holds, stage=stage, situation=situation, standing=standing)
    obeyed = world(stage.index, situation)
    return all(map(holds, (*obeyed, *inside))) and not any(map(holds, outside))


def _holds(claim: Claim, stage: Stage, situation: Situation, standing: Collection[str]) -> bool:
    index = stage.index
    match claim:
        case Rule():
            return applies(claim, situation, index.facets)
        case Stands(without=None):
            return claim.rule.id in standing
        case Stands():
            return _would_stand(claim, index, situation)
        case Some():
            return any(
                claim.rules >> stage.ranks.numbers[rule.id] & 1 and applies(rule, situation, index.facets)
                for rule in in_play(index, situation)
            )
        case Within():
            return not stage.space.of_situation(situation) & ~claim.box
        case _:
            return truth(claim, situation, index.facets) is True


def _would_stand(claim: Stands, index: Index, situation: Situation) -> bool:
    ranks = Ranks(index, claim.without)
    applying = {rule.id for rule in ranks.rules if applies(rule, situation, index.facets)}
    return claim.rule.id in applying and not any(
        ranks.defeaters(claim.rule) >> ranks.numbers[name] & 1 for name in applying
    )
