from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from subprocess import PIPE

import pytest

from specdsl.cli import main
from tests.site.built import SCRIPTS
from tests.site.policies import RICH


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a policy in `shop`, 80 columns wide and without colour."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    write(tmp_path, RICH)
    return tmp_path


def write(folder: Path, text: str) -> None:
    (folder / "shop").mkdir(exist_ok=True)
    (folder / "shop" / "policy.spec").write_text(text, "utf-8")


def build(*words: str) -> int:
    return main(["site", "build", "shop", *words])


def test_a_site_s_source_is_written(folder: Path, capsys):
    """The command says how much was written and how to look at it."""
    assert build() == 0
    assert capsys.readouterr().err == (
        "Wrote Shop policy to site-src: 31 files, 31 of them new or changed. To look at it: mkdocs serve -f "
        "site-src/mkdocs.yml\n"
    )
    assert (folder / "site-src" / "docs" / "tools" / "sale" / "index.md").is_file()


def test_the_finished_pages_are_those_of_mkdocs(folder: Path, capsys, monkeypatch: pytest.MonkeyPatch):
    """`--html` builds them too, at first and after a change, as `mkdocs build` does of the same source."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    for text in (RICH, RICH.replace("Selling tools", "Selling any tools")):
        write(folder, text)
        assert build("--html") == 0
    assert "31 files, 13 of them new or changed. The finished pages are in" in capsys.readouterr().err
    shutil.copytree("site-src", "other", ignore=shutil.ignore_patterns("site", ".site*"))
    subprocess.run([SCRIPTS / "mkdocs", "build", "-q", "-f", "other/mkdocs.yml"], check=True, stderr=PIPE)

    assert finished("site-src") == finished("other")
    assert len(finished("other")) > 31


def finished(source: str) -> Mapping[str, bytes]:
    site = Path(source, "site")
    files = (file for file in site.rglob("*") if file.is_file())
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in files}


def test_what_mkdocs_cannot_build_is_said(folder: Path, capsys):
    """Where the pages cannot be put."""
    build()
    (folder / "site-src" / "site").write_text("in the way")

    assert build("--html") == 2
    assert "MkDocs could not finish the site" in capsys.readouterr().err


def test_building_again_writes_what_changed(folder: Path, capsys):
    """The second build writes the pages that a change touches, and removes those of a rule that is gone."""
    build("-o", "out")
    write(folder, RICH.split("category toys")[0])
    build("-o", "out")

    assert capsys.readouterr().err.splitlines()[1].startswith("Wrote Shop policy to out: 28 files, ")
    assert not (folder / "out" / "docs" / "toys").exists()


def test_a_policy_with_errors_is_not_published(folder: Path, capsys):
    """The errors are shown, nothing is written, and the exit status is 1."""
    write(folder, RICH.replace("unless minor", "unless minr"))

    assert build() == 1
    said = capsys.readouterr().err
    assert "there is no flag called `minr`" in said
    assert "shop/policy.spec:32:12" in said
    assert "nothing was written: a site is built once the policy has no errors." in said
    assert not (folder / "site-src").exists()


def test_internal_sites_have_the_linter_s_findings(folder: Path):
    """With `--profile internal` there is a page of findings, with what the linter says of this policy."""
    assert build("--profile", "internal") == 0
    assert "rule-without-example" in (folder / "site-src/docs/findings/index.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("option", "url", "said"),
    [
        ("--edit-url", "https://example.org/", "--edit-url takes a web address with {path} in it"),
        ("--edit-url", "javascript:{path}", "--edit-url takes a web address with {path} in it"),
        ("--feedback-url", "example.org/{rule}", "--feedback-url takes a web address with {rule} in it"),
    ],
)
def test_addresses_that_cannot_be(folder: Path, capsys, option: str, url: str, said: str):
    """An address without its place, or that is none, is refused with what to write."""
    assert build(option, url) == 2
    assert said in capsys.readouterr().err


def test_a_folder_with_somebody_s_work(folder: Path, capsys):
    """What somebody wrote where a page would go is left alone, and named."""
    (folder / "site-src").mkdir()
    (folder / "site-src" / "mkdocs.yml").write_text("mine")

    assert build() == 2
    assert (
        "`site-src/mkdocs.yml` was not written by specdsl, so nothing was written." in capsys.readouterr().err
    )


def test_what_is_missing_is_named(folder: Path, capsys, monkeypatch: pytest.MonkeyPatch):
    """Without the packages that a site needs the command says how to get them."""
    monkeypatch.setattr("specdsl.cli.site.find_spec", lambda _: None)

    assert build() == 2
    assert "pip install 'specdsl[site]'" in capsys.readouterr().err


def test_other_commands_do_not_pay_for_the_site():
    """Linting imports nothing of the site, nor what renders Markdown."""
    program = (
        "import sys; from specdsl.cli import main; main(['explain', 'contradiction']); "
        "print([name for name in sys.modules if name.startswith(('specdsl.site', 'markdown_it', 'mkdocs'))])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"
