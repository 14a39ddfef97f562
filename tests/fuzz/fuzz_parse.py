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
    import specdsl.syntax.mend  # these two are imported late, and would go uncovered
    import specdsl.syntax.pasted  # noqa: F401
    from specdsl.source import Source
    from specdsl.syntax import format_source, parse

from tests.literate import CASES, read  # noqa: E402 - needs the path above


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
    """Begin with the touchstone and with the inputs of all cases of slips."""
    cases = [read(file).sources for file in sorted(CASES.glob("*/*.md"))]
    texts = [source.text for sources in cases for source in sources]
    texts += [file.read_text("utf-8") for file in ROOT.glob("tests/touchstone/*.spec")]
    with tempfile.TemporaryDirectory() as corpus:
        for number, text in enumerate(texts):
            (Path(corpus) / str(number)).write_text(text, "utf-8")
        atheris.Setup([sys.argv[0], "-max_len=1500", *sys.argv[1:], corpus], one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
