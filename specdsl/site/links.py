"""Where each part of a policy stands in its site: the paths of pages, and URLs from one page to another.

A page's path is relative to the policy's root in the site's source: `ask/index.md`. Each page is the index of
its folder, there and where it is served, so that a relative URL means the same in the source and in the site:
some engines change the URLs of pages that are not.
"""

from __future__ import annotations

from posixpath import commonprefix
from typing import TYPE_CHECKING

from specdsl.record import dataclass

if TYPE_CHECKING:
    from specdsl.graph import Index
    from specdsl.graph.model import Example, Kind

HOME = "index.md"
TERMS = "terms/index.md"
RULES = "rules/index.md"
STYLES = "styles/index.md"
SEARCH = "search/index.md"
ASK = "ask/index.md"
MAP = "map/index.md"
PRINT = "print/index.md"
FINDINGS = "findings/index.md"
COVERAGE = "coverage/index.md"
DATA = "assets/specdsl"
"""The folder of what scripts and machines read."""

# What else an engine or this site puts beside the folders of the categories.
_TAKEN = frozenset(
    page.partition("/")[0] for page in (TERMS, RULES, STYLES, SEARCH, ASK, MAP, PRINT, FINDINGS, COVERAGE)
) | {"assets", "index", "javascripts", "search", "stylesheets", "templates"}


def folder(name: str) -> str:
    """A folder for a category of this name, apart from the site's own; no name holds an underscore."""
    return f"{name}_" if name in _TAKEN else name


def category_page(category: str) -> str:
    return f"{folder(category)}/index.md"


def rule_page(rule: str) -> str:
    """The page of a rule alone, its permanent address."""
    category, _, name = rule.partition(".")
    return f"{folder(category)}/{name}/index.md"


def example_anchor(example: Example) -> str:
    """Where a worked example stands on its category's page; no rule has the anchor of a category's own."""
    return f"{'' if example.rule else '_example.'}{example.id.partition('.')[2]}"


def address(page: str) -> str:
    """The folder that a page is served from: `ask/`, empty for the policy's home."""
    return page.removesuffix("index.md")


@dataclass(frozen=True, slots=True)
class Links:
    """URLs of a policy's parts, relative to one of its pages."""

    index: Index
    page: str

    def rule(self, identifier: str) -> str:
        """Where it stands on this page if it does, else the rule's own page."""
        category, _, name = identifier.partition(".")
        if self.page == category_page(category):
            return f"#{name}"
        return f"#{identifier}" if self.page == PRINT else self.to(rule_page(identifier))

    def category(self, identifier: str) -> str:
        return f"#{identifier}" if self.page == PRINT else self.to(category_page(identifier))

    def term(self, identifier: str) -> str:
        return self.to(TERMS, identifier)

    def style(self, identifier: str) -> str:
        return self.to(STYLES, identifier)

    def example(self, identifier: str) -> str:
        """Where it stands on its category's page."""
        example = self.index.examples[identifier]
        return self.to(category_page(example.category), example_anchor(example))

    def of(self, kind: Kind, identifier: str) -> str | None:
        """What a `[[link]]` leads to; None where the site leaves it out."""
        match kind:
            case "rule" if identifier in self.index.rules:
                return self.rule(identifier)
            case "category" if identifier in self.index.categories:
                return self.category(identifier)
            case "term" if identifier in self.index.terms:
                return self.term(identifier)
            case "style" if identifier in self.index.styles:
                return self.style(identifier)
            case _:
                return None

    def to(self, page: str, anchor: str = "") -> str:
        """Another page of the policy, or a place on it."""
        fragment = f"#{anchor}" if anchor else ""
        return fragment if page == self.page and fragment else f"{self._relative(address(page))}{fragment}"

    def file(self, path: str) -> str:
        """A file that is no page, by its path below the policy's root: `assets/specdsl/ask.json`."""
        return self._relative(path)

    def _relative(self, target: str) -> str:
        here, there = address(self.page).split("/")[:-1], target.split("/")
        alike = len(commonprefix([here, there[:-1]]))
        return "/".join([*[".."] * (len(here) - alike), *there[alike:]]) or "./"
