from __future__ import annotations

import re

import pytest

from specdsl.lint.wording import own_words


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a dangerous thing", [2]),
        ('"a dangerous thing"', []),
        ("`dangerous`", []),
        ('"am I\n being cheated?", "is this dangerous?"', []),
        ('"a", dangerous, "b"', [5]),
        ('- it says "x\n- dangerous"', [15]),
        ('it says "x\n\ndangerous', [12]),
    ],
)
def test_quotations_are_somebody_elses_words(text: str, places: list[int]):
    """A quotation may be wrapped over lines, and ends with its paragraph or list item at the latest."""
    assert [match.start() for match in own_words(re.compile("dangerous"), text)] == places
