"""Coverage-guided fuzzing of reading and formatting: `python tests/fuzz/fuzz_parse.py -max_total_time=120`.

Whatever the bytes, they end in a document and messages, and the formatted text reads as the original did.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

with atheris.instrument_imports(include=["specdsl"]):
    from specdsl.source import Source
    from specdsl.syntax import format_source, parse


def one_input(data: bytes) -> None:
    """Read, format, read again."""
    source = Source("fuzz.spec", data.decode("utf-8", "replace"))
    document, found = parse(source)
    for one in found:
        for fix in one.fixes:
            assert all(0 <= edit.span.start <= edit.span.end <= len(source.text) for edit in fix.edits)
    formatted = Source("fuzz.spec", format_source(source))
    assert parse(formatted)[0] == document
    assert format_source(formatted) == formatted.text


def main() -> None:
    """Begin with the touchstone and the cases of slips."""
    with tempfile.TemporaryDirectory() as corpus:
        for file in [*ROOT.glob("tests/touchstone/*.spec"), *ROOT.glob("tests/cases/*/*.md")]:
            (Path(corpus) / file.name).write_bytes(file.read_bytes())
        atheris.Setup([*sys.argv, corpus], one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
