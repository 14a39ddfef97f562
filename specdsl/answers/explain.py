"""Why a decision is what it is: every rule that has a say, and what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.answers.decision import ground_of
from specdsl.answers.facts import known
from specdsl.answers.names import listed
from specdsl.diagnostics.render.tree import Node, draw
from specdsl.graph.model import And, FreeText, Holds, InCategory, Not, Or
from specdsl.graph.print import condition_text
from specdsl.meaning.condition import truth
from specdsl.meaning.space import NO, YES, key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.answers.decision import Decision, RuleState
    from specdsl.answers.sheet import Sheet
    from specdsl.graph.model import Condition
    from specdsl.graph.query import Index
    from specdsl.meaning.situation import Atom, Situation


def explanation(decision: Decision, index: Index, sheet: Sheet) -> str:
    """A tree: category by category, each rule with its conditions and what defeats it."""
    facts = {fact.name: fact.values for fact in decision.facts}
    said = known(index, decision.categories, facts, closed=decision.closed)
    explain = _Explain(ground_of(index, said).follows(), index, sheet)
    trees = (_category(name, decision, index, explain) for name in decision.categories)
    return "\n".join(line for tree in trees for line in draw(tree, sheet.room)) + "\n"


def _category(name: str, decision: Decision, index: Index, explain: _Explain) -> Node:
    states = [state for state in decision.rules if state.rule.category == name]
    return Node(
        f"{name} · {index.categories[name].title}",
        tuple(map(explain.rule, states)) or (Node("no rules of its own"),),
    )


class _Explain:
    def __init__(self, situation: Situation, index: Index, sheet: Sheet) -> None:
        self._situation = situation
        self._index = index
        self._sheet = sheet

    def rule(self, state: RuleState) -> Node:
        rule = state.rule
        lines = (*self._conditions(state), *self._defeaters(state))
        text = f"{rule.name} · {rule.verdict} · {_fate(state)}"
        return Node(text, (*map(Node, lines), Node(self._sheet.place(rule.decision_span))))

    def _conditions(self, state: RuleState) -> Iterator[str]:
        rule = state.rule
        if rule.when is None:
            yield "for every request in the category"
        else:
            yield self._condition("when", rule.when)
        yield from (self._condition("unless", exception) for exception in rule.unless)
        if state.applies == "no" and not self._settled_against(state):
            yield "what is left open cannot be so that it applies"

    def _settled_against(self, state: RuleState) -> bool:
        facets = self._index.facets
        when = state.rule.when
        return (when is not None and truth(when, self._situation, facets) is False) or any(
            truth(exception, self._situation, facets) for exception in state.rule.unless
        )

    def _condition(self, word: str, condition: Condition) -> str:
        value = truth(condition, self._situation, self._index.facets)
        told = {True: "yes", False: "no", None: "open"}[value]
        because = self._because(condition, value=value)
        return f"{word} {condition_text(condition, self._sheet.home)}: {told}{because}"

    def _because(self, condition: Condition, *, value: bool | None) -> str:
        """The facts on which it turns, where the condition alone does not name them."""
        if isinstance(condition, Holds | FreeText | InCategory):
            return ""
        deciding = dict.fromkeys(key_of(atom) for atom in self._deciding(condition, value=value))
        if value is None:
            return f" (depends on {listed([self._sheet.question(*key) for key in deciding])})"
        return f" ({'; '.join(self._fact(*key) for key in deciding)})"

    def _deciding(self, condition: Condition, *, value: bool | None) -> Iterator[Atom]:
        """The atoms that make a condition what it is."""
        match condition:
            case Not():
                yield from self._deciding(condition.operand, value=None if value is None else not value)
            case And() | Or():
                for part in condition.operands:
                    if truth(part, self._situation, self._index.facets) is value:
                        yield from self._deciding(part, value=value)
            case _:
                yield condition

    def _fact(self, kind: str, name: str) -> str:
        return f"{self._sheet.question(kind, name)}: {listed(self._answers(kind, name), 'or')}"

    def _answers(self, kind: str, name: str) -> list[str]:
        if kind != "facet":
            return [YES if self._situation.answer((kind, name)) else NO]
        answers = [value.name for value in self._index.facets[name].values]
        return [each for each in answers if each in self._situation.values.get(name, answers)]

    def _defeaters(self, state: RuleState) -> Iterator[str]:
        for rule, rank, applies in state.defeated:
            where = "" if applies == "yes" else ", where that applies"
            yield f"defeated by {self._sheet.near(rule.id)}{where}: {self._sheet.rank(rank)}"


def _fate(state: RuleState) -> str:
    match state.applies, state.stands:
        case "no", _:
            return "does not apply"
        case _, "yes":
            return "stands"
        case "yes", "no":
            return "defeated"
        case "open", "no":
            return "open whether it applies; defeated if it does"
        case "yes", _:
            return "applies; open whether it stands"
        case _:
            return "open"
