"""A bundle: the files that a policy compiles to, in memory or on disk, and what a program does with them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from specdsl.compile.dump import dump_json
from specdsl.compile.manifest import FORMAT, MANIFEST, File, Manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from os import PathLike


class BundleError(ValueError):
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

    def __repr__(self) -> str:
        return f"<Bundle {self.manifest.policy} {self.manifest.version or '(no version)'}>"

    @classmethod
    def open(cls, path: str | PathLike[str]) -> Bundle:
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

    def _json(self, path: str) -> Any:  # noqa: ANN401 - whatever the file holds
        return json.loads(self.read(path))


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
