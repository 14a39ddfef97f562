"""What the linter looks at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from specdsl.diagnostics.model import Diagnostic
    from specdsl.graph.query import Index


@dataclass(frozen=True, slots=True)
class Subject:
    """One policy as far as it could be read.

    `index` is None where the sources hold no policy; `diagnostics` are those of the stages that came before
    (and of the compiler, where `compiled` says that it ran), which become findings like the linter's own.
    """

    index: Index | None
    diagnostics: tuple[Diagnostic, ...] = ()
    compiled: bool = False
