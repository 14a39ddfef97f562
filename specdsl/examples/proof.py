"""Proving that an example is decided as expected, without going through its situations one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.meaning.questions import Proved, Refuted, Stands

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specdsl.graph.model import Condition, Rule
    from specdsl.meaning.questions import Answer, Claim, Prover
    from specdsl.meaning.scene import Case, Scene


def passes(prover: Prover, scene: Scene, expected: str, by: str | None) -> bool:
    """Whether it is proved that the verdict is the expected one in each of the example's situations.

    And, where a rule is expected, that it stands in each. If not it may still be so: the budget is small.
    """
    if scene.few_cases is not None:
        found = scene.few_cases
        return bool(found) and all(_as_expected(scene, case, expected, by) for case in found)
    return (
        _possible(prover, scene)
        and _always_given(prover, scene, expected, by)
        and not any(might_stand(prover, scene, rule) for rule in scene.rules if rule.verdict != expected)
    )


def always(prover: Prover, scene: Scene, condition: Condition) -> bool:
    """Whether it is proved that the condition holds in each situation of the example."""
    if scene.never(condition):
        return False
    return scene.always(condition) or isinstance(_ask(prover, scene, (), [condition]), Proved)


def always_stands(prover: Prover, scene: Scene, rules: Sequence[Rule]) -> bool:
    """Whether it is proved that one of the rules or another stands in each situation of the example."""
    if scene.few_cases is not None:
        some = scene.company.set_of(rules)
        return all(case.standing & some for case in scene.few_cases)
    return isinstance(_ask(prover, scene, (), [Stands(rule) for rule in rules]), Proved)


def might_stand(prover: Prover, scene: Scene, rule: Rule) -> bool:
    """Whether the rule stands in a situation of the example; where that is unknown it might."""
    if scene.few_cases is not None:
        own = scene.company.set_of([rule])
        return any(case.standing & own for case in scene.few_cases)
    return not isinstance(_ask(prover, scene, [Stands(rule)]), Proved)


def _as_expected(scene: Scene, case: Case, expected: str, by: str | None) -> bool:
    return scene.verdict(case) == expected and (by is None or by in scene.company.names(case.standing))


def _always_given(prover: Prover, scene: Scene, expected: str, by: str | None) -> bool:
    if by:
        return always_stands(prover, scene, [rule for rule in scene.rules if rule.id == by])
    if scene.default == expected:
        return True
    return always_stands(prover, scene, [rule for rule in scene.rules if rule.verdict == expected])


def _possible(prover: Prover, scene: Scene) -> bool:
    return isinstance(_ask(prover, scene), Refuted)


def _ask(prover: Prover, scene: Scene, inside: Sequence[Claim] = (), outside: Sequence[Claim] = ()) -> Answer:
    given = [scene.example.given] if scene.example.given else []
    return prover.ask([*given, *inside], outside, at=scene.situation)
