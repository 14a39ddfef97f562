"""All rules, found in the folder `rules/`: a new one is a new file there, and nothing else."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from os import listdir
from typing import TYPE_CHECKING, Any

from specdsl.lint import rules as folder
from specdsl.lint.rule import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from specdsl.lint.rule import Check, Proof, Review, Rule


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule by name, family by family and in the order of the alphabet."""
    found: list[Rule] = [module.RULE for module in _modules()]
    found.sort(key=lambda rule: (FAMILIES.index(rule.family), rule.name))
    return {rule.name: rule for rule in found}


def is_fixed(name: str) -> bool:
    """Whether nobody can turn the rule off, accept its findings or put them into a baseline."""
    return name in rules() and rules()[name].fixed


def checks() -> Iterator[Check]:
    """The functions that look for findings in a policy."""
    return (module.check for module in _modules() if hasattr(module, "check"))


def proofs() -> Iterator[Proof]:
    """The functions that look for findings with the prover."""
    return (module.prove for module in _modules() if hasattr(module, "prove"))


def reviews() -> Iterator[Review]:
    """The functions that look for findings in how the policy's acceptances were used."""
    return (module.review for module in _modules() if hasattr(module, "review"))


@cache
def _modules() -> tuple[Any, ...]:
    return tuple(import_module(f"{folder.__name__}.{name}") for name in sorted(_names()))


def _names() -> list[str]:
    try:
        files = listdir(folder.__path__[0])  # noqa: PTH208 - names are all that is wanted
    except OSError:  # an archive, into which only `pkgutil` looks; it takes longer to load than all rules
        from pkgutil import iter_modules

        return [module.name for module in iter_modules(folder.__path__)]
    return [file.removesuffix(".py") for file in files if file.endswith(".py") and file != "__init__.py"]
