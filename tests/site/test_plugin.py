"""The plugin of MkDocs, and the repository's own site, which is built with it."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from specdsl.lint.registry import rules
from specdsl.mkdocs_plugin import policies
from specdsl.mkdocs_plugin.reference import reference
from specdsl.site.build import pages
from tests.site.built import broken, read
from tests.site.policies import RICH

ROOT = Path(__file__).parents[2]
CONFIG = """
site_name: Mine
theme: {name: material, font: false}
plugins:
  - search
  - specdsl:
      policies: [{path: policies/shop, to: shop}]
nav:
  - Home: index.md
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with one page of its own and a policy beside it."""
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Home\n\n[The policy](shop/index.md)\n")
    write(tmp_path, RICH)
    return tmp_path


def write(folder: Path, text: str) -> None:
    (folder / "policies" / "shop").mkdir(parents=True, exist_ok=True)
    (folder / "policies" / "shop" / "policy.spec").write_text(text, "utf-8")


def config(folder: Path, **given: object) -> MkDocsConfig:
    return load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site"), **given)


def test_a_policy_becomes_a_part_of_a_site(folder: Path):
    """Its pages stand in their folder, in the navigation, and with all that they load; no link is broken."""
    build(config(folder, strict=True))
    pages = read(folder / "site")

    assert list(broken(folder / "site", pages)) == []
    assert "sale" in pages["shop/tools/index.html"].anchors
    assert "shop/tools/" in pages["index.html"].links
    assert "../../assets/specdsl/specdsl.css" in pages["shop/tools/index.html"].loads
    assert (folder / "site" / "shop" / "tools" / "selling" / "index.html").is_file()


def test_serving_looks_at_the_policy_s_files(folder: Path):
    """`mkdocs serve` builds again when a `.spec` file changes, and then shows what it says now."""
    watched: list[str] = []
    made = config(folder)

    class Server:
        def watch(self, path: str) -> None:
            watched.append(path)

    made.plugins.on_serve(Server(), config=made, builder=None)
    build(made)
    write(folder, RICH.replace("Selling tools", "Vending tools"))
    build(made)

    assert watched == [str(folder / "policies" / "shop")]
    assert "Vending tools" in (folder / "site/shop/tools/sale/index.html").read_text("utf-8")


def test_an_unchanged_policy_is_built_once(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """While serving, a change of another page does not build the policy again."""
    counted: list[object] = []
    made = config(folder)
    monkeypatch.setattr(policies, "pages", lambda site: counted.append(site) or pages(site))
    build(made)
    build(made)

    assert len(counted) == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda folder: write(folder, RICH.replace("unless minor", "unless minr")), "no flag called `minr`"),
        (lambda folder: (folder / "policies/shop/policy.spec").unlink(), "has no .spec file in it"),
    ],
)
def test_a_policy_that_cannot_be_published_stops_the_build(folder: Path, change, said: str):
    """What is wrong is said, as the linter says it."""
    change(folder)

    with pytest.raises(PluginError, match=said):
        config(folder).plugins.on_config(config(folder))


def test_pages_need_folders_of_their_own(folder: Path):
    """Without folders for pages the policy's links would break, and so the build stops."""
    made = config(folder, use_directory_urls=False)
    with pytest.raises(PluginError, match="use_directory_urls"):
        made.plugins.on_config(made)


# ── The reference ─────────────────────────────────────────────────────────────


def test_the_reference_has_every_finding_command_and_part_of_the_grammar():
    """A page for each kind of finding, all commands with their options, and the whole grammar."""
    made = dict(reference())

    assert {f"findings/{name}.md" for name in rules()} < made.keys()
    assert "[contradiction](contradiction.md)" in made["findings/index.md"]
    assert "### specdsl site {#site}" in made["commands.md"]
    assert "<code>--edit-url URL</code>" in made["commands.md"]
    assert "## Conditions" in made["grammar.md"]
    assert '"unless" condition _NL' in made["grammar.md"]


@pytest.mark.checkout
def test_the_repository_s_own_site(tmp_path: Path, caplog, monkeypatch: pytest.MonkeyPatch):
    """Documentation, reference and our policy build together without a warning, and no link is broken."""
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.chdir(ROOT)
    with caplog.at_level(logging.WARNING):
        build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path)))
    pages = read(tmp_path)

    assert caplog.records == []
    assert list(broken(tmp_path, pages)) == []
    assert {
        "guide/index.html",
        "policy/self-harm/index.html",
        "reference/findings/contradiction/index.html",
    } < (pages.keys())
