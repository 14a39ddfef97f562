"""Built sites, made once for all processes that test them, and served with a strict security policy."""

from __future__ import annotations

import base64
import fcntl
import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from specdsl.cli import main
from tests.site.built import build


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that the first of the processes which run tests side by side makes."""
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder, lock = shared / name, shared / f"{name}.lock"
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            folder.mkdir(exist_ok=True)
            make(folder)
            (folder / "done").touch()
    return folder


def build_policy(policy: Path, *options: str) -> Callable[[Path], None]:
    """Writes a policy's site and the theme alone into a folder, as its readers get them."""

    def make(folder: Path) -> None:
        source = folder / "source"
        assert main(["site", "build", str(policy), "-o", str(source), *options]) == 0
        build(source, "mkdocs")
        _write_theme(source / "mkdocs.yml", folder / "theme")

    return make


def _write_theme(config: Path, folder: Path) -> None:
    """A site of three empty pages with the same theme and settings, and nothing of ours."""
    settings = config.read_text("utf-8").partition("\nnav:")[0]
    settings = re.sub(r"\nextra_(css|javascript):\n(  - .*\n)+", "\n", settings)
    for page in ("index", "a", "a/b"):
        file = folder / "docs" / f"{page}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("# Empty\n", "utf-8")
    (folder / "mkdocs.yml").write_text(f"{settings}\n", "utf-8")
    build(folder, "mkdocs")


# ── The security policy ───────────────────────────────────────────────────────


def security_policy(theme: Path) -> str:
    """Nothing but what the site itself serves, and of scripts in pages the theme's own alone."""
    allowed = " ".join(sorted({_hash(script) for script in _scripts(theme)}))
    return (
        f"default-src 'none'; script-src 'self' {allowed}; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; worker-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def _scripts(theme: Path) -> Iterator[str]:
    for page in theme.rglob("*.html"):
        yield from _Scripts(page.read_text("utf-8")).found


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


class _Scripts(HTMLParser):
    """The scripts that stand in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._within = False
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: Iterable) -> None:
        given = dict(attributes)
        self._within = tag == "script" and "src" not in given and given.get("type") != "application/json"
        if self._within:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._within = False

    def handle_data(self, data: str) -> None:
        if self._within:
            self.found[-1] += data


# ── Serving ───────────────────────────────────────────────────────────────────


class _Handler(SimpleHTTPRequestHandler):
    policy = ""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing: what goes wrong shows in the browser."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a site built by `build_policy`, for as long as it is used."""
    handler = type("Handler", (_Handler,), {"policy": security_policy(folder / "theme" / "site")})
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(handler, directory=str(folder / "source" / "site"))
    )
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
