"""From a policy to a bundle of prompts, rubrics and training texts.

`specdsl.compiler.noticed` stands apart: the linter asks it for findings and needs nothing that makes bundles.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from specdsl.compiler.assemble import compile_policy
    from specdsl.compiler.bundle import Bundle, BundleError
    from specdsl.compiler.reply import Generation, Judgement, ReplyError

__all__ = ["Bundle", "BundleError", "Generation", "Judgement", "ReplyError", "compile_policy"]

_HOMES = {"compile_policy": "assemble", "Bundle": "bundle", "BundleError": "bundle"}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'specdsl.compiler' has no attribute {name!r}")
    value: object = getattr(import_module(f"specdsl.compiler.{_HOMES.get(name, 'reply')}"), name)
    globals()[name] = value
    return value
