"""The finished pages of a site's source, by MkDocs in this process: it has half of what it loads already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.project import ProjectError

if TYPE_CHECKING:
    from pathlib import Path


def finish(config: Path) -> None:
    """What `mkdocs build -q -f` does.

    Raises:
        ProjectError: It does not get to the end; it has said why.
    """
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    try:
        loaded = load_config(str(config))
        loaded.plugins.on_startup(command="build", dirty=False)
        try:
            build(loaded)
        finally:
            loaded.plugins.on_shutdown()
    except (MkDocsException, OSError) as error:
        raise ProjectError(f"MkDocs could not finish the site: {error}") from error
