"""A browser on built sites. Whatever a test does: nothing leaves the machine, nothing is blocked or fails."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api")

from tests.site.browser.serving import build_policy, once, served  # noqa: E402 - only where there is a browser

ROOT = Path(__file__).parents[3]
NAMES = ("chromium", "chromium-browser", "google-chrome")
REQUIRED = "SPECDSL_BROWSER"
"""Set in CI: that there is no browser is then a failure."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def _browser_path() -> str:
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None and os.environ.get(REQUIRED):
        pytest.fail(f"{REQUIRED} is set, and no Chromium was found")
    if path is None:
        pytest.skip("no Chromium on this machine (on Debian: apt-get install chromium)")
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[playwright.Browser]:
    path = _browser_path()
    with playwright.sync_playwright() as started:
        found = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()


# ── Sites ─────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def assistant(browser, tmp_path_factory) -> Iterator[str]:
    """The address of our policy's site, as its authors see it."""
    options = ("--profile", "internal", "--edit-url", "https://example.org/{path}#L{line}")
    make = build_policy(ROOT / "policies" / "assistant", *options)
    with served(once(tmp_path_factory, "assistant-site", make)) as address:
        yield address


@pytest.fixture(scope="session")
def hostile(browser, tmp_path_factory) -> Iterator[str]:
    """The address of the site of a policy whose author would like to run scripts."""
    make = build_policy(Path(__file__).parent / "hostile")
    with served(once(tmp_path_factory, "hostile-site", make)) as address:
        yield address


# ── Pages ─────────────────────────────────────────────────────────────────────


@dataclass
class Watch:
    """What a browser was asked for, and what went wrong in it."""

    requests: set[str] = field(default_factory=set)
    troubles: list[str] = field(default_factory=list)

    def over(self, context: playwright.BrowserContext) -> None:
        context.on("request", lambda request: self.requests.add(request.url))
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.troubles.append(str(error.error)))
        context.on("dialog", self._dialog)

    def _heard(self, message: playwright.ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.troubles.append(f"{message.type}: {message.text}")

    def _dialog(self, dialog: playwright.Dialog) -> None:
        self.troubles.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@pytest.fixture
def watch() -> Iterator[Watch]:
    watch = Watch()
    yield watch
    assert not watch.troubles
    assert not [url for url in watch.requests if not url.startswith(("http://127.0.0.1:", "data:"))]


@pytest.fixture
def context(browser, watch, request) -> Iterator[playwright.BrowserContext]:
    """A browser window; a test says by an indirect parameter how its own differs."""
    settings = {"viewport": {"width": 1400, "height": 1000}, **getattr(request, "param", {})}
    context = browser.new_context(**settings)
    context.set_default_timeout(30_000)  # a busy machine takes its time
    watch.over(context)
    yield context
    context.close()


@pytest.fixture
def page(context) -> playwright.Page:
    return context.new_page()
