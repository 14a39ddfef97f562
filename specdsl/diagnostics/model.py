from __future__ import annotations

from specdsl.record import dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from specdsl.diagnostics.level import Level
    from specdsl.source import Span


@dataclass(frozen=True, slots=True)
class Label:
    """A place and what is to be said of it; the text makes sense alone, and may be empty."""

    span: Span
    text: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace what the span covers; an empty span inserts."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A repair: `title` says in the imperative what it does. A safe one never changes the meaning."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing found.

    `rule` is the kebab-case name of the finding; `message` stands alone, in lower case, without a final stop;
    the first label is the primary place; `subjects` are the qualified names it is about; each line of `help`
    says how to go on; `witness` is a smallest situation that shows it, by question, and `in_words` the same
    in lines for a reader; `extra` holds what a rule adds to the JSON form (`element` and `styles` of a style
    contradiction); of the findings between two categories those of the greatest `weight` come first.
    """

    rule: str
    level: Level
    message: str
    labels: tuple[Label, ...]
    subjects: tuple[str, ...] = ()
    help: tuple[str, ...] = ()
    fixes: tuple[Fix, ...] = ()
    witness: Mapping[str, str] | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    in_words: tuple[str, ...] = ()
    weight: tuple[float, ...] = ()

    @property
    def span(self) -> Span:
        """The primary place."""
        return self.labels[0].span

    @property
    def facts(self) -> tuple[str, ...]:
        """The witness for a reader: a line for each fact."""
        return self.in_words or tuple(
            f"{question}: {answer}" for question, answer in (self.witness or {}).items()
        )
