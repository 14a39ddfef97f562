"""All that the page has to know of a policy to decide, as JSON: `assets/decide.js` reads it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, assert_never

from specdsl.answers.forms import statement
from specdsl.answers.ranked import rank_between
from specdsl.graph.model import And, Compare, FreeText, Holds, InCategory, Is, Not, Or
from specdsl.graph.palette import palette
from specdsl.graph.print import condition_text
from specdsl.meaning.situation import meant_values, question_of
from specdsl.meaning.space import Space
from specdsl.site.links import ASK, Links
from specdsl.site.prose import to_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.graph.model import Category, Condition, Facet, Rule, Style
    from specdsl.graph.query import Index
    from specdsl.meaning.space import Variable


def data(index: Index) -> str:
    """What decides, and what readers see of it; URLs are relative to the page that asks."""
    made = _Data(index).policy()
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n"


class _Data:
    def __init__(self, index: Index) -> None:
        self._index = index
        self._links = Links(index, ASK)

    def policy(self) -> dict[str, Any]:
        index = self._index
        return {
            "policy": index.policy.name,
            "title": index.policy.title,
            "version": index.policy.version,
            "authority": list(index.policy.authority),
            "otherwise": index.policy.otherwise,
            "verdicts": list(self._verdicts()),
            "questions": [self._question(each) for each in Space(index).variables],
            "categories": [self._category(each) for each in index.policy.categories],
            "assumptions": [self._said("assume", each) for each in index.policy.assumptions],
            "rules": [self._rule(each) for each in index.active_rules],
            "styles": {each.id: self._style(each) for each in index.styles.values()},
            "elements": {each.id: each.description for each in index.elements.values()},
        }

    def _verdicts(self) -> Iterator[dict[str, Any]]:
        looks = palette(self._index.policy)
        for verdict, value in self._index.verdicts.items():
            look = looks[verdict]
            meaning = to_text(value.meaning, self._links)
            yield {"verdict": verdict, "meaning": meaning, "letters": look.letters, "shape": look.shape}

    # ── What can be said about a request ──────────────────────────────────────

    def _question(self, variable: Variable) -> dict[str, Any]:
        asked = {"kind": variable.kind, "name": variable.name, "answers": list(variable.answers)}
        match variable.kind:
            case "facet":
                return asked | self._facet(self._index.facets[variable.name])
            case "flag":
                return asked | {"text": self._index.flags[variable.name].statement}
            case "category" | "text":
                return asked
            case _:
                assert_never(variable.kind)

    def _facet(self, facet: Facet) -> dict[str, Any]:
        meanings = [to_text(value.meaning, self._links) for value in facet.values]
        return {"text": facet.question, "ordered": facet.ordered, "meanings": meanings}

    def _category(self, category: Category) -> dict[str, Any]:
        return {
            "category": category.id,
            "title": category.title,
            "url": self._links.category(category.id),
            "inside": list(self._index.ancestors[category.id]),
            "within": list(category.within),
            "disjoint": list(category.disjoint_from),
            "otherwise": category.otherwise,
        }

    # ── Rules ─────────────────────────────────────────────────────────────────

    def _rule(self, rule: Rule) -> dict[str, Any]:
        return {
            "rule": rule.id,
            "title": rule.title,
            "url": self._links.rule(rule.id),
            "category": rule.category,
            "verdict": rule.verdict,
            "level": self._index.level_of(rule),
            "statement": statement(rule),
            "when": None if rule.when is None else self._said("when", rule.when, rule.category),
            "unless": [self._said("unless", each, rule.category) for each in rule.unless],
            "overrides": dict(self._overridden(rule)),
            "styles": [style.id for style in self._index.followed_styles(rule)],
        }

    def _overridden(self, rule: Rule) -> Iterator[tuple[str, list[str]]]:
        """The active rules that it overrides, however many steps away, each with the rules in between."""
        below = self._index.overrides[rule.id]
        for other in self._index.active_rules if below else ():
            if other.id in below:
                steps = rank_between(rule, other, self._index).steps
                yield other.id, [below.id for _, below, _ in steps[:-1]]

    def _style(self, style: Style) -> dict[str, Any]:
        return {
            "title": style.title,
            "url": self._links.style(style.id),
            "directives": [
                {"modality": each.modality, "negated": each.negated, "element": each.element}
                for each in style.directives
            ],
        }

    # ── Conditions ────────────────────────────────────────────────────────────

    def _said(self, word: str, condition: Condition, home: str | None = None) -> dict[str, Any]:
        text = condition_text(condition, home)
        return {"word": word, "text": text, "condition": self._condition(condition)}

    def _condition(self, condition: Condition) -> dict[str, Any]:
        match condition:
            case Is(facet=facet) | Compare(scale=facet):
                meant = meant_values(condition, self._index.facets[facet])
                values = [value.name for value in self._index.facets[facet].values if value.name in meant]
                return {"facet": facet, "values": values}
            case Holds() | InCategory() | FreeText():
                return dict([question_of(condition)])
            case Not():
                return {"not": self._condition(condition.operand)}
            case And():
                return {"all": [self._condition(part) for part in condition.operands]}
            case Or():
                return {"any": [self._condition(part) for part in condition.operands]}
            case _:
                assert_never(condition)
