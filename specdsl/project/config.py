"""Finds the configuration."""

from __future__ import annotations

from specdsl.project.error import ProjectError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

CONFIG_NAME = "specdsl.toml"


def read_config(start: Path) -> tuple[dict[str, Any], Path | None]:
    """The nearest configuration at or above a folder, and the file that holds it.

    `specdsl.toml` goes before `[tool.specdsl]` in a `pyproject.toml`; the search ends at a repository's root.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        for file, table in ((folder / CONFIG_NAME, ()), (folder / "pyproject.toml", ("tool", "specdsl"))):
            if (found := _table(file, table)) is not None:
                return found, file
        if (folder / ".git").exists():
            break
    return {}, None


def _table(file: Path, path: tuple[str, ...]) -> dict[str, Any] | None:
    if not file.is_file():
        return None
    import tomllib

    try:
        table: dict[str, Any] | None = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProjectError(f"`{file}` cannot be read as TOML: {error}") from error
    for key in path:
        table = table.get(key) if isinstance(table, dict) else None
    return table
