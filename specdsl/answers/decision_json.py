"""A decision for programs; `docs/schema/decision.schema.json` describes the form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from specdsl.answers.forms import Forms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specdsl.answers.decision import Case, Decision, RuleState, Standing
    from specdsl.answers.facts import Fact
    from specdsl.graph.model import Style
    from specdsl.graph.query import Index


def decision_json(decision: Decision, index: Index, folder: str = "") -> str:
    """`folder` is written before each file's name."""
    return json.dumps(_Form(folder).decision(decision, index), indent=2, ensure_ascii=False) + "\n"


class _Form(Forms):
    def decision(self, decision: Decision, index: Index) -> dict[str, Any]:
        return {
            "version": 1,
            "policy": index.policy.name,
            "categories": list(decision.categories),
            "facts": _facts(decision.facts),
            "closed": decision.closed,
            "status": decision.status,
            "verdict": decision.verdict,
            "case": _case(decision.case) if decision.case else None,
            "usual": _facts(decision.usual),
            "standing": [self._standing(each) for each in decision.standing],
            "style_contradictions": list(decision.style_contradictions),
            "changes": [_case(each) for each in decision.changes],
            "variants": [_case(each) for each in decision.variants],
            "complete": decision.complete,
            "rules": [self._state(each) for each in decision.rules],
        }

    def _standing(self, standing: Standing) -> dict[str, Any]:
        return {
            **self.rule(standing.rule),
            "always": standing.always,
            "defeats": [
                {"rule": each.rule.id, "applies": each.applies, **self.rank(each.rank)}
                for each in standing.defeats
            ],
            "styles": [_style(each) for each in standing.styles],
        }

    def _state(self, state: RuleState) -> dict[str, Any]:
        return {
            **self.rule(state.rule),
            "applies": state.applies,
            "stands": state.stands,
            "defeated_by": [
                {"rule": rule.id, "applies": applies, **self.rank(rank)}
                for rule, rank, applies in state.defeated
            ],
        }


def _facts(facts: Iterable[Fact]) -> list[dict[str, Any]]:
    return [{"kind": fact.kind, "name": fact.name, "values": list(fact.values)} for fact in facts]


def _case(case: Case) -> dict[str, Any]:
    return {
        "facts": _facts(case.facts),
        "status": case.status,
        "verdict": case.verdict,
        "rules": [rule.id for rule in case.rules],
    }


def _style(style: Style) -> dict[str, Any]:
    return {
        "style": style.id,
        "title": style.title,
        "directives": [
            {"modality": each.modality, "negated": each.negated, "element": each.element}
            for each in style.directives
        ],
    }
