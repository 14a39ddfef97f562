"""Conditions as the sentences that a policy writer would have written."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from specdsl.compiler.english import be, decapitalise, negated, series, spelled_out, unstopped
from specdsl.compiler.output import Origin
from specdsl.compiler.render import sentence_case
from specdsl.compiler.trace import MARKS, bare
from specdsl.graph.model import And, Compare, FreeText, Holds, InCategory, Is, Not, Or

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specdsl.compiler.context import Context
    from specdsl.graph.model import Condition, Facet

LONGEST_SENTENCE = 230
"""A condition of several parts that is longer than this becomes a list."""

LONGEST_ASIDE = 160
"""An explanation longer than this stands in a sentence of its own."""


# ── Negation goes to the leaves ───────────────────────────────────────────────

_OPPOSITE: dict[str, Literal["at least", "at most", "above", "below"]] = {
    "at least": "below",
    "at most": "above",
    "above": "at most",
    "below": "at least",
}


def inward(condition: Condition, *, negate: bool = False) -> Condition:
    """The same condition with `not` at single questions only, and no `and` directly in `and`."""
    match condition:
        case Not(operand=operand):
            return inward(operand, negate=not negate)
        case And(operands=operands) | Or(operands=operands):
            kind = And if isinstance(condition, And) != negate else Or
            return kind(tuple(_flat(kind, [inward(each, negate=negate) for each in operands])))
        case Is() if negate:
            return Is(condition.facet, condition.values, not condition.negated, condition.span)
        case Compare() if negate:
            return Compare(condition.scale, _OPPOSITE[condition.comparison], condition.value, condition.span)
        case _:
            return Not(condition, condition.span) if negate else condition


def _flat(kind: type[And | Or], operands: Sequence[Condition]) -> Iterator[Condition]:
    for each in operands:
        if isinstance(each, kind):
            yield from each.operands
        else:
            yield each


# ── Clauses and how they are joined ───────────────────────────────────────────


class Clause(NamedTuple):
    """One question answered: "the intent is benign", and what explains its last word at its first use."""

    text: str
    aside: str = ""
    named: str = ""
    ambiguous: bool = False

    @property
    def inside(self) -> str:
        """The clause as one of several in a sentence; `named` says of what the aside is the meaning."""
        name = f"{self.named}: " if self.named else ""
        return f"{self.text} ({name}{self.aside})" if self.aside else self.text

    @property
    def alone(self) -> str:
        """The clause at the end of a sentence or of an item."""
        return f"{self.text}: {self.aside}" if self.aside and not self.named else self.inside


class Joined(NamedTuple):
    """Clauses that must all hold (`and`), or of which one must (`or`)."""

    conjunction: Literal["and", "or"]
    parts: tuple[Tree, ...]

    @property
    def intro(self) -> str:
        match self.conjunction, len(self.parts):
            case "and", 2:
                return "both of these hold"
            case "and", _:
                return "all of these hold"
            case _, 2:
                return "either of these holds"
            case _:
                return "any of these holds"


Tree: TypeAlias = Clause | Joined


def running(tree: Tree, outer: str = "") -> str:
    """The tree as running prose, which can stand inside a sentence."""
    if isinstance(tree, Clause):
        return tree.inside
    parts = [running(part, tree.conjunction) for part in tree.parts]
    mixed = any(isinstance(part, Joined) for part in tree.parts)
    text = (
        f"{', '.join(parts[:-1])}, {tree.conjunction} {parts[-1]}"
        if mixed
        else series(parts, tree.conjunction)
    )
    return f"{_either(parts)} {text}" if tree.conjunction == "or" and outer else text


def _either(parts: Sequence[str]) -> str:
    return "either" if len(parts) == 2 else "at least one of"  # noqa: PLR2004 - either is for two


def items(tree: Joined, indent: str = "") -> str:
    """The tree as a list; a part that is too long for a line becomes a list within it."""
    lines = []
    for number, part in enumerate(tree.parts, 1):
        ending = (
            ""
            if number == len(tree.parts)
            else f"; {tree.conjunction}"
            if number == len(tree.parts) - 1
            else ";"
        )
        lines.append(f"{indent}- {_item(part, indent)}{ending}")
    return "\n".join(lines)


def _item(part: Tree, indent: str) -> str:
    if isinstance(part, Clause):
        return part.alone
    if needs_list(part):
        return f"{part.intro}:\n{items(part, indent + '  ')}"
    return running(part, "and")


def needs_list(tree: Tree, told: str = "") -> bool:
    """Whether running prose, as `told`, would be hard to follow: too long, deep, or open to misreading."""
    if isinstance(tree, Clause):
        return False
    return _depth(tree) > 2 or _ambiguous(tree) or _is_long(told or running(tree))  # noqa: PLR2004


def _is_long(told: str) -> bool:
    return len(told) > LONGEST_SENTENCE and len(bare(told)) > LONGEST_SENTENCE


def _depth(tree: Tree) -> int:
    return 0 if isinstance(tree, Clause) else 1 + max(_depth(part) for part in tree.parts)


def _ambiguous(tree: Tree) -> bool:
    return tree.ambiguous if isinstance(tree, Clause) else any(_ambiguous(part) for part in tree.parts)


# ── Names and explanations ────────────────────────────────────────────────────

_SENTENCE_ENDS = re.compile(r"[.!?…]\s|[\n()]")
_COULD_BE_MISREAD = re.compile(r"\b(and|or|unless|when|if)\b|[,;:]")


@lru_cache(maxsize=4096)
def in_words(name: str) -> str:
    """`own-use` or `self-harm.own-use` as "own use"."""
    return name.rpartition(".")[2].replace("-", " ")


class Wording:
    """How one text words its rules: what it has explained once, it only names afterwards.

    `rationale`: whether it gives the reasons for a rule; where nothing is said, as the options have it.
    """

    def __init__(self, context: Context, *, rationale: bool | None = None) -> None:
        self.context = context
        self.rationale = context.options.rationale if rationale is None else rationale
        self._explained: set[str] = set()
        self._bearers: dict[str, str] = {}
        self._later: list[str] = []

    # ── Sentences ─────────────────────────────────────────────────────────────

    def sentence(self, lead: str, condition: Condition) -> str:
        """`lead` and the condition, then the explanations that were too long to stand inside: sentences."""
        tree = self._tree(inward(condition))
        body = tree.alone if isinstance(tree, Clause) else running(tree)
        if isinstance(tree, Joined) and needs_list(tree, body):
            return self._with_explanations(closed(f"{lead} {tree.intro}:\n\n{items(tree)}"), "\n\n")
        return self._with_explanations(closed(f"{lead} {body}"), " ")

    def clause(self, condition: Condition) -> str:
        """The condition as a clause, without capital and stop; what it does not explain, `sentence` will."""
        return running(self._tree(inward(condition)))

    def situation(self, categories: Sequence[str], condition: Condition | None) -> str:
        """A situation as a sentence: "The request falls under Self-harm; the intent is unclear."."""
        fields = series([self.category_title(category) for category in categories])
        parts = [f"the request falls under {fields}"] if fields else []
        parts += [self.clause(condition)] if condition else []
        return self._with_explanations(closed(sentence_case("; ".join(parts))), " ") if parts else ""

    def _with_explanations(self, text: str, between: str) -> str:
        texts, self._later = [text, *self._later], []
        return between.join(texts)

    # ── Trees ─────────────────────────────────────────────────────────────────

    def _tree(self, condition: Condition) -> Tree:
        match condition:
            case And(operands=operands):
                return Joined("and", tuple(self._tree(each) for each in operands))
            case Or(operands=operands):
                return Joined("or", tuple(self._tree(each) for each in operands))
            case Is():
                return self._is(condition)
            case Compare():
                return self._compare(condition)
            case Not(operand=operand):
                return self._answer(operand, holds=False)
            case _:
                return self._answer(condition, holds=True)

    def _is(self, condition: Is) -> Clause:
        facet = self.context.index.facets[condition.facet]
        head = self._subject(facet)
        if len(condition.values) == 1:
            value, word = condition.values[0], in_words(condition.values[0])
            meaning = self._meaning(facet, value)
            return (
                Clause(f"{head} not {word}", meaning, word)
                if condition.negated
                else Clause(f"{head} {word}", meaning)
            )
        words = [Clause(in_words(value), self._meaning(facet, value)).inside for value in condition.values]
        return Clause(f"{head} {_choice(words, negated=condition.negated)}")

    def _compare(self, condition: Compare) -> Clause:
        facet = self.context.index.facets[condition.scale]
        word = in_words(condition.value)
        text = f"{self._subject(facet)} {condition.comparison} {word}"
        return Clause(
            text,
            self._meaning(facet, condition.value),
            word if condition.comparison in {"above", "below"} else "",
        )

    def _answer(self, condition: Condition, *, holds: bool) -> Clause:
        match condition:
            case Holds(flag=name):
                return self._flag(name, holds=holds)
            case InCategory(category=name):
                return Clause(
                    f"the request {'falls' if holds else 'does not fall'} under {self.category_title(name)}"
                )
            case FreeText(text=text):
                return _free_text(text, holds=holds)
            case _:
                raise AssertionError("negation stands at single questions")

    def _flag(self, name: str, *, holds: bool) -> Clause:
        flag = self.context.index.flags[name]
        clause = decapitalise(unstopped(flag.statement), self.context.names)
        text = clause if holds else negated(clause)
        return Clause(self._author(text, Origin(flag.id, "statement", flag.span)), ambiguous=_misread(clause))

    # ── Explanations ──────────────────────────────────────────────────────────

    def first(self, key: str) -> bool:
        """Whether this is the first time that the text comes to this."""
        if key in self._explained:
            return False
        self._explained.add(key)
        return True

    def _subject(self, facet: Facet) -> str:
        """`the intent (what the person is trying to do) is`; the question stands at the first use only."""
        name = f"{in_words(facet.name)}{self._sense(facet)}"
        question = self._question(facet)
        range_ = _range(facet) if question and facet.ordered else ""
        return f"the {name}{f' ({question}{range_})' if question else ''} {be(in_words(facet.name))}"

    def _sense(self, facet: Facet) -> str:
        """Where the text has used the name for another facet: of which category this one is."""
        if self._bearers.setdefault(facet.name, facet.id) == facet.id:
            return ""
        category = facet.id.rpartition(".")[0]
        return f" in the sense of {self.category_title(category)}" if category else " in the general sense"

    def _meaning(self, facet: Facet, name: str) -> str:
        key = f"{facet.id} {name}"
        if not self.first(key):
            return ""
        if key not in self.context.explained:
            value = next(value for value in facet.values if value.name == name)
            origin = Origin(facet.id, f"value:{name}", value.meaning.span)
            self.context.explained[key] = self._explanation(value.meaning.text, origin, in_words(name))
        return self._told(self.context.explained[key])

    def _question(self, facet: Facet) -> str:
        if not self.first(facet.id):
            return ""
        if facet.id not in self.context.explained:
            origin = Origin(facet.id, "question", facet.span)
            self.context.explained[facet.id] = self._explanation(facet.question, origin, in_words(facet.name))
        return self._told(self.context.explained[facet.id])

    def _told(self, explanation: tuple[str, str]) -> str:
        """What stands behind the name; a long explanation waits for the end of the sentence."""
        aside, sentence = explanation
        if sentence:
            self._later.append(sentence)
        return aside

    def _explanation(self, text: str, origin: Origin, name: str) -> tuple[str, str]:
        """What explains the name: an aside, a sentence where it is long, neither where it says nothing."""
        known = self.context.asides
        if (text, name) not in known:
            known[text, name] = _aside(text, name, self.context.names)
        aside = known[text, name]
        if aside is None:
            return "", closed(f"Here “{name}” means: {self._author(text, origin)}")
        return self._author(aside, origin), ""

    def category_title(self, name: str) -> str:
        category = self.context.index.categories[name]
        return f"*{self._author(category.title, Origin(category.id, 'title', category.span))}*"

    def _author(self, text: str, origin: Origin) -> str:
        return self.context.tracer.author(text, origin)


def _aside(text: str, name: str, names: frozenset[str]) -> str | None:
    """What explains the name, as an aside; empty where it says nothing, None where it is too long."""
    if text.casefold().removeprefix("the ") == name.casefold():
        return ""
    aside = decapitalise(unstopped(text).rstrip("?"), names)
    return aside if len(aside) <= LONGEST_ASIDE and not _SENTENCE_ENDS.search(aside) else None


def closed(text: str) -> str:
    """The text with a full stop, unless it ends a sentence already."""
    return text if text.rstrip(_BEHIND_A_STOP).endswith((".", "!", "?", "…")) else text + "."


_BEHIND_A_STOP = f"”\"')*_`{MARKS}"


def _choice(words: Sequence[str], *, negated: bool) -> str:
    if negated:
        return f"neither {' nor '.join(words)}" if len(words) == 2 else f"none of {series(words, 'or')}"  # noqa: PLR2004
    return f"either {series(words, 'or')}" if len(words) == 2 else f"one of {series(words, 'or')}"  # noqa: PLR2004


def _range(facet: Facet) -> str:
    """How a scale runs: ", from general through conceptual to actionable"."""
    words = [in_words(value.name) for value in facet.values]
    between = f" through {series(words[1:-1])}" if 3 <= len(words) <= 5 else ""  # noqa: PLR2004 - else too long
    return f", from {words[0]}{between} to {words[-1]}" if len(words) > 1 else ""


def _free_text(text: str, *, holds: bool) -> Clause:
    if text.endswith("?"):
        return Clause(f"the answer to “{text}” is {'yes' if holds else 'no'}", ambiguous=_misread(text))
    return Clause(text if holds else spelled_out(text), ambiguous=_misread(text))


def _misread(text: str) -> bool:
    """Whether the words, joined to others by "and", could be taken apart wrongly."""
    return _COULD_BE_MISREAD.search(text) is not None
