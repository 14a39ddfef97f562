"""Proving that an example is decided as expected, without going through its situations one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.meaning.questions import Proved, Refuted, Stands

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specdsl.graph.model import Condition, Rule
    from specdsl.meaning.questions import Answer, Claim, Prover
    from specdsl.meaning.scene import Scene


FEW = 300
"""Splits that are quicker than proofs."""


def passes(prover: Prover, scene: Scene, expected: str, by: str | None) -> bool:
    """Whether it is proved that the verdict is the expected one in each of the example's situations.

    And, where a rule is expected, that it stands in each. If not it may still be so: the budget is small.
    """
    found = scene.all_rulings(scene.of_verdict, FEW)
    if found is not None:
        right = bool(found) and all(verdict == expected for _, verdict in found)
        return right and (by is None or always_stands(prover, scene, _named(scene, by)))
    return (
        _possible(prover, scene)
        and _always_given(prover, scene, expected, by)
        and not any(might_stand(prover, scene, [rule]) for rule in scene.rules if rule.verdict != expected)
    )


def always(prover: Prover, scene: Scene, condition: Condition) -> bool:
    """Whether it is proved that the condition holds in each situation of the example."""
    if scene.never(condition):
        return False
    return scene.always(condition) or isinstance(_ask(prover, scene, (), [condition]), Proved)


def always_stands(prover: Prover, scene: Scene, rules: Sequence[Rule]) -> bool:
    """Whether it is proved that one of the rules or another stands in each situation of the example."""
    found = scene.all_rulings(scene.of_standing(rules), FEW)
    if found is not None:
        return all(stands for _, stands in found)
    return isinstance(_ask(prover, scene, (), [Stands(rule) for rule in rules]), Proved)


def might_stand(prover: Prover, scene: Scene, rules: Sequence[Rule]) -> bool:
    """Whether one of the rules stands in a situation of the example; where that is unknown it might."""
    found = scene.all_rulings(scene.of_standing(rules), FEW)
    if found is not None:
        return any(stands for _, stands in found)
    return not all(isinstance(_ask(prover, scene, [Stands(rule)]), Proved) for rule in rules)


def _always_given(prover: Prover, scene: Scene, expected: str, by: str | None) -> bool:
    if by:
        return always_stands(prover, scene, _named(scene, by))
    if scene.default == expected:
        return True
    return always_stands(prover, scene, [rule for rule in scene.rules if rule.verdict == expected])


def _named(scene: Scene, name: str) -> list[Rule]:
    return [rule for rule in scene.rules if rule.id == name]


def _possible(prover: Prover, scene: Scene) -> bool:
    return isinstance(_ask(prover, scene), Refuted)


def _ask(prover: Prover, scene: Scene, inside: Sequence[Claim] = (), outside: Sequence[Claim] = ()) -> Answer:
    given = [scene.example.given] if scene.example.given else []
    return prover.ask([*given, *inside], outside, at=scene.start)
