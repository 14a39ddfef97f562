"""Our templates kept as Python say what Jinja says; edited ones and the user's are Jinja's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from specdsl.compiler import _ready, ready, render
from tests.compiler.compiled import OURS, context_of, outputs_of

ROOT = Path(__file__).parent.parent.parent
FOLDER = Path(ready.__file__).parent / "templates"
TEMPLATES = {file.name: file for file in FOLDER.glob("*.j2")}
POLICIES = (*sorted(ROOT.glob("policies/*/*.spec")), *sorted(ROOT.glob("policies/lessons/*/*.spec")))


def test_what_is_kept_is_fresh() -> None:
    """`_ready.py` is of the templates as they are; `python -m specdsl.compiler.ready` writes it anew."""
    assert {name: ready.digest(file.read_text("utf-8")) for name, file in TEMPLATES.items()} == _ready.DIGESTS
    assert all(ready.template(name) is _ready.TEMPLATES[name] for name in TEMPLATES)


@pytest.mark.checkout
def test_what_is_kept_is_what_jinja_says(monkeypatch) -> None:
    """For all values that any text of our policies gives to any of our templates, both say the same."""
    kept, jinja, seen = render._rendered, render.environment({}), set()

    def both(context, name, values):
        seen.add(name)
        text = kept(context, name, values)
        assert text == jinja.get_template(name).render(values)
        return text

    monkeypatch.setattr(render, "_rendered", both)
    for folder in sorted({file.parent for file in POLICIES}):
        texts = [file.read_text("utf-8") for file in sorted(folder.glob("*.spec"))]
        outputs_of(context_of(*texts), (*OURS, "training"))
    assert seen == {*TEMPLATES}


def test_an_edited_template_works_at_once(monkeypatch) -> None:
    """Where a template is not the one that was kept, Jinja renders it."""
    monkeypatch.setitem(_ready.DIGESTS, "style.j2", "")
    ready.template.cache_clear()
    try:
        assert ready.template("style.j2") is None
        context = context_of('category c "C"\n  style s "S" for refuse\n', 'policy p "P"\n')
        assert "S [c.s]" in outputs_of(context, ["spec"])["spec/c.md"].content.decode()
    finally:
        ready.template.cache_clear()


def test_a_missing_value_is_a_fault_of_ours() -> None:
    """A name that a template does not get is a mistake and not an empty string."""
    context = context_of('policy p "P"\n')
    with pytest.raises(NameError, match="`style`"):
        render.render(context, "style.j2", heading="#")


def test_lint_needs_no_jinja(tmp_path) -> None:
    """A cold lint renders our texts without loading Jinja."""
    (tmp_path / "p.spec").write_text('policy p "P"\ncategory c "C"\n  rule r "R"\n    refuse\n', "utf-8")
    code = "import sys, specdsl.cli as cli; cli.main(['lint', '--no-cache', '.']); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "specdsl.compiler.ready" in done.stdout.splitlines()[-1].split()
    assert "jinja2" not in done.stdout.splitlines()[-1].split()
