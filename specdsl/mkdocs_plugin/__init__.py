"""Policies in a site of MkDocs: `plugins: - specdsl: {policies: [{path: my-policy, to: policy}]}`.

It adds the pages that `specdsl site build` writes to whatever else the site has, and lets `mkdocs serve`
build anew when a `.spec` file changes. In a folder that `specdsl site build` wrote it has no options, and
does what it does everywhere: it spares MkDocs most of the work on our pages.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.config import base, config_options
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, InclusionLevel

from specdsl.mkdocs_plugin.kept import digest
from specdsl.mkdocs_plugin.making import Making
from specdsl.project.update import written_files
from specdsl.site.assets import SCRIPTS, SHEETS, assets
from specdsl.site.config import EXTENSIONS, navigation
from specdsl.site.options import BAD_REPLIES, PROFILES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from specdsl.mkdocs_plugin.policies import Published


class PolicyOptions(base.Config):  # type: ignore[no-untyped-call]  # MkDocs's own
    """One policy: its folder, seen from the configuration, and the folder of the site that it goes to."""

    path = config_options.Type(str)
    to = config_options.Type(str, default="")
    title = config_options.Type(str, default="")
    profile = config_options.Choice(PROFILES, default="public")
    bad = config_options.Optional(config_options.Choice(BAD_REPLIES))
    edit_url = config_options.Type(str, default="")
    feedback_url = config_options.Type(str, default="")


class SpecdslOptions(base.Config):  # type: ignore[no-untyped-call]  # MkDocs's own
    """Policies, and the folder of the site for the reference of specdsl itself."""

    policies = config_options.ListOfItems(config_options.SubConfig(PolicyOptions), default=[])
    reference = config_options.Type(str, default="")


class SpecdslPlugin(BasePlugin[SpecdslOptions]):  # type: ignore[no-untyped-call]  # MkDocs's own
    """Kept from one build to the next while MkDocs serves, so that an unchanged policy is not built again."""

    def __init__(self) -> None:
        self._published: dict[str, Published] = {}
        self._is_passing = False
        self._begun: Making | None = None
        self._nav: Navigation | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Its being here makes MkDocs keep the plugin while it serves: from a folder of its own each time."""
        self._is_passing = command == "serve" or dirty

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Style sheets, scripts and navigation."""
        self._publish(config)
        if not config.use_directory_urls:
            raise PluginError("specdsl: the pages of a policy need `use_directory_urls: true`, the usual")
        config.markdown_extensions = [*dict.fromkeys([*config.markdown_extensions, *EXTENSIONS])]
        config.extra_css = [*dict.fromkeys([*SHEETS, *config.extra_css])]
        config.extra_javascript = [*dict.fromkeys([*SCRIPTS, *config.extra_javascript])]
        if config.nav is not None:
            config.nav = [*config.nav, *self._sections()]
        return config

    # Events that MkDocs calls by these names, with more than is needed here.
    # ruff: noqa: ARG002

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Before MkDocs empties the site's folder."""
        self._begun = Making(config, keeps=not self._is_passing)
        self._begun.start()

    @property
    def _making(self) -> Making:
        assert self._begun is not None, "MkDocs says when it begins"
        return self._begun

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """The pages."""
        sources = dict(_written(files, config))
        for path, content in self._files():
            level = InclusionLevel.NOT_IN_NAV
            files.append(File.generated(config, path, content=content, inclusion=level))
        for policy in self.config.policies:
            pages = self._published[policy.path].pages
            sources |= {_below(policy.to, path): digest(content) for path, content in pages.items()}
        self._making.choose(files, sources)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """What every page shows."""
        self._nav = nav

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """The text of a page that MkDocs need not make."""
        return self._making.source(page)

    @event_priority(-100)  # when others have changed what they want to change
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Take out what Markdown leaves as it is."""
        return self._making.markdown(markdown, page)

    @event_priority(100)  # before others look at it
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put it back."""
        return self._making.content(html, page)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Once all pages are read."""
        assert self._nav is not None
        self._making.settle(env, self._nav, files)
        return env

    @event_priority(100)  # before the search looks at it
    def _before_search(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """What comes of a page that MkDocs does not make, and what the search need not look at."""
        self._making.context(context, page)
        return context

    @event_priority(-100)
    def _after_search(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """As the page was."""
        self._making.searched(page)
        return context

    on_page_context = CombinedEvent(_before_search, _after_search)

    @event_priority(-100)  # what others made of it
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Write down what came of a page."""
        self._making.finished(output, page)
        return output

    @event_priority(-100)  # when the index of the search is written
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write down what there is now."""
        self._making.finish()

    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing behind."""
        if self._begun:
            self._begun.clear()

    # ── Policies ──────────────────────────────────────────────────────────────

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ANN401 - as MkDocs calls it
        """Look at the policies' files too."""
        for policy in self.config.policies:
            server.watch(str(_folder(policy, config)))
        return server

    def _publish(self, config: MkDocsConfig) -> None:
        for policy in self.config.policies:
            from specdsl.mkdocs_plugin.policies import publish

            before = self._published.get(policy.path)
            self._published[policy.path] = publish(_folder(policy, config), policy, before)

    def _files(self) -> Iterator[tuple[str, bytes]]:
        if self.config.policies or self.config.reference:
            yield from assets().items()
        for policy in self.config.policies:
            made = self._published[policy.path].pages
            yield from ((_below(policy.to, path), content) for path, content in made.items())
        if self.config.reference:
            from specdsl.mkdocs_plugin.reference import reference

            yield from ((_below(self.config.reference, path), page.encode()) for path, page in reference())

    def _sections(self) -> Iterator[dict[str, Any]]:
        for policy in self.config.policies:
            site = self._published[policy.path].site
            yield {policy.title or site.policy.title: navigation(site, policy.to)}
        if self.config.reference:
            from specdsl.mkdocs_plugin.reference import TITLES

            folder = self.config.reference
            yield {"Reference": [{title: _below(folder, page)} for title, page in TITLES.items()]}


# ── Pages ─────────────────────────────────────────────────────────────────────


def _written(files: Files, config: MkDocsConfig) -> Iterator[tuple[str, str]]:
    """The pages of a folder that `specdsl site build` wrote, as it wrote them, with their digests."""
    docs = Path(config.docs_dir)
    listed = written_files(docs.parent)
    for file in files.documentation_pages() if listed else ():
        found = digest(file.content_bytes)
        if found in listed.get(f"{docs.name}/{file.src_uri}", ()):
            yield file.src_uri, found


def _below(folder: str, path: str) -> str:
    return f"{folder.strip('/')}/{path}" if folder.strip("/") else path


def _folder(policy: PolicyOptions, config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent / policy.path
