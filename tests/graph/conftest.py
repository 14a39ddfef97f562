from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specdsl.source import Source
from tests.graph.making import make
from tests.reading import TOUCHSTONE

if TYPE_CHECKING:
    from specdsl.graph.model import Policy


@pytest.fixture(scope="session")
def touchstone() -> Policy:
    """The touchstone's graph; nothing is found on the way."""
    files = sorted(TOUCHSTONE.glob("*.spec"))
    policy, found = make(*(Source(file.name, file.read_text("utf-8")) for file in files))
    assert found == []
    assert policy is not None
    return policy
