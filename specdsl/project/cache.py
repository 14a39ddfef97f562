"""What was worked out before, kept by the content that it was worked out from.

It may be deleted at any time. An entry is written beside its place and put there in one step, so that two
processes never see half of one; what cannot be read or written is as if it were not there.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path

from specdsl.project.write import write_text
from specdsl.version import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

PLACE = "SPECDSL_CACHE_DIR"
"""The variable that names the folder; empty for no cache at all."""

_KEPT = 64  # entries; the oldest go first


def cache_folder() -> Path | None:
    """Where entries are kept: as the environment says, else in the user's folder for such things."""
    if (chosen := os.environ.get(PLACE)) is not None:
        return Path(chosen) if chosen else None
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    with suppress(RuntimeError):  # nobody's home
        return Path(base or Path.home() / ".cache") / "specdsl"
    return None


def key_of(parts: Iterable[str]) -> str:
    """A name for exactly these parts, worked on by exactly this tool."""
    digest = hashlib.sha256()
    for part in (VERSION, _tool(), *parts):
        data = part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()


def _tool() -> str:
    """The state of the tool's own files, so that one under development never answers for an older self."""
    package = Path(__file__).parent.parent
    stats = ((name, file.stat()) for name, file in sorted(_modules(package)))
    return " ".join(f"{name}:{stat.st_size}:{stat.st_mtime_ns}" for name, stat in stats)


def _modules(package: Path) -> Iterable[tuple[str, os.DirEntry[str]]]:
    waiting = [package]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir() and entry.name != "__pycache__":
                    waiting.append(Path(entry.path))
                elif entry.name.endswith((".py", ".j2", ".lark")):
                    yield entry.path, entry


def remembered(key: str) -> Mapping[str, Any] | None:
    """What is kept under the key."""
    folder = cache_folder()
    with suppress(OSError, ValueError):
        found = json.loads((folder / f"{key}.json").read_text("utf-8")) if folder else None
        return found if isinstance(found, dict) else None
    return None


def remember(key: str, value: Mapping[str, Any]) -> None:
    """Keep something under the key, and no more than a few entries in all."""
    folder = cache_folder()
    if folder is None:
        return
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_text(folder / f"{key}.json", json.dumps(value, ensure_ascii=False))
        by_age = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime)
        for file in by_age[:-_KEPT]:
            file.unlink(missing_ok=True)
