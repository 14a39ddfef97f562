"""Worked examples as conversations: who says what, then good, bad and okay replies, each with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.site.html import element, fold, link
from specdsl.site.links import example_anchor
from specdsl.site.prose import escape, to_html
from specdsl.site.wording import situation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.graph.model import Example, Grade, Reply, Role, Turn
    from specdsl.site.links import Links
    from specdsl.site.site import Site

_SPEAKERS: dict[Role, str] = {
    "system": "System",
    "developer": "Developer",
    "user": "User",
    "assistant": "Assistant",
    "tool": "Tool",
}
_GRADES: dict[Grade, tuple[str, str]] = {
    "good": ("✓", "Good reply"),
    "okay": ("~", "Okay reply"),
    "bad": ("✗", "Bad reply"),
}


def folded(site: Site, example: Example, links: Links) -> str:
    """A conversation behind its title; what leads to it opens it."""
    title = f"{escape(example.title)} {_expected(site, example)}"
    body = element("div", conversation(site, example, links), id=example_anchor(example))
    return fold(title, body, class_="specdsl-conversation")


def unfolded(site: Site, example: Example, links: Links, level: int) -> str:
    """A conversation under its title."""
    title = element(f"h{level}", escape(example.title), " ", _expected(site, example))
    return element("section", title, conversation(site, example, links), class_="specdsl-conversation")


def _expected(site: Site, example: Example) -> str:
    verdict, _ = site.index.expectation(example)
    return site.verdict(verdict) if verdict else ""


def conversation(site: Site, example: Example, links: Links) -> str:
    """What is given, who decides, the turns and the replies: HTML."""
    return "".join(
        [
            _given(site, example, links),
            *(_turn(turn, links) for turn in example.turns),
            *(_reply(site, reply, links) for reply in example.replies),
        ]
    )


def _given(site: Site, example: Example, links: Links) -> str:
    parts = [situation(site, example, links), "".join(_decided_by(site, example, links))]
    content = "".join(part for part in parts if part)
    return element("div", content, class_="specdsl-given") if content else ""


def _decided_by(site: Site, example: Example, links: Links) -> Iterator[str]:
    """Which rule gives the verdict, where that is not the one that the example stands in."""
    _, by = site.index.expectation(example)
    if by and by != example.rule:
        yield element("p", "Decided by ", link(links.rule(by), site.index.title(by)), ".")


def _turn(turn: Turn, links: Links) -> str:
    who = element("div", _SPEAKERS[turn.role], class_="specdsl-who")
    said = element("div", to_html(turn.text, links), class_="specdsl-said")
    return element("div", who, said, class_=f"specdsl-turn specdsl-turn-{turn.role}")


def _reply(site: Site, reply: Reply, links: Links) -> str:
    mark, name = _GRADES[reply.grade]
    sign = element("span", mark, class_="specdsl-mark", aria_hidden="true")
    said = element("div", to_html(reply.text, links), class_="specdsl-said")
    because = _because(reply, links)
    kind = f"specdsl-reply specdsl-reply-{reply.grade}"
    if reply.grade == "bad" and site.options.bad_replies == "fold":
        return fold(f"{sign} {name}", said, because, class_=kind)
    return element("div", element("div", sign, f" {name}", class_="specdsl-who"), said, because, class_=kind)


def _because(reply: Reply, links: Links) -> str:
    if reply.because is None:
        return ""
    return element("div", to_html(reply.because, links), class_="specdsl-because")
