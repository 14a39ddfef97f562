"""The theme's templates as Python: translating them at each build takes longer than making a few pages.

What is kept is Jinja's own, by the name and content of each template; it may be deleted at any time.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from importlib.metadata import version
from typing import TYPE_CHECKING

from jinja2 import FileSystemBytecodeCache

from specdsl.project.cache import cache_folder

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.bccache import Bucket


class _Kept(FileSystemBytecodeCache):
    """What cannot be read or written is as if it were not there."""

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except Exception:  # noqa: BLE001 - half a file can be anything
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def remember_templates(env: Environment) -> None:
    """Let an environment keep what it translates for others that translate alike."""
    folder = cache_folder()
    if folder is None:
        return
    alike = [version("jinja2"), version("mkdocs"), *sorted(env.extensions), repr(env.autoescape)]
    place = folder / f"templates-{hashlib.sha256(' '.join(alike).encode()).hexdigest()[:16]}"
    with suppress(OSError):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        env.bytecode_cache = _Kept(str(place))
