from __future__ import annotations

import pytest

from specdsl.compiler.output import Origin
from specdsl.compiler.trace import Tracer
from specdsl.compiler.training.unwrap import unwrapped

LONG = "A sentence that goes on until the line is so full that the next word would"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{LONG}\nnot fit.", f"{LONG} not fit."),
        (f"{LONG}\nnot fit.\n\nAnother paragraph.", f"{LONG} not fit.\n\nAnother paragraph."),
        ("Short lines\nof a verse\nstay.", "Short lines\nof a verse\nstay."),
        (f"{LONG}\n- an item\n- another", f"{LONG}\n- an item\n- another"),
        (f"{LONG}\n1. an item", f"{LONG}\n1. an item"),
        (f"{LONG}\n> a quotation", f"{LONG}\n> a quotation"),
        (f"{LONG}  \nbroken on purpose", f"{LONG}  \nbroken on purpose"),
        (f"- {LONG}\n  not fit.\n- another", f"- {LONG} not fit.\n- another"),
        (f"# {LONG}\nText.", f"# {LONG}\nText."),
        (f"Dear all,\n{LONG}\nnot fit.", f"Dear all,\n{LONG} not fit."),
        (f"```\n{LONG}\nnot joined\n```\n{LONG}\njoined", f"```\n{LONG}\nnot joined\n```\n{LONG} joined"),
        (f"| a | b |\n| {LONG} |\n| c |", f"| a | b |\n| {LONG} |\n| c |"),
        ("", ""),
    ],
)
def test_only_wrapping_is_undone(text, expected):
    """A break goes where the next word had no room; whatever else breaks a line was meant."""
    assert unwrapped(text) == expected


def test_traces_survive():
    """Each line keeps its own place in the source after it was joined."""
    tracer = Tracer()
    first, second = Origin("r", "one"), Origin("r", "two")
    piece = tracer.piece(unwrapped(f"{tracer.wrap(LONG, first)}\n{tracer.wrap('  not fit.', second)}"))
    assert piece.text == f"{LONG} not fit."
    assert [(piece.text[mark.start : mark.end], mark.origin) for mark in piece.marks] == [
        (LONG, first),
        ("not fit.", second),
    ]
