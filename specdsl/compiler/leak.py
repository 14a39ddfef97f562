"""No training prompt contains spec text: the model must recall the policy, not read it.

Spec text is the policy's normative prose: the text and rationale of rules, the texts of styles, summaries,
principles and definitions. A prompt leaks it where the two share a run of eight words, whatever their case
and punctuation. The quoted utterances of `includes:` and `excludes:` are no spec text here: they are things
that people say, and an example's turn may well say one of them.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cached_property, partial
from itertools import chain, groupby
from operator import itemgetter
from sys import intern
from typing import TYPE_CHECKING, Any

from specdsl.compiler.prose import plain
from specdsl.diagnostics.model import Diagnostic, Label
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from specdsl.compiler.context import Context
    from specdsl.compiler.output import Output
    from specdsl.graph.model import Category, Example, Policy, Prose, Rule

WIDTH = 8
"""How many words in a row make a leak; a shorter prose can leak only together with its neighbours."""

_BLOCK = WIDTH // 2


@dataclass(frozen=True, slots=True)
class Leak:
    """The first run of words that a text shares with the spec, and the name of what says it there."""

    subject: str
    words: str


class SpecText:
    """The normative prose of a policy, ready to be looked for in other texts."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        """The texts, each with the name of what says it."""
        self._given = [*texts]
        self._asked: dict[str, Leak | None] = {}

    def look_at(self, texts: Iterable[str]) -> None:
        """Get to know which of the texts do not leak, in less time and room than an index of the spec takes.

        Each text of the spec is gone through once, for blocks of half a run into which the texts are cut:
        wherever a run stands in one of them, a whole block stands within the run.
        """
        asked = {text: _split(text) for text in texts if text not in self._asked}
        blocks = {block for words in asked.values() for block in zip(*[iter(words)] * _BLOCK, strict=False)}
        near = {run for words in self._near(blocks) for run in _runs(words)}
        clean = (text for text, words in asked.items() if near.isdisjoint(_runs(words)))
        self._asked.update(dict.fromkeys(clean))

    def _near(self, blocks: AbstractSet[tuple[str, ...]]) -> Iterator[list[str]]:
        """The texts of the spec that hold one of the blocks, in words."""
        split = (_split(text) for _, text in self._given if blocks)
        return (words for words in split if not blocks.isdisjoint(_in_a_row(words, _BLOCK)))

    @property
    def has_index(self) -> bool:
        return "_blocks" in vars(self)

    def leak_in(self, text: str) -> Leak | None:
        """What of the spec the text repeats, if it does."""
        if text not in self._asked:
            self._asked[text] = self._leak_in(text)
        return self._asked[text]

    def _leak_in(self, text: str) -> Leak | None:
        words = _words(text)
        if not self._has_run_of(words):
            return None
        start, run = next((start, run) for start, run in enumerate(_runs(words)) if run in self._owners)
        return Leak(self._owners[run], " ".join(words[start : self._end(words, start)]))

    @cached_property
    def _texts(self) -> list[tuple[str, list[str]]]:
        return [(subject, _words(text)) for subject, text in self._given]

    @cached_property
    def _owners(self) -> dict[tuple[str, ...], str]:
        """Who says each run of words first; asked for only where there is a leak."""
        owners: dict[tuple[str, ...], str] = {}
        for subject, words in self._texts:
            for run in _runs(words):
                owners.setdefault(run, subject)
        return owners

    def _end(self, words: list[str], start: int) -> int:
        """Where the shared run ends that starts there."""
        end = start + WIDTH
        while end < len(words) and tuple(words[end - WIDTH + 1 : end + 1]) in self._owners:
            end += 1
        return end

    # ── Whether there is one ──────────────────────────────────────────────────
    #
    # Nearly always there is none, and most of a policy is spec text. So its words are cut into blocks of half
    # a run: wherever a run stands in it, a whole block stands within the run.

    def _has_run_of(self, words: list[str]) -> bool:
        """Whether one run of these words is in the spec."""
        return any(
            self._is_run(words, here, there)
            for here, block in enumerate(_in_a_row(words, _BLOCK))
            for there in self._blocks.get(block, ())
        )

    def _is_run(self, words: list[str], here: int, there: int) -> bool:
        """Whether a run around a block of these words is the one around that block of the spec."""
        return any(
            len(run := words[here - back : here - back + WIDTH]) == WIDTH
            and run == self._laid_out[there - back : there - back + WIDTH]
            for back in range(min(here, WIDTH - _BLOCK) + 1)
        )

    @cached_property
    def _laid_out(self) -> list[str]:
        """All words of the spec; each text begins at a block, and something that is no word ends it."""
        words: list[str] = []
        for _, text in self._texts:
            words += text
            words += [""] * (_BLOCK - len(text) % _BLOCK)
        return words

    @cached_property
    def _blocks(self) -> dict[tuple[str, ...], list[int]]:
        """Where each block stands."""
        places: dict[tuple[str, ...], list[int]] = {}
        laid_out = iter(self._laid_out)
        for number, block in enumerate(zip(*[laid_out] * _BLOCK, strict=True)):
            places.setdefault(block, []).append(number * _BLOCK)
        return places


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return _in_a_row(words, WIDTH)


def _in_a_row(words: list[str], length: int) -> Iterator[tuple[str, ...]]:
    """So many words in a row, from each word on."""
    return zip(*(words[first:] for first in range(length)), strict=False)


# ── Words ─────────────────────────────────────────────────────────────────────


class _Letters(dict[int, str]):
    """A translation that leaves letters, digits and marks, and parts scripts that write no spaces."""

    def __missing__(self, code: int) -> str:
        self[code] = replacement = _replacement(chr(code))
        return replacement


def _replacement(character: str) -> str:
    if "\u3040" <= character <= "\u30ff" or "\u3400" <= character <= "\u9fff":
        return f" {character} "
    return character if unicodedata.category(character)[0] in "LNM" else " "


_letters = _Letters()


def _split(text: str) -> list[str]:
    return unicodedata.normalize("NFKC", text).casefold().translate(_letters).split()


def _words(text: str) -> list[str]:
    return [*map(intern, _split(text))]  # a policy uses few words, and each of them often


# ── The check ─────────────────────────────────────────────────────────────────


def spec_text_of(context: Context) -> SpecText:
    """The policy's normative prose, as written and as compiled."""
    memory = context.index.memory
    texts = [*_told(context, _policy_prose(context.policy))]
    for category in context.policy.categories:
        texts += _told_by(context, category)
    same = memory.same("spec text", texts)
    return memory.of(same, "spec text", lambda: SpecText(same))


def _told(context: Context, proses: Iterable[tuple[str, Prose]]) -> Iterator[tuple[str, str]]:
    """Each prose as it is written, and as it is compiled where that differs."""
    for subject, prose in proses:
        yield from ((subject, text) for text in dict.fromkeys((prose.text, plain(context, prose))))


def _told_by(context: Context, category: Category) -> list[tuple[str, str]]:
    """The same of a category; what a link leads to may be called otherwise the next time."""
    recall = context.index.memory.of
    proses = recall(category, "normative prose", lambda: [*_category_prose(category)])
    if any(prose.links for _, prose in proses):
        return [*_told(context, proses)]
    return recall(category, "told", lambda: [*_told(context, proses)])


def leaks(context: Context, outputs: Iterable[Output]) -> list[Diagnostic]:
    """An error for each prompt that repeats the spec: of an example, and of each row about to be written."""
    written = [row for output in outputs if output.path.endswith(".jsonl") for row in _rows(output)]
    rows = [(str(row.get("id")).partition("#")[0], prompt_texts(row)) for row in written]
    examples = context.index.examples.values()  # looked at also where no training file is made
    if not (context.index.memory.lasting or context.spec_text.has_index):
        asked = chain((_turns(context, each) for each in examples), (texts for _, texts in rows))
        context.spec_text.look_at(chain.from_iterable(asked))
    of_examples = ((each.id, _leak_of(context, each)) for each in examples)
    of_rows = ((name, _first_leak(context, texts)) for name, texts in rows)
    found: dict[tuple[str, str], Diagnostic] = {}
    for name, leak in chain(of_examples, of_rows):
        if leak is not None:
            found.setdefault((name, leak.subject), _finding(context, name, leak))
    return list(found.values())


def _leak_of(context: Context, example: Example) -> Leak | None:
    """What the example leaks; what a link leads to may be called otherwise the next time."""
    if any(turn.text.links for turn in example.turns):
        return _first_leak(context, _turns(context, example))
    look = partial(_first_leak, context, _turns(context, example))
    return context.index.memory.of(example, "leak", look, given=context.spec_text)


def _first_leak(context: Context, texts: Sequence[str]) -> Leak | None:
    return next(filter(None, map(context.spec_text.leak_in, texts)), None)


def _turns(context: Context, example: Example) -> list[str]:
    return [plain(context, turn.text) for turn in example.turns]


def prompt_texts(row: Mapping[str, Any]) -> list[str]:
    """What a trainer gives to the model: the `prompt`, or all `messages` before the last answer."""
    prompt = row.get("prompt", [])
    if isinstance(prompt, str):
        return [prompt]
    return [message["content"] for message in (*prompt, *row.get("messages", [])[:-1])]


def _rows(output: Output) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.content.decode().split("\n") if line]


def _finding(context: Context, name: str, leak: Leak) -> Diagnostic:
    example = context.index.examples.get(name)
    label = Label(example.span if example else context.policy.span, f"repeats `{leak.subject}`")
    return Diagnostic(
        rule="leaked-spec-text",
        level="error",
        message=f"the training prompt of `{name}` repeats the text of `{leak.subject}`: “{leak.words}”",
        labels=(label,),
        subjects=(name, leak.subject),
        help=("use other words in one of the two: a model is trained to recall the policy, not to read it",),
    )


# ── The same of a bundle ──────────────────────────────────────────────────────

_NORMATIVE = frozenset({"summary", "helpfulness", "definition", "text", "because"})


def said_in_prompts(source_map: Mapping[str, Any], read: Callable[[str], Any]) -> Iterator[tuple[str, str]]:
    """The normative prose in the generation prompts of a bundle, found by its source map."""
    origins = source_map["origins"]
    for text in source_map["texts"]:
        if text["file"].startswith("prompts/generate/"):
            content = _at(read(text["file"]), text["pointer"])
            yield from _stretches(content, text["sentences"], origins)


def _stretches(
    content: str, sentences: Sequence[Sequence[Any]], origins: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[str, str]]:
    """Runs of sentences that one prose says."""
    told = [(start, end, _prose_of(by, origins)) for start, end, _, by in sentences]
    for prose, run in groupby(told, key=itemgetter(2)):
        places = list(run)
        if prose:
            yield prose[0], content[places[0][0] : places[-1][1]]


def _prose_of(said_by: Sequence[int], origins: Sequence[Mapping[str, Any]]) -> tuple[str, str] | None:
    """The subject and part of the first origin that is normative prose."""
    found = ((origins[each].get("subject"), origins[each].get("part")) for each in said_by)
    return next(((str(subject), part) for subject, part in found if part in _NORMATIVE), None)


def _at(value: Any, pointer: str) -> str:  # noqa: ANN401 - any JSON
    for key in pointer.split("/")[1:]:
        value = value[int(key)] if isinstance(value, list) else value[key]
    return str(value)


# ── What counts as spec text ──────────────────────────────────────────────────


def normative_prose(policy: Policy) -> Iterator[tuple[str, Prose]]:
    """Each normative prose of the policy, with the name of what says it."""
    yield from _policy_prose(policy)
    for category in policy.categories:
        yield from _category_prose(category)


def _policy_prose(policy: Policy) -> Iterator[tuple[str, Prose]]:
    yield from _given((policy.name, policy.summary), (policy.name, policy.helpfulness))
    yield from ((term.id, term.definition) for term in policy.terms)
    for style in policy.styles:
        yield from _given((style.id, style.text))


def _category_prose(category: Category) -> Iterator[tuple[str, Prose]]:
    yield from _given((category.id, category.summary))
    yield from ((term.id, term.definition) for term in category.terms)
    for style in category.styles:
        yield from _given((style.id, style.text))
    for rule in category.rules:
        yield from _rule_prose(rule)


def _rule_prose(rule: Rule) -> Iterator[tuple[str, Prose]]:
    yield from _given((rule.id, rule.text), (rule.id, rule.because))
    for example in rule.examples:
        yield from _given(*((example.id, reply.because) for reply in example.replies))


def _given(*proses: tuple[str, Prose | None]) -> Iterator[tuple[str, Prose]]:
    return ((subject, prose) for subject, prose in proses if prose is not None)
