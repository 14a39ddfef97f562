"""Why a rule does not stand in an example."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.graph.model import And, Not
from specdsl.graph.print import condition_text

if TYPE_CHECKING:
    from specdsl.examples.judge import Judgement
    from specdsl.graph.model import Condition, Rule
    from specdsl.graph.query import Index
    from specdsl.meaning.scene import Scene


def why_not(index: Index, judgement: Judgement, rule: Rule) -> str | None:
    """What keeps the rule from standing, whatever the example leaves open; None where no one thing does."""
    if rule.status != "active":
        return f"`{rule.id}` is {'a draft' if rule.status == 'draft' else 'retired'} and decides nothing"
    scene = judgement.scene
    if scene.answer(("category", rule.category)) is False:
        return f"`{rule.id}` is a rule of `{rule.category}`, and the example is not in that category"
    return _not_applying(scene, rule) or _defeated(index, judgement, rule)


def _not_applying(scene: Scene, rule: Rule) -> str | None:
    failing = [part for part in _parts(rule.when) if not scene.allows(part)]
    if failing:
        said = " and ".join(f"`{condition_text(part)}`" for part in failing)
        return f"`{rule.id}` does not apply: it needs {said}, which does not hold here"
    if rule.when and not scene.allows(rule.when):
        return f"`{rule.id}` does not apply: `{condition_text(rule.when)}` does not hold here"
    for exception in rule.unless:
        if not scene.allows(Not(exception)):
            return f"`{rule.id}` does not apply: its exception `{condition_text(exception)}` holds here"
    return None


def _parts(condition: Condition | None) -> tuple[Condition, ...]:
    match condition:
        case None:
            return ()
        case And():
            return condition.operands
        case _:
            return (condition,)


def _defeated(index: Index, judgement: Judgement, rule: Rule) -> str | None:
    winners = [
        {*by} for decision in judgement.outcome.decisions for name, by in decision.defeated if name == rule.id
    ]
    if not winners or len(winners) < len(judgement.outcome.decisions):
        return None
    always = sorted(set.intersection(*winners)) or sorted(set.union(*winners))
    return f"`{rule.id}` applies and is defeated: " + ", ".join(_ranked(index, name, rule) for name in always)


def _ranked(index: Index, winner: str, loser: Rule) -> str:
    if loser.id in index.overrides[winner]:
        return f"`{winner}` overrides it"
    return f"`{winner}` has higher authority and another verdict"
