"""A piece is looked at stretch by stretch; what is found must be what its whole text would show."""

from __future__ import annotations

import json
import re
from itertools import accumulate, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specdsl.compiler.output import EMPTY_LINE, Origin, Piece, Stretch
from specdsl.compiler.sourcemap import sentences, traced_sentences
from specdsl.compiler.tokens import counter
from specdsl.compiler.trace import Tracer
from tests.compiler.compiled import context_of, outputs_of
from tests.reading import TOUCHSTONE

FILES = [file.read_text("utf-8") for file in sorted(TOUCHSTONE.glob("*.spec"))]
PARTS = st.lists(
    st.text(alphabet="aB .\n#/-'\"”é界7`", max_size=12)
    | st.sampled_from(["\n\n", "# A.\n\n", "#", "/", "1. x"]),
    min_size=1,
    max_size=6,
)


def embedded(texts: list[str]) -> Piece:
    """A template's words around finished pieces: the first is its own, the second a piece, and so on."""
    tracer = Tracer()
    wording, author = Origin("x.j2", "wording"), Origin("c.r", "text")
    inside = [
        tracer.embed(tracer.piece(tracer.wrap(text, author))) if number % 2 else text
        for number, text in enumerate(texts)
    ]
    return tracer.piece(tracer.wrap("".join(inside), wording))


@given(PARTS)
def test_embedding_changes_no_character(texts) -> None:
    """However a text is put together, it is all there, and each character keeps its origin."""
    piece = embedded(texts)
    ends = [0, *accumulate(map(len, texts))]
    origins = [mark.origin.subject for mark in piece.marks for _ in range(mark.start, mark.end)]
    assert piece.text == "".join(texts)
    assert origins == [
        "c.r" if number % 2 else "x.j2" for number in range(len(texts)) for _ in range(*ends[number:][:2])
    ]


@given(PARTS)
def test_a_cut_parts_no_sentence(texts) -> None:
    """The sentences of the stretches, and who says them, are those of the whole text."""
    piece = embedded(texts)
    parted = [
        (start + shift, end + shift, said_by)
        for shift, stretch in piece.placed()
        for start, end, said_by in traced_sentences(stretch.body.text, stretch.body.marks)
    ]
    assert parted == list(traced_sentences(piece.text, piece.marks))
    assert [place[:2] for place in parted] == list(sentences(piece.text))


@given(PARTS)
def test_an_empty_line_parts_no_sentence(texts) -> None:
    """The sentences of the paragraphs, and who says them, are those of the stretch."""
    for stretch in embedded(texts).stretches:
        shifts = accumulate(
            (len(paragraph.text) + len(EMPTY_LINE) for paragraph in stretch.paragraphs), initial=0
        )
        parted = [
            (start + shift, end + shift, said_by)
            for shift, paragraph in zip(shifts, stretch.paragraphs, strict=False)
            for start, end, said_by in traced_sentences(paragraph.text, paragraph.marks)
        ]
        assert parted == list(traced_sentences(stretch.text, stretch.marks))
        assert stretch.said == {
            (origin.subject, origin.part)
            for start, end, origin in stretch.marks
            if not stretch.text[start:end].isspace()
        }


@given(st.lists(PARTS, min_size=2, max_size=4))
def test_texts_made_one_after_the_other_are_those_made_alone(several) -> None:
    """What a tracer has read already, inside of the same origins or of others, it reads as if it had not."""
    tracer = Tracer()
    origins = [Origin(subject, "text") for subject in "xy"]

    def nested(tracer: Tracer, number: int, texts: list[str]) -> Piece:
        inner = [tracer.wrap(text, origins[number % 2]) if text else "" for text in texts]
        return tracer.piece(tracer.wrap("".join([*texts, *inner, *texts]), origins[number // 2 % 2]))

    for number, texts in enumerate(several):
        together, alone = (nested(each, number, texts) for each in (tracer, Tracer()))
        assert (together.text, together.marks) == (alone.text, alone.marks)


END = re.compile(r"""(?<=[.!?…])["'”’)\]*_]*\s+|\s*\n\s*\n\s*|\n(?=\s*(?:[-*+#>|`~]|\d+[.)]))""")  # noqa: RUF001


@given(st.text(alphabet="aB. \n\t#-'\"”é7`)1!?…*_\u2028", max_size=20))
def test_sentences_end_where_they_should(text) -> None:
    """Behind a stop and what closes, at an empty line, and before an item of a list."""
    ends = [0, *(found.end() for found in END.finditer(text)), len(text)]
    said = [text[start:end] for start, end in pairwise(ends)]
    assert [text[start:end] for start, end in sentences(text)] == [
        each.strip() for each in said if re.search(r"\w", each)
    ]


@pytest.mark.parametrize("encoding", ["cl100k_base", "llama3", "o200k_base", "o200k_harmony", "qwen3"])
@settings(deadline=None)  # the first count loads the tokenizer
@given(texts=PARTS)
def test_a_cut_parts_no_token(encoding, texts) -> None:
    """With every encoding that we ship, stretches take as many tokens as the text that they make."""
    piece, count = embedded(texts), counter(encoding)
    assert count.of(piece) == count(piece.text)


@given(PARTS)
def test_the_json_of_stretches_is_that_of_the_text(texts) -> None:
    """What each stretch is in JSON makes the JSON of the whole; the same holds of its bytes."""
    piece = embedded(texts)
    written = "".join(stretch.json for stretch in piece.stretches)
    assert f'"{written}"' == json.dumps(piece.text, ensure_ascii=False)
    assert piece.utf8 == piece.text.encode()


def test_texts_share_what_they_repeat() -> None:
    """The prompts and spec texts of two categories hold the same stretch for the summaries, not a copy."""
    outputs = outputs_of(context_of(*FILES), ["spec", "generate", "judge"])
    texts = [path for path in outputs if "/all." not in path]
    shared = {
        stretch.body
        for path in texts
        for stretch in outputs[path].pieces[0][1].stretches
        if stretch.text.startswith("## The categories in brief")
    }
    assert len(texts) == 8
    assert len(shared) == 1


def test_white_space_behind_a_stretch_is_added_once() -> None:
    """In front of the same white space a stretch is always the same one, and has the same body."""
    stretch = Stretch.of("A.")
    assert stretch.before(Stretch.of("\n")) is stretch.before(Stretch.of("\n"))
    assert stretch.before(Stretch.of("\n\n")).body is stretch
    assert stretch.before(Stretch.of("\n\n# B")).body is not stretch


def test_a_sentence_that_nobody_says_has_no_origin() -> None:
    """A text may be there without a trace, whole or in part."""
    author = Origin("c.r", "text")
    assert [said_by for *_, said_by in traced_sentences("A. B.", [(0, 2, author)])] == [(author,), []]
