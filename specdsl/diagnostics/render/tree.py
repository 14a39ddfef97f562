"""Trees of text."""

from __future__ import annotations

from specdsl.diagnostics.render.cells import visible, width, wrap
from specdsl.record import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDTH = 80
_NARROWEST = 24  # deep in the tree a line keeps at least so much room


@dataclass(frozen=True, slots=True)
class Node:
    """A line, and what hangs from it."""

    text: str
    below: tuple[Node, ...] = ()


def draw(node: Node, room: int = _WIDTH, *, first: str = "", rest: str = "") -> Iterator[str]:
    """The tree in lines of `room` cells where words allow it."""
    hanging = f"{rest}{'│ ' if node.below else '  '}"
    head, *more = wrap(visible(node.text), max(room - width(hanging), _NARROWEST))
    yield f"{first}{head}"
    yield from (f"{hanging}{line}" for line in more)
    for below in node.below:
        last = below is node.below[-1]
        yield from draw(
            below, room, first=f"{rest}{'└─ ' if last else '├─ '}", rest=f"{rest}{'   ' if last else '│  '}"
        )
