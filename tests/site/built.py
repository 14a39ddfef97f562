"""A built site as a reader's browser sees it: pages, anchors, links, and what would be loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

SCRIPTS = Path(sys.executable).parent


def build(source: Path, engine: str) -> Path:
    """Build the site with `mkdocs` or `zensical`; any warning is an error."""
    strict = ["--strict", "--quiet"] if engine == "mkdocs" else ["--strict"]
    done = subprocess.run(
        [SCRIPTS / engine, "build", *strict],
        cwd=source,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return source / "site"


@dataclass
class Page:
    """What one page has: anchors, where its links lead, what it loads, and what it runs itself."""

    anchors: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    loads: set[str] = field(default_factory=set)
    inline: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.page.anchors.add(given["id"])
        self.page.inline += [f"{tag} {name}" for name in given if name.startswith("on") or name == "style"]
        if tag == "a" and given.get("href"):
            self.page.links.add(given["href"])
        if tag == "link" and given.get("rel") in {"stylesheet", "icon"}:
            self.page.loads.add(given["href"])
        if tag in {"script", "img", "iframe", "source"} and given.get("src"):
            self.page.loads.add(given["src"])


def read(site: Path) -> Mapping[str, Page]:
    """The pages by their path."""
    pages = {}
    for file in sorted(site.rglob("*.html")):
        reader = _Reader()
        reader.feed(file.read_text("utf-8"))
        pages[file.relative_to(site).as_posix()] = reader.page
    return pages


def broken(site: Path, pages: Mapping[str, Page]) -> Iterator[str]:
    """Links and loads that lead nowhere within the site, or that leave the machine to be loaded."""
    for path, page in pages.items():
        if path == "404.html":  # its links are from the root of a server that nobody knows yet
            continue
        yield from (
            f"{path} loads {url}"
            for url in page.loads
            if urlsplit(url).scheme not in {"", "data"} or url.startswith("//")  # data lies in the page
        )
        for url in page.links | page.loads:
            if reason := _broken(site, path, url, pages):
                yield f"{path} → {url}: {reason}"


def _broken(site: Path, path: str, url: str, pages: Mapping[str, Page]) -> str:
    parts = urlsplit(url)
    if parts.scheme:
        return ""
    target = normpath(join(path.rpartition("/")[0], unquote(parts.path))) if parts.path else path
    if (site / target).is_dir():
        target = normpath(join(target, "index.html"))
    if not (site / target).is_file():
        return "no such file"
    anchor = unquote(parts.fragment)
    if anchor and target in pages and anchor not in pages[target].anchors:
        return "no such anchor"
    return ""
