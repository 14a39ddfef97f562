"""Worked examples as tests of pytest: `pytest --specdsl policies/assistant`.

Without that option, and without `specdsl_policies` in the configuration, the plugin collects nothing and
imports nothing of specdsl.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from specdsl.examples import Judgement
    from specdsl.meaning.questions import Prover


_SUFFIX = ".spec"
_ROOTS = pytest.StashKey[list[Path]]()
_READ = pytest.StashKey[dict[Path, "_Policy"]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("specdsl", "worked examples of safety policies")
    group.addoption(
        "--specdsl", action="append", default=[], metavar="POLICY",
        help="a policy's folder: its worked examples are collected as tests; may be repeated",
    )  # fmt: skip
    parser.addini(
        "specdsl_policies",
        type="paths",
        default=[],
        help="folders of policies whose worked examples are collected, where pytest comes by or names them",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Collect from the policies that were asked for, beside whatever else is collected."""
    asked = [Path(config.invocation_params.dir, name) for name in config.getoption("--specdsl")]
    config.stash[_ROOTS] = [_folder(path) for path in (*asked, *config.getini("specdsl_policies"))]
    config.stash[_READ] = {}
    named = {Path(config.invocation_params.dir, name.partition("::")[0]).resolve() for name in config.args}
    by_default = config.args_source is not pytest.Config.ArgsSource.ARGS
    wanted = config.stash[_ROOTS] if by_default else config.stash[_ROOTS][: len(asked)]
    config.args += [str(root) for root in wanted if not any(path.is_relative_to(root) for path in named)]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A file of a policy that was asked for; other files whose names end alike are left alone."""
    if file_path.suffix != _SUFFIX:
        return None
    root = next((root for root in parent.config.stash[_ROOTS] if file_path.is_relative_to(root)), None)
    return SpecFile.from_parent(parent, path=file_path, root=root) if root else None


def _folder(path: Path) -> Path:
    if not path.exists():
        raise pytest.UsageError(f"there is no policy `{path}`")
    return (path.parent if path.is_file() else path).resolve()


class ExampleFailure(Exception):  # noqa: N818 - what a report calls it
    """An example is not decided as its author expects; the text says why."""


class _Policy:
    """A policy as it was read: its prover, and by file what is wrong, with which nothing can be tested."""

    def __init__(self, root: Path) -> None:
        from specdsl.analysis import analyse
        from specdsl.diagnostics.render import text
        from specdsl.meaning.questions import Prover
        from specdsl.project import open_project

        project = open_project(root)
        analysis = analyse(project.sources, project.found)
        index = None if analysis.errors else analysis.index
        self.prover = Prover(index) if index else None
        self.whole = text.render_concise(analysis.errors)
        self.errors = {
            source.name: text.render_concise(
                [error for error in analysis.errors if error.span.file == source.name]
            )
            for source in project.sources
        }


class SpecFile(pytest.File):
    """A file of a policy; its examples are the tests."""

    def __init__(self, *, root: Path, **arguments: Any) -> None:  # noqa: ANN401 - pytest's own
        super().__init__(**arguments)
        self.root = root

    def collect(self) -> Iterable[ExampleItem]:
        policy = self._policy()
        name = self.path.relative_to(self.root).as_posix()
        if policy.prover is None:
            raise self.CollectError(policy.errors.get(name) or f"the policy has errors:\n{policy.whole}")
        for example in policy.prover.index.examples.values():
            if example.span.file == name:
                yield ExampleItem.from_parent(self, name=example.id, prover=policy.prover)

    def _policy(self) -> _Policy:
        read = self.config.stash[_READ]
        if self.root not in read:
            read[self.root] = _Policy(self.root)
        return read[self.root]


class ExampleItem(pytest.Item):
    """One worked example; it passes where the policy decides as its author expects."""

    def __init__(self, *, prover: Prover, **arguments: Any) -> None:  # noqa: ANN401 - pytest's own
        super().__init__(**arguments)
        self._prover = prover
        self._example = prover.index.examples[self.name]

    def runtest(self) -> None:
        from specdsl.examples import judge

        judgement = judge(self._prover, self._example)
        match judgement.result:
            case "skipped":
                pytest.skip("its rule is a draft")
            case "failed" | "unknown":
                raise ExampleFailure(self._why(judgement))
            case "passed":
                pass

    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: Any = None,  # noqa: ANN401 - pytest's own
    ) -> Any:  # noqa: ANN401 - the same
        if isinstance(excinfo.value, ExampleFailure):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[os.PathLike[str], int, str]:
        return self.path, self._example.span.line - 1, f"example {self.name}"

    def _why(self, judgement: Judgement) -> str:
        from specdsl.examples.text import Sheet, failure

        here = self.path.as_posix().removesuffix(self._example.span.file)
        folder = here.removeprefix(f"{self.config.rootpath.as_posix()}/")
        return failure(self._prover.index, judgement, Sheet(folder=folder))
