"""Style sheets and scripts that every site has; a page finds them below the root of the whole site."""

from __future__ import annotations

from pkgutil import get_data

FOLDER = "assets/specdsl"
_SHEETS = ("specdsl.css", "pages.css", "ask.css")
_SCRIPTS = ("decide.js", "ask.js", "map.js", "search.js", "terms.js")  # asking needs what decides

SHEETS = tuple(f"{FOLDER}/{name}" for name in _SHEETS)
SCRIPTS = tuple(f"{FOLDER}/{name}" for name in _SCRIPTS)


def assets() -> dict[str, bytes]:
    """Their contents by path below the root of the whole site."""
    return {f"{FOLDER}/{name}": _content(name) for name in (*_SHEETS, *_SCRIPTS)}


def _content(name: str) -> bytes:
    found = get_data(__name__, name)
    assert found is not None, "the package ships it"
    return found
