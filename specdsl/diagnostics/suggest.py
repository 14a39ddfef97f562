"""`did you mean`: which of the known names a misspelt one was most likely meant to be."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 80  # nobody misspells a longer name; comparing would only cost time
_SHORTEST_BEGINNING = 3


def suggest(written: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The few names most like the one written, the likeliest first; often none."""
    if len(written) > _LONGEST:
        return ()
    distances = {name: _distance_of(written, name) for name in known}
    close = sorted((distance, name) for name, distance in distances.items() if distance is not None)
    return tuple(name for _, name in close[:most])


def _distance_of(written: str, name: str) -> int | None:
    """How far apart two names are; None where one is no slip for the other."""
    plain, other = _plain(written), _plain(name)
    distance = edit_distance(plain, other) if abs(len(plain) - len(other)) <= _tolerance(plain) else None
    if distance is not None and distance <= _tolerance(plain):
        return distance
    return _tolerance(plain) + 1 if _begins(plain, other) or _same_words(plain, other) else None


def _plain(name: str) -> str:
    return name.casefold().replace("_", "-").replace(" ", "-")


def _tolerance(name: str) -> int:
    return min(len(name) - 1, max(1, len(name) // 3))


def _begins(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST_BEGINNING and long.startswith(short)


def _same_words(one: str, other: str) -> bool:
    return sorted(one.split("-")) == sorted(other.split("-"))


def edit_distance(one: str, other: str) -> int:
    """The fewest letters to insert, drop, replace or swap with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
