"""From a policy to its bundle: every target, every check, one manifest."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from specdsl.collector import paused
from specdsl.compiler.bundle import Bundle, entry
from specdsl.compiler.context import Options, context_for
from specdsl.compiler.dataset import has_parquet
from specdsl.compiler.manifest import Manifest, Tool
from specdsl.compiler.noticed import noticed
from specdsl.compiler.registry import choose_targets
from specdsl.compiler.sourcemap import source_map
from specdsl.compiler.tokens import count_output, counter_for
from specdsl.error import SpecError
from specdsl.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from specdsl.compiler.context import Context
    from specdsl.compiler.output import Output, Target
    from specdsl.diagnostics.model import Diagnostic
    from specdsl.graph.model import Policy

_USUAL = Options()

LATER = ("checks", "source map")
"""What follows the targets, as `progress` is told of it."""


class HolesError(SpecError):
    """A policy of which a part could not be read is not compiled."""


def compile_policy(  # noqa: PLR0913 - all by keyword, none required
    policy: Policy,
    *,
    targets: Iterable[str] | None = None,
    categories: Iterable[str] | None = None,
    templates: Mapping[str, str] | None = None,
    options: Options = _USUAL,
    budgets: Mapping[str, int] | None = None,
    progress: Callable[[str], None] | None = None,
) -> tuple[Bundle, list[Diagnostic]]:
    """The bundle of a policy, and what was noticed on the way; with an error among it, do not use the bundle.

    Without `targets` or `categories` it is all of them. `templates` stand in for ours by name; `budgets` are
    tokens by folder of the bundle; `progress` is told what comes next: each target by name, then `LATER`.

    Raises:
        HolesError: A part of the policy could not be read.
        UnknownTargetError, UnknownCategoryError: There is none of such a name.
        TemplateError: One of `templates` cannot be rendered.
    """
    _refuse_holes(policy)
    context = context_for(policy, categories or (), options, templates)
    chosen = choose_targets(targets or ())
    tell = progress or (lambda _: None)
    with paused():
        outputs = [output for target in chosen for output in _compiled(target, context, tell)]
        _refuse_twins(outputs)
        tell(LATER[0])
        found = noticed(context, outputs, budgets)
        tell(LATER[1])
        context.forget(None)  # what is still to come looks at the texts alone
        everything = [*outputs, source_map(context, outputs)]
        return _bundle(context, [target.name for target in chosen], everything), found


def _refuse_holes(policy: Policy) -> None:
    if policy.holes:
        places = ", ".join(f"{hole.file}:{hole.line}" for hole in policy.holes)
        raise HolesError(f"the policy has parts that could not be read ({places}); mend them, then compile")


def _compiled(target: Target, context: Context, tell: Callable[[str], None]) -> Iterable[Output]:
    tell(target.name)
    return target.compile(context)


def _refuse_twins(outputs: Sequence[Output]) -> None:
    paths = sorted(output.path for output in outputs)
    twin = next((path for path, following in pairwise(paths) if path == following), None)
    if twin is not None:
        raise SpecError(f"two targets write `{twin}`: rename a category, or leave one of the targets out")


def _bundle(context: Context, targets: list[str], outputs: Iterable[Output]) -> Bundle:
    ordered = sorted(outputs, key=lambda output: output.path)
    count = counter_for(ordered, context.options.encoding)
    manifest = Manifest(
        format=1,
        policy=context.policy.name,
        title=context.policy.title,
        version=context.policy.version,
        digest=context.digest,
        language=context.policy.language,
        tool=Tool(name="specdsl", version=VERSION),
        categories=list(context.categories),
        targets=targets,
        encoding=context.options.encoding,
        parquet=has_parquet(),
        notes=[finding.message for finding in context.findings],
        files=[entry(output.path, output.content, count_output(output, count)) for output in ordered],
    )
    return Bundle.of(manifest, {output.path: output.content for output in ordered})
