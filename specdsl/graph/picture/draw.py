"""The drawing itself, as SVG that any browser shows: no script, no font of our own, all text escaped."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from specdsl.diagnostics.render.cells import width as cells
from specdsl.graph.edges import edges
from specdsl.graph.palette import NO_VERDICT, palette
from specdsl.graph.picture.layout import (
    BOX,
    GAP,
    HEADER,
    LEGEND,
    MARGIN,
    ROW,
    Arc,
    anchors,
    ends,
    layout,
)
from specdsl.graph.print import condition_text
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from specdsl.graph.model import Category, Policy, Rule
    from specdsl.graph.palette import Look
    from specdsl.graph.picture.layout import Box, Layout, Point

_LETTER = 0.56  # the width of an average letter, in parts of its size
_PAPER, _INK, _FAINT, _LINE = "#fbfbfd", "#1f2430", "#5f6675", "#d4d8e1"
_CROWD = 60  # so many arcs of a kind can be told apart; more of them are drawn thinner


@dataclass(frozen=True, slots=True)
class _Line:
    """How arcs of one kind look, and what they say: in the legend, and of two ends."""

    ink: str
    width: float
    dashes: str
    legend: str
    verb: str


_LINES: dict[str, _Line] = {
    "redirects": _Line("#5a46c2", 1.5, "5 4", "excluded cases go there", "sends some cases to"),
    "within": _Line("#7a8296", 1.5, "", "category within", "is within"),
    "disjoint": _Line("#7a8296", 1.5, "2 4", "categories disjoint", "is disjoint from"),
    "overrides": _Line("#333b4d", 1.8, "", "overrides", "overrides"),
    "contradicts": _Line("#a3211b", 2.6, "", "contradict each other", "contradicts"),
}
_ORDER = {label: number for number, label in enumerate(_LINES)}
_MUTUAL = {"disjoint", "contradicts"}  # without an arrow head


@dataclass(frozen=True, slots=True)
class _Picture:
    """All that is drawn: arcs in the order in which they are painted."""

    policy: Policy
    plan: Layout
    looks: Mapping[str, Look]
    arcs: Sequence[Arc]
    href: Callable[[str], str] | None

    def crowded(self, label: str) -> bool:
        return sum(edge.label == label for edge in self.arcs) > _CROWD

    @property
    def shown(self) -> Sequence[str]:
        """The kinds of arcs that there are."""
        kinds = {edge.label for edge in self.arcs}
        return [label for label in _LINES if label in kinds]


def to_svg(
    policy: Policy,
    *,
    contradictions: Sequence[tuple[str, str]] = (),
    href: Callable[[str], str] | None = None,
) -> str:
    """The policy on one page: each rule a row with its verdict, each rank and redirect an arc.

    `contradictions` are pairs of rules. In a browser a row under the pointer shows its own arcs alone. With
    `href` titles and rows are links, and the picture is for a web page, which brings the styles and scripts.
    """
    arcs = [Arc(edge.source, edge.target, edge.label) for edge in edges(policy) if edge.label in _LINES]
    arcs += [Arc(one, other, "contradicts") for one, other in contradictions]
    arcs = sorted((arc for arc in arcs if arc.source != arc.target), key=lambda arc: _ORDER[arc.label])
    crossing = sum(_category_of(arc.source) != _category_of(arc.target) for arc in arcs)
    picture = _Picture(policy, layout(policy, crossing), palette(policy), arcs, href)
    parts = [
        _opening(picture),
        *_heading(picture),
        *(part for box in picture.plan.boxes for part in _box(box, picture)),
        *_arcs(picture),
        *_legend(picture),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _category_of(identifier: str) -> str:
    return identifier.partition(".")[0]


def _opening(picture: _Picture) -> str:
    width, height = picture.plan.width, picture.plan.height
    role = "group" if picture.href else "img"  # what is within a picture is no link to assistive technology
    style = "" if picture.href else f"<style>{_pointed_at(picture)}</style>"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}" role="{role}" font-family="sans-serif">'
        f"<title>{_safe(picture.policy.title)}</title><defs>{''.join(map(_head, picture.shown))}</defs>"
        f'{style}<rect width="100%" height="100%" fill="{_PAPER}"/>'
    )


def _head(label: str) -> str:
    """The arrow head of a kind of arc."""
    ink = _LINES[label].ink
    fill = _PAPER if label == "within" else ink
    return (
        f'<marker id="arc-{label}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" '
        f'markerUnits="userSpaceOnUse" orient="auto">'
        f'<path d="M0 1 L9 5 L0 9 z" fill="{fill}" stroke="{ink}"/></marker>'
    )


def _pointed_at(picture: _Picture) -> str:
    """The rules by which a browser fades all arcs but those of the row under the pointer."""
    rows = {end: None for edge in picture.arcs for end in (edge.source, edge.target)}
    each = (f"svg:has([data-id={_quoted(row)}]:hover) [data-ends~={_quoted(row)}]" for row in rows)
    return f"svg:has([data-id]:hover) [data-ends]{{opacity:.06}}{','.join(each)}{{opacity:1}}" if rows else ""


def _heading(picture: _Picture) -> Iterator[str]:
    policy = picture.policy
    rules = sum(len(category.rules) for category in policy.categories)
    said = (
        f"version {policy.version}" if policy.version else "",
        f"{_counted(len(policy.categories), 'category', 'categories')}, {_counted(rules, 'rule', 'rules')}",
        f"otherwise {policy.otherwise}" if policy.otherwise else "",
        policy.owner or "",
    )
    room = picture.plan.width - 2 * MARGIN
    yield _text(MARGIN, 48, policy.title, _TITLE, room=room)
    yield _text(MARGIN, 74, "  ·  ".join(filter(None, said)), _BELOW_TITLE, room=room)


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


# ── Boxes and rows ───────────────────────────────────────────────────────────


def _box(box: Box, picture: _Picture) -> Iterator[str]:
    category, looks = box.category, picture.looks
    yield (
        f'<rect x="{box.x:g}" y="{box.y:g}" width="{BOX}" height="{box.height:g}" rx="9" fill="#ffffff" '
        f'stroke="{_LINE}"/>'
    )
    title = _text(box.x + 16, box.y + 24, category.title, _HEAD, room=BOX - 32)
    yield _linked(title, category.id, picture)
    yield _text(box.x + 16, box.y + 41, _under_title(category), _SMALL, room=BOX - 32)
    yield from _tally(box, looks)
    for number, rule in enumerate(category.rules):
        row = _row(rule, box.x, box.y + HEADER + ROW * number, looks.get(rule.verdict, NO_VERDICT))
        yield _linked("\n".join(row), rule.id, picture)
    if not category.rules:
        yield _text(box.x + 16, box.y + HEADER + 24, "no rules yet", _LEGEND, room=BOX)


def _linked(shown: str, identifier: str, picture: _Picture) -> str:
    return f"<a href={_quoted(picture.href(identifier))}>{shown}</a>" if picture.href else shown


def _under_title(category: Category) -> str:
    said = (
        category.id,
        f"within {', '.join(category.within)}" if category.within else "",
        f"disjoint from {', '.join(category.disjoint_from)}" if category.disjoint_from else "",
        f"otherwise {category.otherwise}" if category.otherwise else "",
    )
    return "  ·  ".join(filter(None, said))


def _tally(box: Box, looks: Mapping[str, Look]) -> Iterator[str]:
    """Below the header a bar: how much of the category goes to which verdict."""
    rules = [rule for rule in box.category.rules if rule.status == "active"]
    x = box.x + 1
    for verdict, look in looks.items():
        share = sum(rule.verdict == verdict for rule in rules) / max(len(rules), 1) * (BOX - 2)
        if share:
            place = f'x="{x:g}" y="{box.y + HEADER - 4:g}" width="{share:g}" height="4"'
            yield f'<rect {place} fill="{look.ink}"/>'
        x += share


def _row(rule: Rule, x: float, y: float, look: Look) -> Iterator[str]:
    quiet = rule.status != "active"
    yield f"<g data-id={_quoted(rule.id)}><title>{_safe(_spoken(rule))}</title>"
    yield (
        f'<rect x="{x + 1:g}" y="{y:g}" width="{BOX - 2}" height="{ROW - 1}" fill="{look.fill}" '
        f'fill-opacity="{0.2 if quiet else 0.5}"/>'
    )
    yield _badge(x + 25, y + ROW / 2, look, hollow=quiet)
    yield _text(x + 48, y + 17, rule.title, _QUIET if quiet else _BODY, room=BOX - 62)
    yield _text(x + 48, y + 31, _under_rule(rule), _SMALL, room=BOX - 62)
    yield "</g>"


def _under_rule(rule: Rule) -> str:
    said = (
        rule.name,
        "" if rule.status == "active" else rule.status,
        rule.authority or "",
        _counted(len(rule.examples), "example", "examples") if rule.examples else "",
    )
    return "  ·  ".join(filter(None, said))


def _spoken(rule: Rule) -> str:
    """What a pointer resting on the row shows."""
    when = f" when {condition_text(rule.when, rule.category)}" if rule.when else ""
    unless = "".join(f"\nunless {condition_text(each, rule.category)}" for each in rule.unless)
    return f"{rule.id}\n{rule.verdict or rule.status}{when}{unless}"


def _badge(x: float, y: float, look: Look, *, hollow: bool = False) -> str:
    """A verdict as shape, colour and letter."""
    fill, ink = ("#ffffff", look.ink) if hollow else (look.ink, "#ffffff")
    size = 12 if len(look.letters) == 1 else 9
    letters = (
        f'<text x="{x:g}" y="{y + size * 0.36:g}" font-size="{size}" font-weight="700" text-anchor="middle" '
        f'fill="{ink}">{_safe(look.letters)}</text>'
    )
    path = outline(look.shape, x, y)
    return f'<path d="{path}" fill="{fill}" stroke="{look.ink}" stroke-width="1.5"/>{letters}'


def outline(shape: str, x: float, y: float) -> str:
    """The outline of a verdict's shape around a point, some 24 across."""
    match shape:
        case "circle":
            return f"M{x - 11:g} {y:g} a11 11 0 1 0 22 0 a11 11 0 1 0 -22 0 z"
        case "diamond":
            return f"M{x:g} {y - 14:g} l14 14 l-14 14 l-14 -14 z"
        case "octagon":
            return f"M{x - 5:g} {y - 12:g} h10 l7 7 v10 l-7 7 h-10 l-7 -7 v-10 z"
        case _:
            return f"M{x - 11:g} {y - 7:g} h22 v14 h-22 z"


# ── Arcs ─────────────────────────────────────────────────────────────────────


def _arcs(picture: _Picture) -> Iterator[str]:
    places = anchors(picture.plan.boxes)
    touching = ends(picture.arcs, places)
    for edge, (start, end) in zip(picture.arcs, touching, strict=True):
        yield _arc(edge, start, end, picture)


def _arc(edge: Arc, start: Point, end: Point, picture: _Picture) -> str:
    line, faint = _LINES[edge.label], picture.crowded(edge.label)
    swing = _swing(start, end, picture.plan.channel)
    path = (
        f"M{start.x:g} {start.y:g} C{start.x + start.side * swing:g} {start.y:g} "
        f"{end.x + end.side * swing:g} {end.y:g} {end.x:g} {end.y:g}"
    )
    return (
        f'<g data-ends={_quoted(f"{edge.source} {edge.target}")} opacity="{0.4 if faint else 0.9}">'
        f"<title>{_safe(f'{edge.source} {line.verb} {edge.target}')}</title>"
        f'<path d="{path}" {_stroke(edge.label, faint=faint)}/>'
        f'<circle cx="{start.x:g}" cy="{start.y:g}" r="2.6" fill="{line.ink}"/></g>'
    )


def _stroke(label: str, *, faint: bool = False) -> str:
    line = _LINES[label]
    head = "" if label in _MUTUAL else f' marker-end="url(#arc-{label})"'
    dashes = f' stroke-dasharray="{line.dashes}"' if line.dashes and not faint else ""
    return f'fill="none" stroke="{line.ink}" stroke-width="{0.8 if faint else line.width}"{dashes}{head}'


def _swing(start: Point, end: Point, channel: float) -> float:
    """How far the arc swings out: half across the channel, or back to its own side, the farther the wider."""
    if start.side != end.side:
        return channel * 0.55
    outside = (start.side < 0) == (start.x < MARGIN + BOX)
    return min(24 + abs(end.y - start.y) * 0.2, MARGIN * 1.2 if outside else channel * 1.1)


# ── The legend ───────────────────────────────────────────────────────────────


def _legend(picture: _Picture) -> Iterator[str]:
    y = picture.plan.height - LEGEND + GAP
    x = float(MARGIN)
    for verdict, look in picture.looks.items():
        yield _badge(x + 14, y, look)
        yield _text(x + 34, y + 4.5, verdict, _BODY, room=BOX)
        x += 64 + _long(verdict, _BODY)
    x = float(MARGIN)
    for label in picture.shown:
        yield f'<path d="M{x:g} {y + 36:g} h42" {_stroke(label)}/>'
        yield _text(x + 52, y + 40.5, _LINES[label].legend, _LEGEND, room=BOX)
        x += 82 + _long(_LINES[label].legend, _LEGEND)


# ── Text ─────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Type:
    """How a text looks."""

    size: float
    fill: str
    weight: int = 400


_TITLE, _BELOW_TITLE = _Type(25, _INK, 700), _Type(13, _FAINT)
_HEAD, _BODY, _QUIET = _Type(15.5, _INK, 700), _Type(13, _INK), _Type(13, _FAINT)
_SMALL, _LEGEND = _Type(10.5, _FAINT), _Type(12, _FAINT)


def _text(x: float, y: float, text: str, look: _Type, *, room: float) -> str:
    place = f'x="{x:g}" y="{y:g}" font-size="{look.size:g}" font-weight="{look.weight}" fill="{look.fill}"'
    return f"<text {place}>{_safe(_cut(text, look, room))}</text>"


def _long(text: str, look: _Type) -> float:
    """About how long a text is; wide letters of East Asia count twice."""
    return cells(text) * look.size * _LETTER


def _cut(text: str, look: _Type, room: float) -> str:
    """The text, or so much of its beginning as there is room for."""
    line = " ".join(text.split())
    if _long(line, look) <= room:
        return line
    while line and _long(line, look) > room - look.size:
        line = line[:-1]
    return f"{line.rstrip()}…"


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")


def _safe(text: str) -> str:
    """Escaped, without the characters that XML has no way to write."""
    return html.escape(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", text), quote=False)


def _quoted(text: str) -> str:
    """As the value of an attribute."""
    return f'"{html.escape(text)}"'
