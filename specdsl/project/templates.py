"""Reads a user's own templates."""

from __future__ import annotations

from specdsl.project.error import ProjectError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


def read_templates(folder: Path) -> dict[str, str]:
    """The templates in a folder, by file name."""
    if not folder.is_dir():
        raise ProjectError(f"there is no folder of templates `{folder}`.")
    return {file.name: file.read_text("utf-8") for file in sorted(folder.glob("*.j2"))}
