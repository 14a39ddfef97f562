"""A rule on a page: its badges, what it says, what it wins over and yields to, its cases and its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.record import dataclass
from specdsl.site.conversation import folded, unfolded
from specdsl.site.html import Page, element, fold, link
from specdsl.site.links import rule_page
from specdsl.site.prose import escape, to_html, to_inline_html, to_text
from specdsl.site.wording import decision

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specdsl.graph.model import Prose, Rule, Style
    from specdsl.site.links import Links
    from specdsl.site.site import Site


@dataclass(frozen=True, slots=True)
class Setting:
    """How a page shows its rules.

    `level` is that of the headings within a rule; `short`: the page explains the words, so that the rules
    need not; `fold`: what not every reader wants is folded; `examples`: whether it shows conversations.
    """

    links: Links
    level: int
    short: bool
    fold: bool
    examples: bool = True


def rule_html(site: Site, rule: Rule, setting: Setting) -> str:
    """Everything about a rule but its title: a block of HTML."""
    parts = _retired(rule) if rule.status == "retired" else _parts(site, rule, setting)
    return element("div", *(part for part in parts if part), class_="specdsl-rule", data_specdsl_rule=rule.id)


def _parts(site: Site, rule: Rule, setting: Setting) -> Iterator[str]:
    links = setting.links
    yield _facts(site, rule, links)
    yield element("div", decision(site, rule, links, short=setting.short), class_="specdsl-decision")
    yield to_html(rule.text, links) if rule.text else ""
    yield _cases(rule, setting)
    yield _ranks(site, rule, setting)
    yield _reasons(rule, setting)
    yield _styles(site.index.followed_styles(rule), links)
    yield _origin(rule)
    yield _for_authors(rule, links) if site.options.internal else ""
    yield _conversations(site, rule, setting) if setting.examples else ""


def _retired(rule: Rule) -> Iterator[str]:
    yield element("p", "This rule is retired: it decides nothing any more.")
    yield _origin(rule)


# ── Badges and links ──────────────────────────────────────────────────────────


def _facts(site: Site, rule: Rule, links: Links) -> str:
    name = link(links.to(rule_page(rule.id)), rule.id, class_="specdsl-id", title="The address of this rule")
    parts = [site.rule_badge(rule), site.authority_badge(rule), name, *_offers(site, rule)]
    return element("p", " ".join(part for part in parts if part), class_="specdsl-facts")


def _offers(site: Site, rule: Rule) -> Iterator[str]:
    """What a reader may do about the rule, where whoever builds the site said how."""
    if url := site.options.edit(rule.span):
        yield link(url, "Edit this rule", class_="specdsl-offer")
    if url := site.options.feedback(rule.id, site.version):
        yield link(url, "Give feedback", class_="specdsl-offer")


def _origin(rule: Rule) -> str:
    """Where it comes from and what it was called."""
    parts = []
    if rule.source:
        shown = link(rule.source, rule.source) if _is_web(rule.source) else escape(rule.source)
        parts.append(element("p", "Source: ", shown))
    if rule.was:
        parts.append(element("p", "Formerly: ", ", ".join(element("code", escape(old)) for old in rule.was)))
    return "".join(parts)


def _is_web(url: str) -> bool:
    return url.lower().startswith(("https://", "http://"))


# ── Cases, ranks, reasons ─────────────────────────────────────────────────────


def _cases(rule: Rule, setting: Setting) -> str:
    lists = [
        _list("This includes", rule.includes, setting),
        _list("This does not include", rule.excludes, setting),
    ]
    shown = "".join(lists)
    return element("div", shown, class_="specdsl-cases") if shown else ""


def _list(title: str, items: Sequence[Prose], setting: Setting) -> str:
    if not items:
        return ""
    rows = "".join(element("li", to_inline_html(item, setting.links)) for item in items)
    return element("div", _label(title, setting), element("ul", rows))


def _label(title: str, setting: Setting) -> str:
    return element(f"h{setting.level}", title, class_="specdsl-label")


def _ranks(site: Site, rule: Rule, setting: Setting) -> str:
    ranks = site.context.ranks
    boxes = [
        _box("Wins over", ranks.below.get(rule.id, ()), site, setting),
        _box("Yields to", ranks.above.get(rule.id, ()), site, setting),
    ]
    shown = "".join(boxes)
    return element("div", shown, class_="specdsl-ranks") if shown else ""


def _box(title: str, rules: Sequence[str], site: Site, setting: Setting) -> str:
    if not rules:
        return ""
    rows = "".join(element("li", rule_link(site, site.index.rules[each], setting.links)) for each in rules)
    return element("div", _label(title, setting), element("ul", rows), class_="specdsl-rank")


def rule_link(site: Site, rule: Rule, links: Links) -> str:
    """A rule's title as a link, behind its badge."""
    return f"{site.rule_badge(rule)} {link(links.rule(rule.id), rule.title)}"


def _reasons(rule: Rule, setting: Setting) -> str:
    if rule.because is None:
        return ""
    reasons = to_html(rule.because, setting.links)
    if setting.fold:
        return fold("Why", reasons)
    return element("div", _label("Why", setting), reasons)


def _styles(styles: Sequence[Style], links: Links) -> str:
    if not styles:
        return ""
    names = ", ".join(link(links.style(style.id), style.title) for style in styles)
    return element("p", "How to answer: ", names, class_="specdsl-follows")


def _for_authors(rule: Rule, links: Links) -> str:
    """What the public does not see."""
    parts = [to_html(rule.note, links) if rule.note else ""]
    for each in rule.acceptances:
        until = f" until {each.until}" if each.until else ""
        what = f"Accepted{until}: {each.finding} with {each.other}"
        parts.append(element("p", element("strong", escape(what))) + to_html(each.reason, links))
    shown = "".join(parts)
    return element("div", shown, class_="specdsl-note") if shown else ""


# ── Conversations ─────────────────────────────────────────────────────────────


def _conversations(site: Site, rule: Rule, setting: Setting) -> str:
    if not rule.examples:
        return ""
    if setting.fold:
        shown = [folded(site, each, setting.links) for each in rule.examples]
    else:
        shown = [unfolded(site, each, setting.links, setting.level + 1) for each in rule.examples]
    return element("div", _label("Worked conversations", setting), *shown)


# ── The page of a rule ────────────────────────────────────────────────────────


def page(site: Site, rule: Rule) -> Page:
    """A rule alone, explained in full: its permanent address."""
    path = rule_page(rule.id)
    links = site.links(path)
    category = site.index.category_of(rule)
    above = element("p", "In ", link(links.category(category.id), category.title), class_="specdsl-above")
    body = rule_html(site, rule, Setting(links, level=2, short=False, fold=False))
    words = to_text(rule.text, links) if rule.text else ""
    return Page(path, rule.title, (above, body), description=words, searched=False, outline=False)
