"""Finds the targets: ours by folder, others by entry point."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from specdsl.error import SpecError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from specdsl.compiler.output import Target

GROUP = "specdsl.targets"


class UnknownTargetError(SpecError):
    """The caller asked for a target that nobody offers."""


class DuplicateTargetError(SpecError):
    """Two installed packages offer a target of the same name."""


def all_targets() -> Mapping[str, Target]:
    """Every target by name, sorted."""
    found: dict[str, Target] = {}
    for target in (*_ours(), *_plugins()):
        if target.name in found:
            raise DuplicateTargetError(f"there are two targets named `{target.name}`; uninstall one of them")
        found[target.name] = target
    return dict(sorted(found.items()))


def _ours() -> Iterable[Target]:
    from specdsl.compiler import targets

    for module in sorted(iter_modules(targets.__path__), key=lambda each: each.name):
        yield import_module(f"{targets.__name__}.{module.name}").TARGET


def _plugins() -> Iterable[Target]:
    for entry in sorted(entry_points(group=GROUP), key=lambda each: each.name):
        yield entry.load()


def choose_targets(names: Iterable[str] = ()) -> list[Target]:
    """The targets of these names, or all of them where none is named; in order of name."""
    known = all_targets()
    wanted = set(names) or set(known)
    if unknown := sorted(wanted.difference(known)):
        raise UnknownTargetError(f"there is no target `{unknown[0]}`; the targets are: {', '.join(known)}")
    return [target for name, target in known.items() if name in wanted]
