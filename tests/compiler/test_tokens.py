from __future__ import annotations

import pytest

from specdsl.compiler import tokens
from specdsl.compiler.output import Mark, Origin, Output, Piece
from specdsl.compiler.tokens import DEFAULT_ENCODING, count_output, counter, counter_for, over_budget
from specdsl.graph import Index
from specdsl.graph.model import Category, Policy, Rule

RULE = Rule("games.long", "long", "games", "A long rule", "comply")
SHORT = Rule("games.short", "short", "games", "A short rule", "comply")
INDEX = Index(Policy("play", "Play", categories=(Category("games", "games", "Games", rules=(RULE, SHORT)),)))


def output(path: str, *marked: tuple[str, str], category: str | None = "games") -> Output:
    """One Markdown output whose text is made of marked stretches."""
    marks, text = [], ""
    for subject, part in marked:
        marks.append(Mark(len(text), len(text) + len(part), Origin(subject, "text")))
        text += part
    return Output(path, text.encode(), (("", Piece(text, tuple(marks))),), category)


@pytest.mark.parametrize("encoding", ["o200k_base", "o200k_harmony", "cl100k_base"])
@pytest.mark.parametrize("marker", ["<|im_end|>", "<|endoftext|>", "<|start|>", "[INST]"])
def test_chat_markers_count_as_text(encoding, marker):
    """A chat marker in a policy costs what its letters cost, never the one token of a template."""
    assert counter(encoding)(marker) > 1


def test_counts_are_exact():
    """The default tokenizer is o200k_base: a count agrees with the published vocabulary."""
    assert counter()("The quick brown fox jumps over the lazy dog.") == 10


def test_much_text_is_counted_by_the_tokenizer(monkeypatch):
    """Where there is so much to count that it is loaded, every count is the same as without."""
    texts = ["The quick brown fox.", "“Déjà vu”, said\n\n1,234 foxes", ""]
    outputs = [output(f"spec/{number}.md", ("games.long", text)) for number, text in enumerate(texts)]
    little = counter_for(outputs, DEFAULT_ENCODING)
    monkeypatch.setattr(tokens, "_MUCH", 10)
    much = counter_for(outputs, DEFAULT_ENCODING)

    assert much is not little
    assert [count_output(each, much) for each in outputs] == [count_output(each, little) for each in outputs]
    assert much.of_each(texts) == little.of_each(texts)


def test_unknown_encoding_is_named():
    """A misspelt encoding is named in the error."""
    with pytest.raises(ValueError, match="there is no tokenizer named `o201k`"):
        counter("o201k")


def test_output_without_texts_has_no_count():
    """A binary file has no tokens, which is not the same as none of them."""
    assert count_output(Output("a.parquet", b"PAR1"), counter()) is None


def test_within_budget_is_silent():
    """A file of exactly its budget is not reported."""
    assert (
        over_budget(
            INDEX, [output("spec/games.md", ("games.long", "one two three"))], {"spec": 3}, DEFAULT_ENCODING
        )
        == []
    )


def test_over_budget_says_by_how_much_and_what_to_cut():
    """The finding names the file, the excess, and the rules that take most, largest first."""
    found = over_budget(
        INDEX,
        [
            output(
                "spec/games.md",
                ("games.short", "one two"),
                ("spec.j2", " and"),
                ("games.long", " three four five"),
            )
        ],
        {"spec": 4},
        DEFAULT_ENCODING,
    )
    assert [(each.rule, each.level, each.message) for each in found] == [
        ("token-budget", "warning", "`spec/games.md` takes 6 tokens, 2 more than its budget of 4")
    ]
    assert found[0].subjects == ("games",)
    assert found[0].help[0] == "cut 2 tokens; most are in `games.long` (3 tokens), `games.short` (2 tokens)"
    assert found[0].extra == {
        "path": "spec/games.md",
        "tokens": 6,
        "budget": 4,
        "largest": {"games.long": 3, "games.short": 2},
    }


def test_deepest_folder_sets_the_budget():
    """`prompts/judge` has its own budget although `prompts` has one; a folder without is never reported."""
    text = ("games.long", "one two three four")
    outputs = [
        output("prompts/judge/games.json", text),
        output("prompts/generate/games.json", text),
        output("x/a", text),
    ]
    found = over_budget(INDEX, outputs, {"prompts": 3, "prompts/judge": 10}, DEFAULT_ENCODING)
    assert [each.extra["path"] for each in found] == ["prompts/generate/games.json"]


def test_over_budget_of_the_whole_policy():
    """A file about no one category is reported at the policy, with advice even where no rule can be named."""
    (found,) = over_budget(
        INDEX, [output("spec/all.md", ("x", "one two"), category=None)], {"spec": 1}, DEFAULT_ENCODING
    )
    assert found.subjects == ("play",)
    assert found.help == (
        "shorten it by 1 token",
        "or raise the budget, if the model that reads it has the room",
    )
