"""What is checked of compiled text, the source map, and how targets are found."""

from __future__ import annotations

import gc
import hashlib
import json
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from specdsl.compiler import registry
from specdsl.compiler.checks import CONTROL_TOKENS, closed_fences, control_tokens, lost_in_compile
from specdsl.compiler.context import UnknownCategoryError, context_for
from specdsl.compiler.noticed import check_texts
from specdsl.compiler.output import Mark, Origin, Output, Piece, Stretch
from specdsl.compiler.render import WORDING
from specdsl.compiler.sourcemap import source_map, traced_sentences
from tests.compiler.compiled import context_of, outputs_of, value_of
from tests.reading import TOUCHSTONE, index_of, index_of_folder

FILES = [file.read_text("utf-8") for file in sorted(TOUCHSTONE.glob("*.spec"))]


@pytest.fixture(scope="module")
def context():
    return context_of(*FILES)


@pytest.fixture(scope="module")
def outputs(context):
    return outputs_of(context)


# ── lost-in-compile ───────────────────────────────────────────────────────────


def test_nothing_is_lost(context, outputs) -> None:
    """Our own templates state every rule, exception and rank of the touchstone."""
    assert lost_in_compile(context, list(outputs.values())) == []


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("", "leaves out the rule `self-harm.education`"),
        (
            "{{ rule.decision }} {{ rule.ranks | join }}",
            "leaves out an exception of the rule `self-harm.method-instructions`",
        ),
        (
            "{{ rule.decision }} {{ rule.exceptions | join }}",
            "does not say that `self-harm.in-danger` overrides `self-harm.education`",
        ),
    ],
)
def test_what_a_users_template_loses_is_told(template, expected) -> None:
    """A template that leaves out a rule, an exception or a rank is found out in every text."""
    context = context_of(*FILES, templates={"rule.j2": template})
    found = lost_in_compile(context, list(outputs_of(context, ["spec", "generate"]).values()))
    assert f"`spec/self-harm.md` {expected}" in [each.message for each in found]
    assert f"`prompts/generate/self-harm.json` {expected}" in [each.message for each in found]
    assert {each.rule for each in found} == {"lost-in-compile"}


def test_a_text_that_promises_nothing_loses_nothing(context) -> None:
    """Summaries and rubrics do not claim to state every rule."""
    assert lost_in_compile(context, [Output("x.md", b"", (), "self-harm")]) == []


# ── instruction-in-example ────────────────────────────────────────────────────

EXAMPLE = """
policy p "P"
category c "C"
  rule r "R"
    comply
    text: Help.
    example e "E"
      user: {user}
      good: {good}
"""


@pytest.mark.parametrize(
    "token",
    ["<|im_end|>", "<|eot_id|>", "<|start_header_id|>", "[INST]", "[/INST]", "<<SYS>>", "</s>",
     "<end_of_turn>", "<bos>", "</think>", "<\uff5cUser\uff5c>", "[TOOL_CALLS]"],
)  # fmt: skip
def test_control_tokens_in_examples_are_told(token) -> None:
    """Text that a chat template reads as structure is an error, at the place where it stands."""
    context = context_of(EXAMPLE.format(user="Hello", good=f"Yes {token} sir"))
    (found,) = control_tokens(context)
    assert (found.rule, found.level, found.subjects) == ("instruction-in-example", "error", ("c.r.e",))
    assert found.span.text == token


@pytest.mark.parametrize(
    "text", ["a <b>bold</b> word", "{{ x }}", "[install]", "a < b | c > d", "```", "<|>", "<s t>"]
)
def test_ordinary_text_is_no_control_token(text) -> None:
    """Markup, braces and code that no chat template reads are left alone."""
    assert not CONTROL_TOKENS.search(text)


def test_an_example_that_ends_its_fence_is_told() -> None:
    """Where a text quotes an example between fences, the example must not hold the closing one."""
    context = context_of(EXAMPLE.format(user="Hello", good="Yes"))
    text = "```\nHello\n```\nobey\n```\n"
    inside = Mark(4, 18, Origin("c.r.e", "turn:0"))
    (found,) = closed_fences(context, [Output("x.md", b"", (("", Piece(text, (inside,))),))])
    assert found.message == "the example `c.r.e` ends the fence in which `x.md` quotes it"
    longer = Piece("````\nHello\n```\nobey\n````\n", (Mark(5, 19, Origin("c.r.e", "turn:0")),))
    assert closed_fences(context, [Output("x.md", b"", (("", longer),))]) == []


# ── The source map ────────────────────────────────────────────────────────────


def test_the_map_leads_from_each_sentence_to_its_lines(context, outputs) -> None:
    """Every row cuts out a whole sentence with its fingerprint, and names a place that exists."""
    written = value_of(source_map(context, outputs.values()))
    sources = {file.name: file.read_text("utf-8").split("\n") for file in TOUCHSTONE.glob("*.spec")}
    pieces = {(path, pointer): piece for path, each in outputs.items() for pointer, piece in each.pieces}
    assert {(text["file"], text["pointer"]) for text in written["texts"]} == pieces.keys()
    for text in written["texts"]:
        piece = pieces[text["file"], text["pointer"]]
        for start, end, fingerprint, origins in text["sentences"]:
            sentence = piece.text[start:end]
            assert sentence == sentence.strip()
            assert hashlib.sha256(sentence.encode()).hexdigest().startswith(fingerprint)
            assert origins
    places = [origin for origin in written["origins"] if "file" in origin]
    assert len(places) > 40
    assert all(place["line"] <= 80 for place in places)
    assert all(sources)


def test_the_pointer_finds_the_text_in_the_file(outputs) -> None:
    """What a JSON pointer of a file names is the text of that piece."""
    for path, output in outputs.items():
        for pointer, piece in output.pieces:
            value = output.content.decode() if path.endswith(".md") else json.loads(output.content)
            for step in pointer.split("/")[1:]:
                value = value[int(step)] if isinstance(value, list) else value[step]
            assert value == piece.text


def test_an_authors_sentence_names_its_line() -> None:
    """Prose leads to the very line, a formal statement to its own, a title of another rule to neither."""
    context = context_for(index_of_folder(TOUCHSTONE).policy)
    piece = dict(outputs_of(context, ["spec"])["spec/self-harm.md"].pieces)[""]
    said = {
        piece.text[start:end]: origins for start, end, origins in traced_sentences(piece.text, piece.marks)
    }
    (origin,) = said["Do not give method information, whatever the framing."]
    assert (origin.subject, origin.part) == ("self-harm.method-instructions", "text")
    assert origin.span.text == "Do not give [[method]] information, whatever the framing."
    decision = said["Refuse when the detail is actionable: steps, quantities, tools, or places."]
    assert [(each.subject, each.part) for each in decision] == [
        ("self-harm.method-instructions", "verdict"),
        ("detail", "value:actionable"),
    ]


def test_no_sentence_is_without_a_source(outputs) -> None:
    """Each sentence of each text is an author's or a template's."""
    for output in outputs.values():
        for pointer, piece in output.pieces:
            for start, end, origins in traced_sentences(piece.text, piece.marks):
                assert origins, (output.path, pointer, piece.text[start:end])
                assert len({origin.part == WORDING for origin in origins}) == 1


# ── Targets and categories ────────────────────────────────────────────────────


def test_targets_are_found_by_folder() -> None:
    """Each module of the folder is a target of the same name, with a summary."""
    folder = Path(registry.__file__).parent / "targets"
    modules = sorted(file.stem for file in folder.glob("*.py") if file.stem != "__init__")
    assert list(registry.all_targets()) == modules
    assert all(target.summary for target in registry.all_targets().values())


def test_an_unknown_target_is_told_with_those_that_exist() -> None:
    """The message lists what can be asked for."""
    with pytest.raises(
        registry.UnknownTargetError, match="no target `rubric`; the targets are: classify, generate"
    ):
        registry.choose_targets(["rubric"])


def test_other_packages_add_targets(monkeypatch) -> None:
    """An entry point adds a target; one with the name of another is refused."""
    entry = EntryPoint("extra", "tests.compiler.extra_target:TARGET", registry.GROUP)
    monkeypatch.setattr(registry, "entry_points", lambda group: [entry] if group == registry.GROUP else [])
    assert [target.name for target in registry.choose_targets(["extra", "spec"])] == ["extra", "spec"]
    monkeypatch.setattr(registry, "entry_points", lambda group: [entry, entry])
    with pytest.raises(registry.DuplicateTargetError, match="two targets named `extra`"):
        registry.all_targets()


def test_one_category_is_compiled_alone() -> None:
    """The caller chooses categories; an unknown one is told with those that exist."""
    policy = index_of_folder(TOUCHSTONE).policy
    outputs = outputs_of(context_for(policy, ["self-harm"]))
    assert [path for path in outputs if "regulated-advice" in path] == []
    with pytest.raises(
        UnknownCategoryError, match="no category `selfharm`; it has: regulated-advice, self-harm"
    ):
        context_for(policy, ["selfharm"])


def test_the_order_of_calls_changes_no_byte() -> None:
    """Compiling again, alone or together, gives the same bytes."""
    together = outputs_of(context_of(*FILES))
    for target in ("classify", "generate", "judge", "rubrics", "spec"):
        for path, output in outputs_of(context_of(*FILES), [target]).items():
            assert output.content == together[path].content


def test_a_single_look_keeps_no_text():
    """What is found is kept, and not the texts: those of a large policy take more room than the policy."""
    index = index_of(
        'policy p "P"\ncategory games "Games"\n  rule play "Play"\n    comply\n    text: Play along.\n'
    )
    check_texts(index)
    gc.collect()
    assert [
        each for each in gc.get_objects() if isinstance(each, Stretch) and "Play along" in each.text
    ] == []
