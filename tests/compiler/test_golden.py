from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

import specdsl
from tests.reading import TOUCHSTONE

GOLDEN = Path(__file__).with_name("touchstone.sha256")


def test_the_bundle_is_the_same_on_every_python(update: bool):
    """Each file of the touchstone's bundle has the bytes it had when the change to it was reviewed.

    The fingerprints are literal, so that every supported Python and every machine must agree on them.
    """
    pytest.importorskip("pyarrow")
    files = specdsl.compile(specdsl.load(TOUCHSTONE)).files
    lines = [f"{hashlib.sha256(content).hexdigest()}  {path}\n" for path, content in files.items()]
    if update:
        GOLDEN.write_text("".join(lines), "utf-8")
    assert GOLDEN.read_text("utf-8") == "".join(lines)
