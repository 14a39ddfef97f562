"""How our pages are made in one build: most are put back or put together, and MkDocs makes what is left."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from jinja2 import ChoiceLoader, DictLoader
from mkdocs.commands.build import get_context
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils.meta import get_data

from specdsl.mkdocs_plugin.alike import groups, parts_of, pattern, places
from specdsl.mkdocs_plugin.blocks import PLAIN_EXTENSIONS, anchors, put_back, taken_out
from specdsl.mkdocs_plugin.kept import Finished, Keeper, can_keep, digest, made_with
from specdsl.mkdocs_plugin.search_index import PATH, entries_of, joined
from specdsl.mkdocs_plugin.searched import is_known
from specdsl.mkdocs_plugin.templates import remember_templates

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.utils.templates import TemplateContext

    from specdsl.mkdocs_plugin.alike import Parts, Pattern

_TEMPLATE = "specdsl-made.html"
_MADE = "specdsl_made"
_LOADER = DictLoader({_TEMPLATE: f"{{{{ {_MADE} }}}}"})
_LOG = logging.getLogger("mkdocs.commands.build")


class Making:
    """One build.

    `keeps`: whether the site is there to stay, so that the next build can take pages from it.
    """

    def __init__(self, config: MkDocsConfig, *, keeps: bool) -> None:
        self._config = config
        self._is_known = can_keep(config)
        self._keeper = Keeper(Path(config.site_dir)) if keeps and self._is_known else None
        self._sources: Mapping[str, str] = {}
        self._blocks: dict[str, list[str]] = {}
        self._parts: dict[str, Parts] = {}
        self._groups: list[list[str]] = []
        self._unmade: set[str] = set()
        self._patterns: dict[str, Pattern] = {}
        self._searches = False
        self._found: dict[str, list[Any]] = {}
        self._files: Files | None = None
        self._made_with = ""

    # ── Which pages ───────────────────────────────────────────────────────────

    def start(self) -> None:
        """Before MkDocs empties the site's folder."""
        if self._keeper:
            self._keeper.put_aside()

    def choose(self, files: Files, sources: Mapping[str, str]) -> None:
        """Of our pages, by the digests of their sources, those that MkDocs need not make."""
        self._sources = sources
        if self._keeper:
            self._keeper.choose(files, sources)
        if self._is_known and self._config.nav is not None:
            self._parts = dict(self._taken_apart(files))
            self._groups = [*groups(self._parts)]
        self._unmade = {*self._kept, *(path for group in self._groups for path in group[2:])}
        for file in self._outside_navigation(files):
            if file.src_uri in self._unmade:
                _Unmade(None, file, self._config)

    @property
    def _kept(self) -> Mapping[str, Finished]:
        return self._keeper.kept if self._keeper else {}

    def _taken_apart(self, files: Files) -> Iterator[tuple[str, Parts]]:
        place = places(
            [*_named(self._config.nav), *self._config.extra_css, *map(str, self._config.extra_javascript)]
        )
        for file in self._outside_navigation(files):
            path = file.src_uri
            if path in self._sources and path not in self._kept:
                parts = parts_of(file.content_string, place(path))
                yield from [(path, parts)] if parts else []

    def _outside_navigation(self, files: Files) -> Iterator[File]:
        """The navigation makes its own pages, with its own titles."""
        named = {*_named(self._config.nav or [])}
        return (file for file in files.documentation_pages() if file.src_uri not in named)

    # ── One page ──────────────────────────────────────────────────────────────

    def source(self, page: Page) -> str | None:
        """Nothing needs to be read of a page that MkDocs does not make."""
        return "" if page.file.src_uri in self._unmade else None

    def markdown(self, markdown: str, page: Page) -> str:
        """The page without what Markdown leaves as it is."""
        path = page.file.src_uri
        if path in self._unmade:
            page.meta = {"template": _TEMPLATE, "search": {"exclude": True}}
        elif path in self._sources and {*self._config.markdown_extensions} <= PLAIN_EXTENSIONS:
            markdown, self._blocks[path] = taken_out(markdown)
        return markdown

    def content(self, html: str, page: Page) -> str:
        """The page with all of it."""
        path = page.file.src_uri
        if path in self._kept:
            page.present_anchor_ids = {*self._kept[path].anchors}
        elif path in self._unmade:
            page.present_anchor_ids = {"_top", *anchors(self._parts[path].blocks)}
        elif blocks := self._blocks.pop(path, None):
            html = put_back(html, blocks)
            page.present_anchor_ids = {*(page.present_anchor_ids or ()), *anchors(blocks)}
        return html

    def context(self, context: TemplateContext, page: Page) -> None:
        """What comes of a page that MkDocs does not make: nothing is written for one that is there."""
        path = page.file.src_uri
        if path in self._unmade:
            made = self._patterns[path].page(self._parts[path]) if path in self._patterns else ""
            cast("dict[str, Any]", context)[_MADE] = made
        elif self._searches and path in self._sources and not {"search", "tags"} & page.meta.keys():
            self._search(page)

    def _search(self, page: Page) -> None:
        """In place of the engine's search, which is told to pass the page over."""
        if entries := entries_of(page):
            self._found[page.file.src_uri] = entries
            page.meta["search"] = {"exclude": True}

    def searched(self, page: Page) -> None:
        """The search has passed it over."""
        if page.file.src_uri in self._found:
            del page.meta["search"]

    def finished(self, output: str, page: Page) -> None:
        """Write down what came of a page."""
        path = page.file.src_uri
        if self._keeper and path in self._sources and path not in self._kept:
            written = digest(output.encode("utf-8", "xmlcharrefreplace"))
            self._keeper.note(path, Finished(self._sources[path], written, page.present_anchor_ids or ()))

    # ── All pages ─────────────────────────────────────────────────────────────

    def settle(self, env: Environment, nav: Navigation, files: Files) -> None:
        """Once all pages have their titles, it is known which pages come out as was thought."""
        self._files = files
        if not self._is_known:
            return
        remember_templates(env)
        self._searches = is_known(self._config.plugins)
        env.loader = ChoiceLoader([loader for loader in (env.loader, _LOADER) if loader])
        _LOG.addFilter(self._is_news)
        if self._keeper:
            self._keeper.put_back(files.documentation_pages(), made_with(self._config, nav))
        engine = _Engine(self._config, env, nav, files)
        for first, second, *others in self._groups:
            if found := engine.pattern((first, second), self._parts):
                self._patterns |= dict.fromkeys(others, found)
        self._make_the_rest(files)
        self._made_with = made_with(self._config, nav)  # only now does each page have its own title

    def _make_the_rest(self, files: Files) -> None:
        """Those that come out as something else than was thought."""
        rest = self._unmade - self._kept.keys() - self._patterns.keys()
        self._unmade -= rest
        for path in sorted(rest):
            _make(_page(files, path), self._config, files)

    def _is_news(self, record: logging.LogRecord) -> bool:
        """MkDocs says that it skips a page of which nothing comes, and so of each that was put back."""
        return not any(record.getMessage().startswith(f"Page skipped: '{path}'") for path in self._kept)

    def finish(self) -> None:
        """Write down what there is now."""
        _LOG.removeFilter(self._is_news)
        self._write_index()
        if self._keeper and self._files:
            self._keeper.finish(self._made_with)

    def _write_index(self) -> None:
        """The index of the search, with what it was spared."""
        file = Path(self._config.site_dir) / PATH
        found = self._found | (self._keeper.entries if self._keeper else {})
        if found and self._files and file.is_file():
            pages = [each.page for each in self._files.documentation_pages() if each.page]
            known = ((page.url, found.get(page.file.src_uri)) for page in pages)
            file.write_bytes(joined(file.read_bytes(), known))

    def clear(self) -> None:
        """Leave nothing behind."""
        _LOG.removeFilter(self._is_news)
        if self._keeper:
            self._keeper.clear()


class _Unmade(Page):
    """A page that need not go through Markdown, unless there is a text after all."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Nothing comes of nothing."""
        if self.markdown:
            super().render(config, files)
        else:
            self.content, self.toc = "", TableOfContents([])


def _named(nav: Any) -> Iterator[str]:  # noqa: ANN401 - as deep as the navigation is
    match nav:
        case str():
            yield nav
        case list():
            yield from (name for each in nav for name in _named(each))
        case dict():
            yield from (name for each in nav.values() for name in _named(each))
        case _:
            pass  # MkDocs has said what is wrong


# ── As MkDocs does it ─────────────────────────────────────────────────────────


def _page(files: Files, path: str) -> Page:
    file = files.get_file_from_path(path)
    assert file is not None
    assert file.page is not None
    return file.page


def _make(page: Page, config: MkDocsConfig, files: Files) -> None:
    page.read_source(config)
    page.markdown = config.plugins.on_page_markdown(
        page.markdown or "", page=page, config=config, files=files
    )
    page.render(config, files)
    page.content = config.plugins.on_page_content(page.content or "", page=page, config=config, files=files)


@dataclass(frozen=True, slots=True)
class _Engine:
    """What makes finished pages."""

    config: MkDocsConfig
    env: Environment
    nav: Navigation
    files: Files

    def pattern(self, paths: Sequence[str], parts: Mapping[str, Parts]) -> Pattern | None:
        """How pages like these are put together; None where they do not come out the same byte for byte."""
        pages = [_page(self.files, path) for path in paths]
        finished = [self._finished(page) for page in pages]
        found = pattern(self._of_marks(pages[0], parts[paths[0]].kind.marked))
        return found if found and [found.page(parts[path]) for path in paths] == finished else None

    def _of_marks(self, page: Page, marked: str) -> str:
        """The page with another source."""
        page.markdown, page.meta = get_data(marked)
        page.render(self.config, self.files)
        finished = self._finished(page)
        _make(page, self.config, self.files)
        return finished

    def _finished(self, page: Page) -> str:
        page.active = True
        context = get_context(self.nav, self.files.documentation_pages(), self.config, page)
        context = self.config.plugins.on_page_context(context, page=page, config=self.config, nav=self.nav)
        finished = self.env.get_template("main.html").render(context)
        page.active = False
        return finished
