"""A bundle: the files that a policy compiles to, in memory or on disk, and what a program does with them."""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from pydantic import ValidationError

from specdsl.compiler.dump import dump_json
from specdsl.compiler.leak import SpecText, said_in_prompts
from specdsl.compiler.manifest import FORMAT, MANIFEST, File, Manifest
from specdsl.compiler.prompt import conversation_text, fill
from specdsl.compiler.reply import (
    Generation,
    Judgement,
    fitting,
    generation_from,
    judgement_from,
    read_object,
)
from specdsl.compiler.strip import conversation_in
from specdsl.error import SpecError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Message: TypeAlias = dict[str, str]

SOURCE_MAP = "sourcemap.json"


class BundleError(SpecError):
    """A bundle that cannot be read, or does not hold what is asked of it; the message says why."""


class Bundle:
    """The files of a compiled policy.

    `compile_policy` makes one in memory; `Bundle.open` reads one from a folder, each file when it is first
    needed. Whatever is read is compared with the manifest's fingerprint.
    """

    def __init__(self, manifest: Manifest, read: Callable[[str], bytes]) -> None:
        """A bundle of this manifest whose files `read` finds by path; use `open` or `from_files`."""
        self.manifest = manifest
        self._find = read
        self._entries = {entry.path: entry for entry in manifest.files}
        self._read: dict[str, bytes] = {}
        self._parsed: dict[str, Any] = {}

    def __repr__(self) -> str:
        return f"<Bundle {self.manifest.policy} {self.manifest.version or '(no version)'}>"

    @classmethod
    def open(cls, path: str | Path) -> Bundle:
        """The bundle in this folder.

        Raises:
            BundleError: There is none, or it was written by a newer specdsl.
        """
        folder = Path(path)
        try:
            content = (folder / MANIFEST).read_bytes()
        except OSError as error:
            raise BundleError(f"there is no bundle in `{folder}`: it has no `{MANIFEST}`") from error
        return cls(read_manifest(content), lambda name: (folder / name).read_bytes())

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> Bundle:
        """The bundle of these files by path, `bundle.json` among them."""
        return cls(read_manifest(files[MANIFEST]), files.__getitem__)

    @classmethod
    def of(cls, manifest: Manifest, files: Mapping[str, bytes]) -> Bundle:
        """The bundle of these files by path, of which the manifest has just been made."""
        bundle = cls(manifest, files.__getitem__)
        bundle._read = dict(files)  # as good as compared with their fingerprints
        return bundle

    # ── Files ─────────────────────────────────────────────────────────────────

    @property
    def files(self) -> dict[str, bytes]:
        """All files by path, sorted, and `bundle.json`."""
        content = {path: self.read(path) for path in self._entries}
        return dict(sorted({**content, MANIFEST: dump_manifest(self.manifest)}.items()))

    def read(self, path: str) -> bytes:
        """The content of one file.

        Raises:
            BundleError: The bundle has no such file, or it is not the one that was compiled.
        """
        if path not in self._read:
            self._read[path] = self._verified(path)
        return self._read[path]

    def _verified(self, path: str) -> bytes:
        if path not in self._entries:
            raise BundleError(f"the bundle has no `{path}`; {self._what_it_has(path)}")
        try:
            content = self._find(path)
        except (OSError, KeyError) as error:
            raise BundleError(f"`{path}` is missing from the bundle; compile the policy again") from error
        if hashlib.sha256(content).hexdigest() != self._entries[path].sha256:
            raise BundleError(f"`{path}` was changed after the policy was compiled; compile it again")
        return content

    def _what_it_has(self, path: str) -> str:
        folder = path.rpartition("/")[0]
        beside = [entry for entry in self._entries if entry.rpartition("/")[0] == folder]
        if beside:
            return f"it has {', '.join(f'`{entry}`' for entry in sorted(beside))}"
        return f"it was compiled for: {', '.join(self.manifest.targets) or 'nothing'}"

    # ── Prompts ───────────────────────────────────────────────────────────────

    def generation_messages(
        self, conversation: Sequence[Mapping[str, Any]], category: str | None = None
    ) -> list[Message]:
        """The messages that make a model reason over the policy and answer the conversation.

        The conversation is a list of `{"role", "content"}` and ends with the user. Without a category the
        prompt holds every category in brief and none in full.

        Raises:
            ValueError: The conversation is not one, or the category is not in the bundle.
        """
        quoted = conversation_text(_checked(conversation))
        return fill(self._prompt(self._generation_path(category)), {"conversation": quoted})

    def judge_messages(
        self,
        conversation: Sequence[Mapping[str, Any]],
        answer: str,
        category: str | None = None,
        reasoning: str | None = None,
        hint: str | None = None,
    ) -> list[Message]:
        """The messages that make a model judge an answer; with `reasoning`, that too.

        `hint` is what another AI determined about the request or the answer: the judge is asked whether it
        agrees. A category is needed, unless the bundle has but one.

        Raises:
            ValueError: The conversation is not one, or the category is not in the bundle.
        """
        given = {"answer": answer, "reasoning": reasoning, "hint": hint}
        quoted = {name: text for name, text in given.items() if text is not None}
        prompt = self._prompt(self._judge_path(category, reasoned=reasoning is not None))
        return fill(prompt, {"conversation": conversation_text(_checked(conversation)), **quoted})

    def parse_generation(self, text: str, category: str | None = None) -> Generation:
        """The reply to a generation prompt; without a category, to any of those in the bundle.

        Raises:
            ReplyError: It is not in the form that the prompt asked for.
        """
        known = [None, *self.manifest.categories] if category is None else [category]
        paths = [self._generation_path(each) for each in known]
        return generation_from(self._read_reply(text, paths)[0])

    def parse_judgement(self, text: str, category: str | None = None) -> Judgement:
        """The reply to a judge prompt; without a category, to any of those in the bundle.

        Raises:
            ReplyError: It is not in the form that the prompt asked for.
        """
        known = self.manifest.categories if category is None else [category]
        paths = [self._judge_path(each, reasoned=reasoned) for each in known for reasoned in (False, True)]
        value, prompt = self._read_reply(text, paths)
        return judgement_from(value, prompt["scoring"]["scores"])

    def strip(self, messages: Sequence[Mapping[str, Any]]) -> list[Message]:
        """A generation conversation as training data: what the user saw, and no policy.

        `messages` are those of `generation_messages` and the model's reply after them. What comes back is the
        original conversation and the answer, which carries its reasoning as `thinking`, citations and all.

        Raises:
            ValueError: They are not such messages, or the conversation itself repeats text of the policy.
        """
        path, conversation = self._asked(messages)
        self._refuse_leak(conversation)
        generation = generation_from(self._read_reply(messages[-1]["content"], [path])[0])
        answer = {"role": "assistant", "content": generation.answer, "thinking": generation.reasoning}
        return [*conversation, answer]

    def _asked(self, messages: Sequence[Mapping[str, Any]]) -> tuple[str, list[Message]]:
        """The prompt that these messages come from, and the conversation that was put into it."""
        if messages and messages[-1].get("role") == "assistant":
            for path in self._generations():
                conversation = conversation_in(messages[:-1], self._prompt(path))
                if conversation is not None:
                    return path, conversation
        raise ValueError("these are not the messages of a generation prompt of this bundle and a reply to it")

    def _refuse_leak(self, conversation: Iterable[Message]) -> None:
        for message in conversation:
            leak = self._spec.leak_in(message["content"])
            if leak is not None:
                raise ValueError(f"the conversation repeats the text of `{leak.subject}`: “{leak.words}”")

    @cached_property
    def _spec(self) -> SpecText:
        return SpecText(said_in_prompts(self._json(SOURCE_MAP), self._json))

    def _generations(self) -> list[str]:
        return [path for path in self._entries if path.startswith("prompts/generate/")]

    def _generation_path(self, category: str | None) -> str:
        if category is not None:
            self._require(category)
        return f"prompts/generate/{category or 'all'}.json"

    def _judge_path(self, category: str | None, *, reasoned: bool) -> str:
        known = self.manifest.categories
        if category is None and len(known) != 1:
            raise ValueError(
                f"a judge needs to know the category; the bundle has: {', '.join(known) or 'none'}"
            )
        name = known[0] if category is None else category
        self._require(name)
        return f"prompts/judge/{name}{'.cot' if reasoned else ''}.json"

    def _require(self, category: str) -> None:
        known = self.manifest.categories
        if category not in known:
            raise ValueError(f"the bundle has no category `{category}`; it has: {', '.join(known) or 'none'}")

    def _read_reply(self, text: str, paths: Iterable[str]) -> tuple[dict[str, Any], dict[str, Any]]:
        """The reply and the prompt that it answers."""
        value = read_object(text)
        prompts = [self._prompt(path) for path in paths]
        schemas = [prompt["response_format"]["json_schema"]["schema"] for prompt in prompts]
        return value, prompts[fitting(value, schemas)]

    def _prompt(self, path: str) -> dict[str, Any]:
        prompt: dict[str, Any] = self._json(path)
        return prompt

    def _json(self, path: str) -> Any:  # noqa: ANN401 - whatever the file holds
        if path not in self._parsed:
            self._parsed[path] = json.loads(self.read(path))
        return self._parsed[path]


def _checked(conversation: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """The conversation, if there is something in it to answer."""
    if not conversation:
        raise ValueError("the conversation has no messages")
    if conversation[-1].get("role") != "user":
        raise ValueError("the conversation must end with a message of the user: that is what is answered")
    return conversation


# ── The manifest as a file ────────────────────────────────────────────────────


def read_manifest(content: bytes) -> Manifest:
    """The manifest in these bytes.

    Raises:
        BundleError: They are not one, or one of a newer specdsl.
    """
    try:
        value = json.loads(content)
    except ValueError as error:
        raise BundleError(f"`{MANIFEST}` is not JSON: {error}") from error
    _refuse_newer(value)
    try:
        return Manifest.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        place = "/".join(str(part) for part in first["loc"])
        raise BundleError(f"`{MANIFEST}` is damaged at `{place}`: {first['msg']}") from error


def _refuse_newer(value: object) -> None:
    written = value.get("format") if isinstance(value, dict) else None
    if isinstance(written, int) and written > FORMAT:
        raise BundleError(
            f"the bundle has format {written}, and this specdsl reads up to {FORMAT}: update specdsl"
        )


def dump_manifest(manifest: Manifest) -> bytes:
    """The bytes of `bundle.json`."""
    return dump_json(manifest.model_dump(mode="json"))


def entry(path: str, content: bytes, tokens: int | None) -> File:
    """The manifest's line about one file."""
    return File(path=path, sha256=hashlib.sha256(content).hexdigest(), bytes=len(content), tokens=tokens)
