from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from specdsl.compiler.dump import dump_json, dump_lines
from specdsl.compiler.output import Piece

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)


@given(VALUES)
def test_json_is_what_the_standard_library_writes(value):
    """Indented or a line each, the bytes are those of `json.dumps`."""
    assert dump_json(value).decode() == json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    assert dump_lines([value, value]).decode() == 2 * (json.dumps(value, ensure_ascii=False) + "\n")


@given(st.text())
def test_a_piece_is_written_as_its_text(text):
    """A text with its provenance is in JSON what the text is."""
    assert dump_json({"content": Piece(text)}) == dump_json({"content": text})
