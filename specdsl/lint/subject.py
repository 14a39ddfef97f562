"""What the linter looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from specdsl.diagnostics.model import Diagnostic
    from specdsl.graph.query import Index


@dataclass(frozen=True, slots=True)
class Subject:
    """One policy as far as it could be read.

    `index` is None where the sources hold no policy; `diagnostics` are those of the stages that came before,
    which become findings like the linter's own. So do those of the compiler, which `compiled` asks for when
    all else is done; None where there is nothing to compile.
    """

    index: Index | None
    diagnostics: tuple[Diagnostic, ...] = ()
    compiled: Callable[[], Sequence[Diagnostic]] | None = None
