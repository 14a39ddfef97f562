"""HTML and Markdown put together, with whatever is an author's escaped."""

from __future__ import annotations

from functools import lru_cache

from specdsl.record import dataclass
from specdsl.site.prose import escape, in_markdown


def element(name: str, *content: str, **attributes: str | bool | None) -> str:
    """An element of HTML around content that is HTML already; attributes are texts, `_` in their names a `-`.

    An attribute that is None or False is left out; `class_` is the class.
    """
    written = "".join([_attribute(*each) for each in attributes.items()])
    return f"<{name}{written}>{''.join(content)}</{name}>"


@lru_cache(1_000)  # nearly all are classes
def _attribute(name: str, value: str | bool | None) -> str:  # noqa: FBT001 - as HTML has it
    written = name.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {written}" if value is True else f' {written}="{escape(str(value))}"'


def link(url: str, text: str, **attributes: str | bool | None) -> str:
    """A link with a text for its name."""
    return element("a", escape(text), href=url, **attributes)


def with_code(message: str) -> str:
    """A message as HTML, what stands between backticks as code."""
    parts = message.split("`")
    return "".join(
        element("code", escape(part)) if number % 2 else escape(part) for number, part in enumerate(parts)
    )


def fold(title: str, *content: str, class_: str = "") -> str:
    """Content that a reader opens; the title is HTML."""
    kinds = f"specdsl-fold {class_}".strip()
    return element("details", element("summary", title), *content, class_=kinds)


def heading(level: int, title: str, anchor: str) -> str:
    """A heading in Markdown, so that it gets into the page's outline."""
    return f"{'#' * level} {in_markdown(title)} {{#{anchor}}}"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site: its path, what browsers call it, and its blocks, each Markdown or HTML.

    `searched`: whether the engine's own search looks into it; what stands elsewhere too is not. `outline`:
    whether a table of contents stands beside it.
    """

    path: str
    title: str
    blocks: tuple[str, ...]
    description: str = ""
    searched: bool = True
    outline: bool = True

    @property
    def markdown(self) -> str:
        """The file's text; blocks that are empty are left out."""
        head = [f"title: {_quoted(self.title)}"]
        if self.description:
            head.append(f"description: {_quoted(self.description)}")
        if not self.searched:
            head += ["search:", "  exclude: true"]
        if not self.outline:
            head += ["hide:", "  - toc"]
        top = heading(1, self.title, "_top")
        return "\n".join(
            ["---", *head, "---", "", "\n\n".join(each for each in (top, *self.blocks) if each), ""]
        )


def _quoted(text: str) -> str:
    """For YAML, and escaped since themes put titles into HTML as they are."""
    import json

    return json.dumps(escape(text), ensure_ascii=False)
