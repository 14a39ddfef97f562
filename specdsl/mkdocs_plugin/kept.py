"""Finished pages of the last build that would come out the same: they are put back, and not made anew.

A record stands beside the built site. It says from what each of our pages was made, and what came of it. It
may be deleted at any time: then all pages are made. Whatever else has a part in a page must be as it was;
where that cannot be known (other plugins, hooks, a theme of one's own) nothing is kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from specdsl.mkdocs_plugin import search_index
from specdsl.project.cache import key_of
from specdsl.project.write import write_text
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure import StructureItem
    from mkdocs.structure.files import File

    from specdsl.mkdocs_plugin.search_index import SearchIndex

_PLUGINS = {"search", "material/search", "specdsl"}
_A_DAY = 24 * 60 * 60
_PACKAGES = (
    "mkdocs",
    "mkdocs-material",
    "markdown",
    "pymdown-extensions",
    "pygments",
    "jinja2",
    "markupsafe",
)


def can_keep(config: MkDocsConfig) -> bool:
    """Whether nothing has a part in our pages but what `made_with` counts."""
    own_theme = config.theme.name != "material" or config.theme.custom_dir is not None
    return not own_theme and not config.hooks and {*config.plugins} <= _PLUGINS


def made_with(config: MkDocsConfig, nav: Iterable[StructureItem]) -> str:
    """A name for all that pages are made with beside their sources."""
    settings = {name: value for name, value in config.items() if name not in {"plugins", "theme"}}
    settings["theme"] = dict(config.theme)
    settings["plugins"] = {name: dict(plugin.config) for name, plugin in config.plugins.items()}
    packages = [f"{name} {version(name)}" for name in _PACKAGES]
    return key_of([json.dumps([settings, *map(_item, nav)], default=repr), *packages])


def _item(item: StructureItem) -> Any:  # noqa: ANN401 - as deep as the navigation is
    return [
        item.title,
        getattr(item, "url", None),
        [_item(each) for each in getattr(item, "children", None) or ()],
    ]


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


# ── The record ────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Finished:
    """A page: the digests of its source and of the file that came of it, and the anchors in it."""

    source: str
    output: str
    anchors: Collection[str]


@dataclass(frozen=True, slots=True)
class _Record:
    """What a site's pages were made with, the digest of its search index if it has one, and its pages."""

    made_with: str
    index: str
    pages: Mapping[str, Finished]


def _file_of(site: Path) -> Path:
    return site.with_name(f".{site.name}.specdsl.json")


def _read(site: Path) -> _Record | None:
    with suppress(OSError, ValueError, TypeError, AttributeError, KeyError):
        found = json.loads(_file_of(site).read_bytes())
        pages = {
            path: Finished(source, output, anchors)
            for path, (source, output, anchors) in found["pages"].items()
        }
        return _Record(found["made_with"], found["index"], pages)
    return None


def _write(site: Path, record: _Record) -> None:
    pages = {path: [each.source, each.output, [*each.anchors]] for path, each in record.pages.items()}
    made = {"made_with": record.made_with, "index": record.index, "pages": pages}
    with suppress(OSError):
        write_text(_file_of(site), json.dumps(made, ensure_ascii=False))


# ── One build ─────────────────────────────────────────────────────────────────


class Keeper:
    """Puts the site of the last build aside before MkDocs empties its folder, and takes pages from there."""

    def __init__(self, site: Path) -> None:
        self.kept: dict[str, Finished] = {}
        """The pages that need not be made, by their paths in the source."""
        self.entries: dict[str, list[Any]] = {}
        """What the search found on them."""
        self._made: dict[str, Finished] = {}
        self._site = site
        self._record = _read(site)
        self._index: SearchIndex | None = None
        self._aside: Path | None = None

    def put_aside(self) -> None:
        """Move all that MkDocs would remove now."""
        if self._record is None or not self._site.is_dir():
            return
        _remove_forgotten(self._site)
        self._aside = Path(tempfile.mkdtemp(dir=self._site.parent, prefix=f".{self._site.name}."))
        for entry in _shown(self._site):
            _move(entry, self._aside)

    def choose(self, files: Iterable[File], sources: Mapping[str, str]) -> None:
        """Keep what is there as it was made, of pages whose sources (by their digests) are as they were."""
        if self._record is None or self._aside is None or not self._has_index(self._record, self._aside):
            return
        for file in files:
            page = self._record.pages.get(file.src_uri)
            same = page and page.source == sources.get(file.src_uri)
            if page and same and _digest_of(self._aside / file.dest_uri) == page.output:
                self.kept[file.src_uri] = page

    def _has_index(self, record: _Record, aside: Path) -> bool:
        file = aside / search_index.PATH
        if _digest_of(file) != record.index:
            return False
        self._index = search_index.read_index(file.read_bytes()) if record.index else None
        return not record.index or self._index is not None

    def put_back(self, files: Iterable[File], made_with: str) -> None:
        """Put back the pages that are kept, if they were made with the same; give up what cannot be."""
        if self._aside is not None and self._record is not None and self._record.made_with == made_with:
            pages = {file.src_uri: file for file in files if file.src_uri in self.kept}
            places = {path: file.dest_uri for path, file in pages.items()}
            for entry in {place.partition("/")[0] for place in places.values()}:
                _move(self._aside / entry, self._site)
            _remove_others(self._site, {*places.values()})
            self.kept = {path: self.kept[path] for path, to in places.items() if (self._site / to).is_file()}
            found = self._index.by_page if self._index else {}
            self.entries = {path: found.get(_url(pages[path]), []) for path in self.kept if self._index}
        else:
            self.kept = {}
        self.clear()

    def note(self, path: str, page: Finished) -> None:
        """A page was made."""
        self._made[path] = page

    def finish(self, made_with: str) -> None:
        """Write down what there is now."""
        index = _digest_of(self._site / search_index.PATH)
        _write(self._site, _Record(made_with, index, self.kept | self._made))

    def clear(self) -> None:
        """Leave nothing behind."""
        if self._aside is not None:
            shutil.rmtree(self._aside, ignore_errors=True)


def _move(entry: Path, folder: Path) -> None:
    with suppress(OSError):  # another build at the same time is in the way
        entry.rename(folder / entry.name)


def _remove_forgotten(site: Path) -> None:
    """What a build put aside that was stopped more than a day ago."""
    for folder in site.parent.glob(f".{site.name}.*/"):
        if time.time() - folder.stat().st_mtime > _A_DAY:
            shutil.rmtree(folder, ignore_errors=True)


def _shown(folder: Path) -> list[Path]:
    """What MkDocs removes from a folder before it builds: all but what is hidden."""
    return [entry for entry in folder.iterdir() if not entry.name.startswith(".")]


def _remove_others(folder: Path, kept: Collection[str]) -> None:
    """All files but these, and folders that are empty without them."""
    for top in _shown(folder):
        for place, _, names in os.walk(top, topdown=False):
            here = Path(place)
            for name in names:
                if (here / name).relative_to(folder).as_posix() not in kept:
                    (here / name).unlink()
            with suppress(OSError):  # it is not empty
                here.rmdir()


def _url(file: File) -> str:
    assert file.page is not None
    return file.page.url


def _digest_of(file: Path) -> str:
    """Empty where there is none."""
    with suppress(OSError):
        return digest(file.read_bytes())
    return ""
