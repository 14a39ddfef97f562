"""What a file in `rules/` declares: one rule of the linter, whose page is the file's docstring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

from specdsl.diagnostics.model import Diagnostic, Label
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from specdsl.diagnostics.level import Level
    from specdsl.diagnostics.model import Fix
    from specdsl.graph.query import Index
    from specdsl.lint.accept import Use
    from specdsl.meaning.questions import Prover
    from specdsl.source import Span

    Check = Callable[[Index], Iterator[Diagnostic]]
    Proof = Callable[[Prover], Iterator[Diagnostic]]
    Review = Callable[[Sequence[Use]], Iterator[Diagnostic]]

Family = Literal[
    "syntax", "names", "contradictions", "dead text", "gaps",
    "examples", "wording", "lifecycle", "compiled text",
]  # fmt: skip
FAMILIES: tuple[Family, ...] = get_args(Family)

Stage = Literal["syntax", "graph", "lint", "proof", "compile"]
Repair = Literal["safe", "offered", "none"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that the linter finds.

    `found_by` is the stage that makes the findings, `repair` the kind of the fixes that they bring. Beside
    its `RULE` a file has a function `check(index)` if it is found by `lint`, or `review(uses)` where it
    judges acceptances; `prove(prover)` if by `proof`, which needs a policy that was read in full.
    """

    module: str
    page: str
    level: Level
    family: Family
    repair: Repair = "none"
    found_by: Stage = "lint"

    @property
    def name(self) -> str:
        """The file's name with hyphens: `missing-text`."""
        return self.module.rpartition(".")[2].replace("_", "-")

    @property
    def summary(self) -> str:
        """The first paragraph of the page, on one line."""
        return " ".join(self.page.strip().partition("\n\n")[0].split())

    @property
    def fixed(self) -> bool:
        """Whether its level cannot be changed: what was not read cannot be judged."""
        return self.family == "syntax"

    def finding(  # noqa: PLR0913 - what a finding may have
        self,
        message: str,
        *places: tuple[Span, str],
        subjects: tuple[str, ...],
        help: tuple[str, ...] = (),  # noqa: A002 - the word of the model
        fixes: tuple[Fix, ...] = (),
        extra: dict[str, Any] | None = None,
        level: Level | None = None,
    ) -> Diagnostic:
        """A finding of this rule, at its level unless another is given."""
        labels = tuple(Label(span, text) for span, text in places)
        return Diagnostic(
            self.name, level or self.level, message, labels, subjects, help, fixes, extra=extra or {}
        )
