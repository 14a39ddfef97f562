"""Examples that show the same conversation."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.graph.model import Example
    from specdsl.graph.query import Index


def same_conversations(index: Index) -> Iterator[list[Example]]:
    """Groups of two and more examples, in the policy's order; how lines are broken does not count."""
    groups: defaultdict[tuple[tuple[str, str], ...], list[Example]] = defaultdict(list)
    for example in index.examples.values():
        groups[tuple((turn.role, " ".join(turn.text.text.split())) for turn in example.turns)].append(example)
    yield from (group for turns, group in groups.items() if turns and len(group) > 1)
