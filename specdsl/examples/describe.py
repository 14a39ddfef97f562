"""A judgement in words: what was expected, what the policy decides instead, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.examples.open_facts import Result, Turn, turning_on
from specdsl.examples.reasons import why_not
from specdsl.graph.model import Is
from specdsl.graph.print import condition_text
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from specdsl.examples.judge import Judgement
    from specdsl.graph.model import Condition
    from specdsl.graph.query import Index
    from specdsl.meaning import Decision


@dataclass(frozen=True, slots=True)
class Description:
    """`message` says what is wrong, `reasons` why."""

    message: str
    reasons: tuple[str, ...] = ()


def describe(index: Index, judgement: Judgement) -> Description:
    """What is to be said of an example that is not decided as expected."""
    name = f"the example `{judgement.example.id}`"
    match judgement.state:
        case "contradicts":
            return Description(_contradiction(name, judgement), tuple(_instead(index, judgement)))
        case "wrong-reason":
            return _wrong_reason(name, index, judgement)
        case "underspecified":
            turn = turning_on(judgement.scene)
            return Description(f"{name} leaves open what decides: {_ways(turn, judgement, _it_is)}")
        case "impossible":
            return Description(f"{name} describes what cannot be: its facts never hold together")
        case "unknown":
            return Description(f"whether {name} is decided as expected is unknown: it leaves too much open")
        case "draft":
            return Description(f"{name} waits: its rule is a draft")
        case "passed":
            return Description(f"{name} is decided as expected")


def expectation(judgement: Judgement) -> str:
    """`refuse by self-harm.means`; `a decision` where the author names no verdict."""
    by = f" by {judgement.by}" if judgement.by else ""
    return f"{judgement.expected or 'a decision'}{by}"


def decided(judgement: Judgement) -> str:
    """`comply`, `refuse or comply`, `nothing`."""
    return " or ".join(verdict or "nothing" for verdict in judgement.verdicts) or "nothing"


def in_short(judgement: Judgement) -> str:
    """A few words for a list."""
    match judgement.state:
        case "wrong-reason":
            return f"{decided(judgement)}, but not by {judgement.by}"
        case "impossible":
            return "its facts never hold together"
        case "unknown":
            return "it leaves too much open"
        case _:
            return f"expected {judgement.expected or 'a decision'}, decided {decided(judgement)}"


def _it_is(verdict: Result) -> str:
    return f"it is `{verdict}`" if verdict else "there is no decision"


# ── Another verdict ───────────────────────────────────────────────────────────


def _contradiction(name: str, judgement: Judgement) -> str:
    if judgement.verdicts == (None,):
        wanted = f", which expects `{judgement.expected}`" if judgement.expected else ""
        return f"the policy has no decision for {name}{wanted}"
    return f"{name} expects `{judgement.expected}`, but the policy decides {_either(judgement)}"


def _either(judgement: Judgement) -> str:
    return " or ".join(f"`{verdict}`" if verdict else "nothing" for verdict in judgement.verdicts)


def _instead(index: Index, judgement: Judgement) -> Iterator[str]:
    """What the decisions rest on, unless it is rules that agree; and why the expected rule does not stand."""
    decisions = judgement.outcome.decisions
    if not all(decision.standing and decision.verdict for decision in decisions):
        yield "; or ".join(dict.fromkeys(_ground(index, decision) for decision in decisions))
    rule = index.rules.get(judgement.by or "")
    why = why_not(index, judgement, rule) if rule else None
    if why:
        yield why


def _ground(index: Index, decision: Decision) -> str:
    """What a decision rests on."""
    if decision.standing and decision.verdict:
        return f"{listed(decision.standing)} {_stands(decision.standing)} and says `{decision.verdict}`"
    if decision.standing:
        says = [f"`{rule}` says `{index.rules[rule].verdict}`" for rule in decision.standing]
        return f"the rules that stand disagree: {', '.join(says)}"
    return "no rule stands, and " + (
        f"`otherwise {decision.verdict}` decides" if decision.verdict else "nothing says `otherwise`"
    )


def _stands(rules: Sequence[str]) -> str:
    return "stands" if len(rules) == 1 else "stand"


# ── The right verdict for another reason ──────────────────────────────────────


def _wrong_reason(name: str, index: Index, judgement: Judgement) -> Description:
    assert judgement.by is not None
    start = f"{name} is decided as expected, but not by `{judgement.by}`"
    if not any(judgement.by in decision.standing for decision in judgement.outcome.decisions):
        return Description(start, tuple(_instead(index, judgement)))
    turn = turning_on(judgement.scene, index.rules[judgement.by])
    return Description(f"{start} whatever is left open: {_ways(turn, judgement, _it_stands)}")


def _it_stands(stands: Result) -> str:
    return "it stands" if stands else "it does not stand"


# ── What is left open ─────────────────────────────────────────────────────────


def _ways(turn: Turn | None, judgement: Judgement, say: Callable[[Result], str]) -> str:
    """`with `detail is general` it is `comply`, with `detail is actionable` it is `refuse``."""
    if turn is None:
        return "several open facts together"
    home = judgement.example.category
    under = f"where {listed([condition_text(each, home) for each in turn.under])}, " if turn.under else ""
    ways = (f"with `{condition_text(merged(turn.giving(each)), home)}` {say(each)}" for each in turn.results)
    return under + ", ".join(ways)


def merged(answers: Sequence[Condition]) -> Condition:
    """Several answers to one question as one condition."""
    first = answers[0]
    if isinstance(first, Is):
        return Is(
            first.facet, tuple(value for each in answers if isinstance(each, Is) for value in each.values)
        )
    return first


def listed(names: Sequence[str]) -> str:
    """`a`, `b` and `c`, each between backticks."""
    *most, last = (f"`{name}`" for name in names)
    return f"{', '.join(most)} and {last}" if most else last
