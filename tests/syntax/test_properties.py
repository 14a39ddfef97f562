"""What holds of every text: nothing crashes, spans are right, printing loses nothing, both parsers agree."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lark import Token, Transformer
from lark.exceptions import UnexpectedInput

from specdsl.diagnostics import Diagnostic
from specdsl.source import Source, Span
from specdsl.syntax import ast, format_source, limits, parse
from specdsl.syntax.build import Builder
from specdsl.syntax.layout import VALUED, lay_out
from specdsl.syntax.lexer import Lexer, Tokens
from specdsl.syntax.tables import lark_of, load, read_grammar
from tests.documents import DOCUMENTS, SOUP, spoilt

TOUCHSTONE = [
    file.read_text("utf-8") for file in sorted((Path(__file__).parent.parent / "touchstone").glob("*.spec"))
]
TEXTS = DOCUMENTS | SOUP | spoilt(DOCUMENTS) | spoilt(st.sampled_from(TOUCHSTONE)) | st.text()
BYTES = st.binary().map(lambda data: data.decode("utf-8", "replace"))
TABLES = load()
LARK = lark_of(read_grammar())
patient = settings(suppress_health_check=list(HealthCheck), deadline=None)


def holes(block):
    """Whether a block is a hole or has one in it."""
    return isinstance(block, ast.Hole) or any(map(holes, getattr(block, "items", ())))


# ── One reading ───────────────────────────────────────────────────────────────


@patient
@given(DOCUMENTS)
def test_what_the_grammar_allows_parses(text):
    """Each generated document is read, but for what may stand only once and the order of a conversation."""
    said = {found.message for found in parse(Source("x.spec", text))[1]}
    known = (" has one ", "stands once", "stands right behind", "behind a reply")
    assert all(any(words in message for words in known) for message in said)


@patient
@given(TEXTS | BYTES)
def test_every_text_ends_in_a_document(text):
    """Whatever the text, there is a tree, and a hole in it wherever something was not read."""
    document, found = parse(Source("x.spec", text))
    unread = [one for one in found if one.rule in ("syntax-error", "unknown-keyword")]
    assert any(map(holes, document.blocks)) == bool(unread)


@patient
@given(TEXTS)
def test_a_line_has_one_message(text):
    """No slip is reported twice: a place has one message that is not about characters."""
    found = parse(Source("x.spec", text))[1][: limits.MAX_MESSAGES]
    lines = [one.span.line for one in found if one.rule in ("syntax-error", "unknown-keyword")]
    assert len(lines) == len(set(lines))


# ── Two parsers ───────────────────────────────────────────────────────────────


def whole_file(source):
    """The whole file through Lark's own parser, from `document`; None where it does not parse."""
    layout = lay_out(source, TABLES)
    tokens = Tokens()
    lexer = Lexer(layout, TABLES)
    for line in layout.top:
        add(line, lexer, tokens, valued=False)
    names = {number: name for name, number in TABLES.symbols.items()}
    stream = []
    for kind, value in zip(tokens.kinds, tokens.values, strict=True):
        token = Token(names[kind], "")
        token.value = value
        stream.append(token)
    try:
        tree = LARK.parse(stream, start="document")
    except UnexpectedInput:
        return None
    return Actions(source).transform(tree)


def add(line, lexer, tokens, *, valued):
    end = lexer.line(line, tokens, valued=valued)
    if line.nested:
        tokens.add(TABLES.symbols["_INDENT"], 0)
        for nested in line.nested:
            add(nested, lexer, tokens, valued=line.word in VALUED)
        tokens.add(TABLES.symbols["_DEDENT"], end)


class Actions(Transformer):
    """The same actions as the fast parser's, behind Lark's trees."""

    def __init__(self, source):
        super().__init__()
        self.builder = Builder(source)

    def __default__(self, data, children, meta):
        return getattr(self.builder, data)(*children)

    def __default_token__(self, token):
        return token.value


@patient
@given(TEXTS)
def test_blocks_and_whole_file_agree(text):
    """Reading a file block by block gives what Lark gives for the file as a whole, on good and bad texts."""
    source = Source("x.spec", text)
    document, found = parse(source)
    whole = whole_file(source)
    read = not any(
        one.rule in ("syntax-error", "unknown-keyword") or "mixes letters" in one.message for one in found
    )
    if read:
        assert whole == document
    elif whole is not None:  # then it broke a rule that is no matter of grammar
        assert not any(one.rule == "unknown-keyword" for one in found)


# ── Places ────────────────────────────────────────────────────────────────────


def spans(node):
    """Every span of a tree or a message, with its node."""
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, Span):
            yield node, value
        for inner in value if isinstance(value, tuple) and not isinstance(value, Span) else (value,):
            if is_dataclass(inner):
                yield from spans(inner)


@patient
@given(DOCUMENTS)
def test_spans_point_at_what_they_are_of(text):
    """The span of a name is its text, that of a quoted text has its quotes, that of prose its lines."""
    source = Source("x.spec", text)
    for block in parse(source)[0].blocks:
        for node, span in spans(block):
            match node:
                case ast.Name(name):
                    assert span.text == name
                case ast.Text(title):
                    assert span.text == f'"{title}"'
                case ast.Prose(words):
                    assert [line.strip() for line in span.text.split("\n")] == [
                        line.strip() for line in words.split("\n")
                    ]
                case _:
                    assert span.text == span.text.strip()
                    assert span.text


@patient
@given(DOCUMENTS)
def test_prose_knows_where_its_words_stand(text):
    """Each line of a prose can be found again in the file."""
    source = Source("x.spec", text)
    for block in parse(source)[0].blocks:
        for node, _ in spans(block):
            if isinstance(node, ast.Prose):
                start = 0
                for line in node.text.split("\n"):
                    assert node.place(start, start + len(line)).text == line
                    start += len(line) + 1


@patient
@given(TEXTS)
def test_messages_lie_in_the_file(text):
    """Labels and edits of every message stay within the text."""
    source = Source("x.spec", text)
    for found in parse(source)[1]:
        assert isinstance(found, Diagnostic)
        edits = [edit.span for fix in found.fixes for edit in fix.edits]
        for span in (*(label.span for label in found.labels), *edits):
            assert 0 <= span.start <= span.end <= len(source.text)


# ── Printing ──────────────────────────────────────────────────────────────────


@patient
@given(TEXTS)
def test_formatting_keeps_the_meaning_and_settles(text):
    """The formatted file reads as the original did, and formatting it again changes nothing."""
    source = Source("x.spec", text)
    formatted = Source("x.spec", format_source(source))
    assert parse(formatted)[0] == parse(source)[0]
    assert format_source(formatted) == formatted.text


@patient
@given(TEXTS)
def test_safe_fixes_keep_the_meaning(text):
    """Applying every safe fix gives a file that reads as the mended one did."""
    source = Source("x.spec", text)
    document, found = parse(source)
    edits = [edit for one in found for fix in one.fixes if fix.safe for edit in fix.edits]
    mended = source.text
    for edit in sorted(edits, key=lambda edit: -edit.span.start):
        mended = mended[: edit.span.start] + edit.text + mended[edit.span.end :]
    again, left = parse(Source("x.spec", mended))
    if len(found) < 50 and not any(one.rule in ("syntax-error", "unknown-keyword") for one in found):
        assert [type(block) for block in again.blocks] == [type(block) for block in document.blocks]
        assert not any(one.rule == "pasted-characters" for one in left)
