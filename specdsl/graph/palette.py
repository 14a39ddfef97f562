"""How verdicts look in drawings: a colour, a shape and a letter each, so that no one of them is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specdsl.graph.model import Policy

Shape = Literal["circle", "diamond", "octagon", "dash"]


@dataclass(frozen=True, slots=True)
class Look:
    """A pale fill, a dark ink on it, a shape, and the letters that stand for the verdict."""

    fill: str
    ink: str
    shape: Shape
    letters: str = ""


# From the permissive end of a ladder to the strict one; told apart by colour-blind eyes, too.
_STEPS = (
    Look("#d7eedd", "#1b6e3a", "circle"),
    Look("#fdeec4", "#8a5a00", "diamond"),
    Look("#f9d6d2", "#a3211b", "octagon"),
)
NO_VERDICT = Look("#ececf0", "#5c5c68", "dash", "x")
"""For a retired rule."""


def palette(policy: Policy) -> dict[str, Look]:
    """A look for each verdict of the policy's ladder."""
    verdicts = [verdict.name for verdict in policy.ladder]
    letters = _letters(verdicts)
    return {verdict: _look(rank, letters) for rank, verdict in enumerate(verdicts)}


def _look(rank: int, letters: Sequence[str]) -> Look:
    steps = max(len(letters) - 1, 1)
    step = _STEPS[round(rank * (len(_STEPS) - 1) / steps)]
    return Look(step.fill, step.ink, step.shape, letters[rank])


def _letters(verdicts: Sequence[str]) -> list[str]:
    """The first letter of each, or so many that they differ."""
    length = next(
        (size for size in range(1, 4) if len({each[:size] for each in verdicts}) == len(verdicts)), 4
    )
    return [verdict[:length].capitalize() for verdict in verdicts]
