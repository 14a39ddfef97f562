"""What every page of a site is written from."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from specdsl.compiler.context import context_for
from specdsl.graph import Index
from specdsl.graph.palette import NO_VERDICT, palette
from specdsl.record import dataclass, field
from specdsl.site.html import element
from specdsl.site.links import Links
from specdsl.site.maps import Maps
from specdsl.site.prose import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from specdsl.compiler.context import Context
    from specdsl.graph.model import Policy, Rule
    from specdsl.graph.palette import Look
    from specdsl.site.options import Options


@dataclass(frozen=True)
class Site:
    """A policy as it is published, and the choices of whoever builds the site."""

    policy: Policy
    options: Options
    maps: Maps = field(default_factory=Maps)

    @cached_property
    def index(self) -> Index:
        return Index(self.policy)

    @cached_property
    def context(self) -> Context:
        """What the compiler's sentences are made with."""
        return context_for(self.policy)

    @cached_property
    def looks(self) -> Mapping[str, Look]:
        return palette(self.policy)

    @property
    def version(self) -> str:
        return self.policy.version or "none"

    def links(self, page: str) -> Links:
        return Links(self.index, page)

    def look(self, verdict: str) -> Look:
        """How the verdict is drawn; a retired rule has none."""
        return self.looks.get(verdict, NO_VERDICT)

    def worded(self, rule: Rule, what: str, word: Callable[[], str]) -> str:
        """What several pages say of a rule in the same words, put into words once."""
        if (rule.id, what) not in self._words:
            self._words[rule.id, what] = word()
        return self._words[rule.id, what]

    @cached_property
    def _words(self) -> dict[tuple[str, str], str]:
        return {}

    # ── Badges ────────────────────────────────────────────────────────────────

    def verdict(self, verdict: str, count: int | None = None) -> str:
        """A verdict by colour, pattern, letter and word; with a number, how many there are."""
        look = self.look(verdict)
        number = "" if count is None else f"{count} "
        letter = element("span", escape(look.letters), class_="specdsl-letter", aria_hidden="true")
        return element(
            "span", letter, f" {number}{escape(verdict)}", class_=f"specdsl-verdict specdsl-look-{look.shape}"
        )

    def rule_badge(self, rule: Rule) -> str:
        """A rule's verdict; that it is retired, if it is, or waits."""
        if rule.status == "retired":
            return _plain("retired")
        draft = _plain("draft") if rule.status == "draft" else ""
        return self.verdict(rule.verdict) + (f" {draft}" if draft else "")

    def authority_badge(self, rule: Rule) -> str:
        """A rule's level, where the policy has more than one."""
        levels = self.policy.authority
        if len(levels) < 2 or rule.status == "retired":  # noqa: PLR2004 - a single level says nothing
            return ""
        return _plain(f"authority {levels[self.index.level_of(rule)]}")


def _plain(text: str) -> str:
    return element("span", escape(text), class_="specdsl-badge")
