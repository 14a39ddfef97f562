"""Tested examples for programs; `docs/schema/test.schema.json` describes the form."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, get_args

from specdsl.examples.coverage import KINDS
from specdsl.examples.describe import describe
from specdsl.examples.judge import Result
from specdsl.graph.print import condition_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specdsl.examples.coverage import Count, Coverage
    from specdsl.examples.judge import Judgement
    from specdsl.graph.query import Index
    from specdsl.meaning import Decision
    from specdsl.source import Span


def json_form(index: Index, judged: Sequence[Judgement], found: Coverage | None, folder: str) -> str:
    """`found` is None where coverage was not asked for; `folder` stands before the names of files."""
    counts = Counter(judgement.result for judgement in judged)
    report = {
        "version": 1,
        "policy": index.policy.name,
        "examples": [_example(index, judgement, folder) for judgement in judged],
        "counts": {result: counts[result] for result in get_args(Result)},
        "coverage": None if found is None else _coverage(found, folder),
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _example(index: Index, judgement: Judgement, folder: str) -> dict[str, Any]:
    wrong = judgement.result in ("failed", "unknown")
    description = describe(index, judgement) if wrong else None
    return {
        "id": judgement.example.id,
        "title": judgement.example.title,
        **_place(judgement.example.span, folder),
        "result": judgement.result,
        "expected": {"verdict": judgement.expected, "by": judgement.by},
        "verdict": judgement.verdict,
        "decisions": [_decision(decision) for decision in judgement.outcome.decisions if wrong],
        "finding": judgement.finding,
        "message": description.message if description else None,
        "reasons": [*description.reasons] if description else [],
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {"verdict": decision.verdict, "standing": [*decision.standing]}


def _place(span: Span, folder: str) -> dict[str, Any]:
    return {"file": folder + span.file if span.file else "", "line": span.line}


def _coverage(found: Coverage, folder: str) -> dict[str, Any]:
    return {
        "total": _count(found.count()),
        **{kind: _count(found.count(kind)) for kind in KINDS},
        "unreached": [
            {
                "kind": part.kind,
                "rule": part.rule,
                "condition": condition_text(part.condition) if part.condition else None,
                **_place(part.span, folder),
            }
            for part in found.unreached
        ],
    }


def _count(count: Count) -> dict[str, int]:
    return {"total": count.total, "reached": count.reached, "percent": count.percent}
