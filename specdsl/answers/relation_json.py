"""How two rules relate, for programs; `docs/schema/relation.schema.json` describes the form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from specdsl.answers.forms import Forms
from specdsl.graph.print import condition_text

if TYPE_CHECKING:
    from specdsl.answers.relation import Relation
    from specdsl.graph.query import Index
    from specdsl.meaning.witness import Witness


def relation_json(relation: Relation, index: Index, folder: str = "") -> str:
    """`folder` is written before each file's name."""
    forms = Forms(folder)
    return json.dumps(_form(relation, index, forms), indent=2, ensure_ascii=False) + "\n"


def _form(relation: Relation, index: Index, forms: Forms) -> dict[str, Any]:
    return {
        "version": 1,
        "policy": index.policy.name,
        "relation": relation.kind,
        "rules": [forms.rule(relation.first), forms.rule(relation.second)],
        "drafts": [rule.id for rule in relation.drafts],
        "demands": [
            {"rule": each.rule.id, "condition": condition_text(each.condition), "holds": each.holds}
            for each in relation.demands
        ],
        "assumptions": [condition_text(each) for each in relation.assumptions],
        "winner": relation.winner.id if relation.winner else None,
        "rank": forms.rank(relation.rank) if relation.rank else None,
        "circular": relation.circular,
        "by": [rule.id for rule in relation.by],
        "witness": _witness(relation.witness) if relation.witness else None,
        "only_with": [rule.id for rule in relation.only_with],
        "dead": [{"rule": each.rule.id, "by": [rule.id for rule in each.by]} for each in relation.dead],
        "style_contradictions": [
            {"element": each.element, "wants": each.wants.style.id, "bars": each.bars.style.id}
            for each in relation.styles
        ],
    }


def _witness(witness: Witness) -> list[dict[str, Any]]:
    return [{"kind": fact.kind, "name": fact.name, "values": [fact.value]} for fact in witness.facts]
