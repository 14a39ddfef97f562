from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from specdsl.analysis import check
from specdsl.cli.options import color_option, known_maps, load, policy_argument, rules_for, shown_folder
from specdsl.cli.terminal import complain, has_color, progress, say, width
from specdsl.diagnostics.render import text
from specdsl.project import ProjectError, update_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from specdsl.analysis import Analysis
    from specdsl.diagnostics import Diagnostic
    from specdsl.graph.model import Policy
    from specdsl.project import Project
    from specdsl.site.options import Options

EXAMPLES = [
    "specdsl site build my-policy                  write the site's source to ./site-src",
    "specdsl site build my-policy -o docs-src --profile internal",
    "specdsl site build my-policy --edit-url 'https://example.org/edit/main/{path}#L{line}'",
    "specdsl site build my-policy --html            and the finished pages to ./site-src/site",
    "specdsl site build my-policy && mkdocs serve -f site-src/mkdocs.yml",
]
FAILED = 1


def options(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("action", choices=["build"], help="build: write the site's source, for MkDocs")
    policy_argument(sub)
    sub.add_argument(
        "-o", "--output", type=Path, default=Path("site-src"), metavar="FOLDER", help="default: site-src"
    )
    sub.add_argument(
        "--html",
        action="store_true",
        help="build the finished pages too, as `mkdocs build` does: FOLDER/site",
    )
    sub.add_argument(
        "--profile",
        choices=["public", "internal"],
        default="public",
        help="internal: with drafts, notes, findings and coverage (default: public)",
    )
    sub.add_argument(
        "--bad",
        choices=["show", "fold", "leave-out"],
        help="what becomes of bad replies (default: public folds them, internal shows them)",
    )
    sub.add_argument(
        "--edit-url",
        default="",
        metavar="URL",
        help="where a line is edited, with {path} in the policy's folder and {line}",
    )
    sub.add_argument(
        "--feedback-url", default="", metavar="URL", help="where to write about a {rule} of a {version}"
    )
    color_option(sub)


def run(arguments: argparse.Namespace) -> int:
    _check_installed(html=arguments.html)
    from specdsl.cli.together import together
    from specdsl.site.build import page_count, site_source

    project, analysis = load(arguments.policy)
    if analysis.errors or analysis.policy is None:
        return _refuse(project, analysis, arguments)
    chosen = _options(project, analysis, arguments)
    with (
        progress(page_count(analysis.policy), "writing") as step,
        known_maps(project.root, chosen.profile) as maps,
    ):
        files = site_source(analysis.policy, chosen, step, maps, together)
    _write(analysis.policy, files, arguments.output, html=arguments.html)
    return 0


def _check_installed(*, html: bool) -> None:
    needed = ("markdown_it", "mkdocs", "material") if html else ("markdown_it",)
    if not all(map(find_spec, needed)):
        raise ProjectError("building a site needs more packages. To get them: pip install 'specdsl[site]'")


def _options(project: Project, analysis: Analysis, arguments: argparse.Namespace) -> Options:
    from specdsl.site.options import Options

    internal = arguments.profile == "internal"
    return Options(
        profile=arguments.profile,
        bad=arguments.bad,
        edit_url=_template(arguments.edit_url, "--edit-url", "{path}"),
        feedback_url=_template(arguments.feedback_url, "--feedback-url", "{rule}"),
        findings=_found(project, analysis) if internal else (),
    )


def _template(url: str, option: str, part: str) -> str:
    """A URL with a place in it for what it is about."""
    if url and not (url.startswith(("https://", "http://", "mailto:")) and part in url):
        raise ProjectError(f"{option} takes a web address with {part} in it, not `{url}`.")
    return url


def _found(project: Project, analysis: Analysis) -> tuple[Diagnostic, ...]:
    return check(analysis, rules_for(project.root)).found


def _refuse(project: Project, analysis: Analysis, arguments: argparse.Namespace) -> int:
    errors = [finding for finding in _found(project, analysis) if finding.level == "error"]
    color = has_color(arguments.color, sys.stderr)
    folder = shown_folder(project.root)
    print(text.render(errors, width=width(), color=color, folder=folder), end="", file=sys.stderr)
    complain("nothing was written: a site is built once the policy has no errors.")
    return FAILED


def _write(policy: Policy, files: dict[str, bytes], folder: Path, *, html: bool) -> None:
    done = update_folder(folder, files)
    removed = f", {done.removed} removed" if done.removed else ""
    said = f"{done.total:,} files, {done.written:,} of them new or changed{removed}"
    if html:
        from specdsl.cli.finished import finish

        finish(folder / "mkdocs.yml")
        say(f"Wrote {policy.title} to {folder}: {said}. The finished pages are in {folder / 'site'}.")
    else:
        serve = f"mkdocs serve -f {folder / 'mkdocs.yml'}"
        say(f"Wrote {policy.title} to {folder}: {said}. To look at it: {serve}")
