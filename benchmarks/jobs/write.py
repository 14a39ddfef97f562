"""Writing the bytes of a bundle, into a new folder: no compiler can be faster than that."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.jobs.compile import written
from benchmarks.jobs.work import Work


def prepare(bundle: str) -> Work:
    files = written(Path(bundle))
    size = sum(map(len, files.values()))

    def run() -> Path:
        folder = Path(tempfile.mkdtemp(dir=Path(bundle).parent))
        for each in {(folder / path).parent for path in files}:
            each.mkdir(parents=True, exist_ok=True)
        for path, content in files.items():
            (folder / path).write_bytes(content)
        return folder

    def look(folder: Path) -> tuple[str, dict[str, Any]]:
        shutil.rmtree(folder)
        return "", {"bytes": size, "files": len(files)}

    return Work(run, look)
