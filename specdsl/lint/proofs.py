"""What findings that rest on proofs have in common: their witness, and saying aloud what is not known."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from specdsl.graph.lookup import listed
from specdsl.meaning.questions import in_words
from specdsl.record import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.graph.model import Rule as PolicyRule
    from specdsl.graph.query import Index
    from specdsl.lint.rule import Rule
    from specdsl.meaning.questions import Fact, Prover, Witness
    from specdsl.source import Source, Span

F = TypeVar("F")
D = TypeVar("D", bound="Diagnostic | Open")


def witnessed(finding: Diagnostic, witness: Witness, index: Index) -> Diagnostic:
    """The finding with the situation that shows it."""
    facts = {_question(fact): fact.value for fact in witness.facts}
    return replace(finding, witness=facts, in_words=in_words(index, witness))


def _question(fact: Fact) -> str:
    return f'"{fact.name}"' if fact.kind == "text" else fact.name


def named(rules: Iterable[PolicyRule]) -> str:
    """Rules by their names, in a sentence."""
    return listed(rule.id for rule in rules)


def told(rule: Rule, prover: Prover, found: F, tell: Callable[[F], D]) -> D:
    """What is to be said of something found, remembered as long as no file that it points to is edited."""
    sources: Collection[Source] = prover.index.memory.values.get("sources", ())
    return prover.told(rule.name, found, lambda: tell(found), lambda made: _points_to(made, sources))


def _points_to(finding: Diagnostic | Open, sources: Collection[Source]) -> bool:
    """Whether all that it points to is in these files."""
    if isinstance(finding, Open):
        return False
    edits = (edit.span for fix in finding.fixes for edit in fix.edits)
    return all(span.source in sources for span in (*(label.span for label in finding.labels), *edits))


@dataclass(frozen=True, slots=True)
class Open:
    """What could not be settled: `whether` what, about which of the policy's things and where that stands."""

    subjects: tuple[str, ...]
    place: Span
    whether: str
    spent: int


def reported(rule: Rule, found: Iterable[Diagnostic | Open]) -> Iterator[Diagnostic]:
    """The findings, and then what is not known."""
    opened: list[Open] = []
    for each in found:
        if isinstance(each, Open):
            opened.append(each)
        else:
            yield each
    yield from _left_open(rule, opened)


def _left_open(rule: Rule, questions: Iterable[Open]) -> Iterator[Diagnostic]:
    """Notes on what the budget did not suffice for: one for all questions about the same thing."""
    for (subject, place), group in groupby(questions, key=lambda each: (each.subjects[0], each.place)):
        yield _note(rule, subject, place, [*group])


def _note(rule: Rule, subject: str, place: Span, questions: list[Open]) -> Diagnostic:
    first, *more = questions
    plural = "s" if len(more) > 1 else ""
    rest = f", and {len(more)} more question{plural} about `{subject}`" if more else ""
    return rule.finding(
        f"it is not known within the budget whether {first.whether}{rest}",
        (place, "not known"),
        subjects=tuple(dict.fromkeys(each for question in questions for each in question.subjects)),
        help=(
            *(f"nor whether {question.whether}" for question in more),
            "allow ten times the work: `budget = 10` under `[lint]` in `specdsl.toml`",
        ),
        extra={"unknown": sum(question.spent for question in questions)},
        level="info",
    )
