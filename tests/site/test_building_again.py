"""A site that is built again is the same, byte for byte, as one that is built from nothing."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from markdown import markdown
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.utils.meta import get_data

from specdsl.mkdocs_plugin.blocks import PLAIN_EXTENSIONS, put_back, taken_out
from specdsl.project import update_folder
from specdsl.project.cache import PLACE
from specdsl.site.assets import SCRIPTS as OUR_SCRIPTS
from specdsl.site.assets import SHEETS
from specdsl.site.build import site_source
from specdsl.site.config import EXTENSIONS
from tests.reading import index_of
from tests.site.built import SCRIPTS
from tests.site.policies import RICH
from tests.site.test_engines import HOSTILE

SAID = ("it", 'it "well"', "& lose", "<b>", "*on*", "it", "`a`", "b", "c", "d")
MANY = RICH + '\ncategory games "Games"\n'
for name, said in zip("abcdefghij", SAID, strict=True):
    MANY += f'  rule game-{name} "Game {name}"\n    comply when aim is buy\n    text: Play {said}.\n'
RECORD = ".site.specdsl.json"
OWN_SITE = """\
site_name: Mine
strict: true
theme: {name: material, font: false}
plugins: [search, specdsl: {policies: [{path: ., to: shop}]}]
validation: {links: {anchors: warn}}
"""


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a build is told of the day, and of what is to come."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A built site and its source."""
    folder = tmp_path / "src"
    write(folder, MANY)
    build_site(folder)
    return folder


def write(folder: Path, text: str) -> None:
    update_folder(folder, site_source(index_of(text).policy))


def build_site(folder: Path, command: str = "build", serve_url: str | None = None) -> None:
    """As the command does it; MkDocs keeps the plugin from one call to the next."""
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site"))
    config.plugins.on_startup(command=command, dirty=False)
    build(config, serve_url=serve_url)


def files(folder: Path) -> Mapping[str, bytes]:
    site = folder / "site"
    return {
        file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()
    }


def from_nothing(folder: Path) -> Mapping[str, bytes]:
    """The site that the source comes to where there was none."""
    fresh = folder.with_name("fresh")
    shutil.copytree(folder, fresh, ignore=shutil.ignore_patterns("site", RECORD))
    build_site(fresh)
    return files(fresh)


def without_plugin(folder: Path) -> Mapping[str, bytes]:
    """The site as MkDocs builds it alone."""
    plain = folder.with_name("plain")
    shutil.copytree(folder, plain, ignore=shutil.ignore_patterns("site", RECORD))
    config = (plain / "mkdocs.yml").read_text("utf-8")
    alone = re.sub(r"  - specdsl  #.*\n|, \"specdsl\"", "", config)
    assert alone != config
    (plain / "mkdocs.yml").write_text(alone, "utf-8")
    build_site(plain)
    return files(plain)


# ── What MkDocs makes alone ───────────────────────────────────────────────────


@pytest.mark.parametrize("text", [MANY, HOSTILE], ids=["many", "hostile"])
@pytest.mark.parametrize(
    "setting", ["", "site_url: https://example.org/\n", "repo_url: https://example.org/r\n"]
)
def test_the_plugin_changes_nothing(tmp_path: Path, text: str, setting: str) -> None:
    """What is put together or kept from Markdown comes out as MkDocs makes it, addresses of pages too."""
    folder = tmp_path / "src"
    write(folder, text)
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write(setting)
    build_site(folder)

    assert files(folder) == without_plugin(folder)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("permalink: true", "permalink: '#'"),
        ("permalink: true", "permalink: false"),
        ("permalink: true", "anchorlink: true"),
        ("- search", "- search: {separator: '[ ]+', lang: de}"),
        ("- search", "- search: {enabled: false}"),
    ],
)
def test_the_plugin_changes_nothing_whatever_the_search_is(tmp_path: Path, old: str, new: str) -> None:
    """However headings are marked and whatever the search is told, also at the second build."""
    folder = tmp_path / "src"
    write(folder, MANY)
    in_file("mkdocs.yml", old, new, count=1)(folder)
    build_site(folder)
    assert files(folder) == without_plugin(folder)
    in_file("docs/terms/index.md", "What cuts", "What bites")(folder)
    build_site(folder)
    assert files(folder) == from_nothing(folder)


@pytest.mark.parametrize("text", [MANY, HOSTILE], ids=["many", "hostile"])
def test_markdown_leaves_our_blocks_as_they_are(text: str) -> None:
    """With all extensions that we know to do so, a page is the same without its blocks of HTML and with."""
    made = site_source(index_of(text).policy)
    for path in (path for path in made if path.endswith(".md")):
        source, _ = get_data(made[path].decode())
        rest, blocks = taken_out(source)
        whole, part = (markdown(each, extensions=sorted(PLAIN_EXTENSIONS)) for each in (source, rest))
        assert blocks, path
        assert put_back(part, blocks) == whole, path


# ── What changes ──────────────────────────────────────────────────────────────


def edited(old: str, new: str) -> Callable[[Path], None]:
    assert old in MANY
    return lambda folder: write(folder, MANY.replace(old, new))


def in_file(path: str, old: str, new: str, count: int = -1) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        text = (folder / path).read_text("utf-8")
        assert old in text
        (folder / path).write_text(text.replace(old, new, count), "utf-8")

    return change


def removed(path: str) -> Callable[[Path], None]:
    return lambda folder: (folder / path).unlink()


CHANGES: Mapping[str, Callable[[Path], None]] = {
    "nothing": lambda _: None,
    "a rule's text": edited("Play it.", "Play it well."),
    "a rule's title": edited("Game d", "Game of d"),
    "a rule's condition": edited("comply when aim is buy\n    unless minor", "comply when aim is harm"),
    "a rule more": lambda folder: write(folder, MANY + '  rule last "Last"\n    comply\n    text: End.\n'),
    "a rule with an old name": edited('rule game-a "Game a"', 'rule game-z "Game z"\n    was game-a'),
    "a category less": edited(MANY[MANY.index("category toys") : MANY.index("category games")], ""),
    "the policy's title": edited("Shop policy", "The shop's policy"),
    "a setting of the theme": in_file("mkdocs.yml", "scheme: default", "scheme: slate"),
    "the navigation": in_file("mkdocs.yml", '"Ask"', '"Questions"'),
    "an asset": in_file("docs/assets/specdsl/specdsl.css", "{", " {"),
    "a page by hand": in_file("docs/terms/index.md", "What cuts", "What bites"),
    "a page of one's own": lambda folder: (folder / "docs/own.md").write_text("[T](terms/index.md)\n"),
    "no record": removed(RECORD),
    "half a record": lambda folder: os.truncate(folder / RECORD, 1_000),
    "a record of something else": lambda folder: (folder / RECORD).write_text('{"pages": [1]}'),
    "a finished page less": removed("site/games/game-c/index.html"),
    "a finished page changed": in_file("site/tools/index.html", "knives", "forks"),
    "a finished page more": lambda folder: (folder / "site" / "extra.html").write_text("old"),
    "another index of the search": in_file("site/search/search_index.json", "games", "plays"),
    "no site": lambda folder: shutil.rmtree(folder / "site"),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_building_again_is_building_from_nothing(folder: Path, change: str) -> None:
    """Whatever has changed since, all files are those of a build from nothing, and nothing else is left."""
    CHANGES[change](folder)
    build_site(folder)

    assert files(folder) == from_nothing(folder)
    assert {each.name for each in folder.iterdir()} == {
        *("docs", "mkdocs.yml", "site", RECORD, ".specdsl-site.json")
    }


def test_there_and_back_again(folder: Path) -> None:
    """What is kept over several builds is never out of date."""
    first = files(folder)
    for change in ("a rule's text", "a category less", "a setting of the theme"):
        CHANGES[change](folder)
        build_site(folder)
    in_file("mkdocs.yml", "scheme: slate", "scheme: default", count=1)(folder)
    write(folder, MANY)
    build_site(folder)

    assert files(folder) == first


@pytest.mark.parametrize("nav", ["", "nav: [index.md]\n", "nav: [index.md, shop/terms/index.md]\n"])
def test_a_policy_in_a_site_of_one_s_own(tmp_path: Path, nav: str) -> None:
    """Also beside other pages, which may link to it, what is kept is as if it were made anew."""
    folder = tmp_path / "mine"
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("# Home\n\n[Sale](shop/tools/index.md#sale)\n")
    (folder / "mkdocs.yml").write_text(OWN_SITE + nav)
    edit = MANY.replace("Play it.", "Play it well.").replace("Game d", "Game of d")
    for text in (MANY, edit, edit.replace("Play it well.", "Play.")):
        (folder / "policy.spec").write_text(text, "utf-8")
        build_site(folder)

    assert files(folder) == from_nothing(folder)


def test_what_has_not_changed_is_left_alone(folder: Path) -> None:
    """After a change of one rule's text, the files of other categories' pages are not even written."""
    times = {path: (folder / "site" / path).stat().st_mtime_ns for path in files(folder)}
    edited("Play it.", "Play it well.")(folder)
    build_site(folder)
    same = {path for path, time in times.items() if (folder / "site" / path).stat().st_mtime_ns == time}

    assert {"tools/index.html", "tools/sale/index.html", "games/game-b/index.html", "ask/index.html"} <= same
    assert not {"games/index.html", "games/game-a/index.html", "print/index.html"} & same


def test_two_builds_at_once(folder: Path) -> None:
    """However two builds get into each other's way, the next one is right, and nothing is left about."""
    edited("Play it.", "Play it well.")(folder)
    command = [SCRIPTS / "mkdocs", "build", "-q"]
    both = [subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL) for _ in range(2)]
    for each in both:
        each.wait()
    build_site(folder)

    assert files(folder) == from_nothing(folder)
    assert [each.name for each in folder.iterdir() if each.name.startswith(".site")] == [RECORD]


def test_translated_templates_may_be_anything(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kept templates that cannot be read, and a place where none can be kept, change nothing."""
    expected = files(folder)
    monkeypatch.setenv(PLACE, str(tmp_path / "cache"))
    assert from_nothing(folder) == expected
    kept = [*(tmp_path / "cache").glob("templates-*/*")]
    assert kept
    for number, file in enumerate(kept):
        os.truncate(file, number * 7)
    shutil.rmtree(tmp_path / "fresh")
    assert from_nothing(folder) == expected
    (tmp_path / "none").write_text("")
    monkeypatch.setenv(PLACE, str(tmp_path / "none"))
    shutil.rmtree(tmp_path / "fresh")
    assert from_nothing(folder) == expected


OTHERS: Mapping[str, Mapping[str, object]] = {
    "a hook": {"hooks": ["hook.py"]},
    "a plugin": {"plugins": ["search", "specdsl", "tags"]},
    "templates": {"theme": {"name": "material", "font": False, "custom_dir": "mine"}},
    "another theme": {"theme": {"name": "mkdocs"}},
}


@pytest.mark.parametrize("other", OTHERS)
def test_nothing_is_kept_where_others_have_a_part(folder: Path, other: str) -> None:
    """With other plugins, hooks or templates, which may look at anything, each page is made anew."""
    usual = {"plugins": ["search", "specdsl"], "theme": {"name": "material", "font": False}}
    loads = {"extra_css": SHEETS, "extra_javascript": OUR_SCRIPTS, "markdown_extensions": EXTENSIONS}
    config = {"site_name": "Mine", "not_in_nav": "*", "nav": ["index.md"], **usual, **loads, **OTHERS[other]}
    (folder / "mkdocs.yml").write_text(json.dumps(config), "utf-8")
    (folder / "hook.py").write_text("")
    (folder / "mine").mkdir()
    (folder / RECORD).unlink()
    build_site(folder)

    assert not (folder / RECORD).exists()
    assert files(folder) == without_plugin(folder)


def test_serving_keeps_nothing(folder: Path) -> None:
    """`mkdocs serve` builds into a folder that goes away, and leaves no record of it."""
    (folder / RECORD).unlink()
    build_site(folder, "serve", "http://localhost/")

    assert not (folder / RECORD).exists()


def test_the_record_is_small(folder: Path) -> None:
    """It holds digests and anchors, not pages."""
    record = json.loads((folder / RECORD).read_text("utf-8"))

    assert {"tools/index.md", "games/game-a/index.md"} < record["pages"].keys()
    assert (folder / RECORD).stat().st_size < 20_000
