"""Rules, places, ranks and facts as JSON has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specdsl.graph.print import condition_text

if TYPE_CHECKING:
    from specdsl.answers.ranked import Rank
    from specdsl.graph.model import Rule
    from specdsl.source import Span


def statement(rule: Rule) -> str:
    """The line of its verdict."""
    return f"{rule.verdict} when {condition_text(rule.when, rule.category)}" if rule.when else rule.verdict


class Forms:
    """`folder` is written before each file's name."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def rule(self, rule: Rule) -> dict[str, Any]:
        return {
            "rule": rule.id,
            "title": rule.title,
            "verdict": rule.verdict,
            "statement": statement(rule),
            **self.place(rule.decision_span),
        }

    def rank(self, rank: Rank) -> dict[str, Any]:
        return {
            "way": rank.way,
            "levels": list(rank.levels or ()),
            "steps": [
                {"rule": over.id, "overrides": under.id, **self.place(span)}
                for over, under, span in rank.steps
            ],
        }

    def place(self, span: Span) -> dict[str, Any]:
        return {"file": f"{self._folder}{span.file}" if span.file else "", "line": span.line}
