"""The marks that stand for verdicts, the same in every picture and legend: colour, pattern, shape, letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.graph.palette import NO_VERDICT, palette
from specdsl.graph.picture.draw import outline
from specdsl.site.prose import escape

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from specdsl.graph.model import Policy
    from specdsl.graph.palette import Look, Shape

# Lines of each pattern within a tile of eight by eight.
_TILES: dict[Shape, str] = {
    "circle": "M2 2h.01 M6 6h.01",
    "diamond": "M-2 2l4 -4 M0 8l8 -8 M6 10l4 -4",
    "octagon": "M0 8l8 -8 M0 0l8 8",
    "dash": "M0 2h8 M0 6h8",
}


def look_class(look: Look) -> str:
    """The class by which the style sheet knows a verdict's look."""
    return f"specdsl-look-{look.shape}"


def patterns(prefix: str, looks: Iterable[Look]) -> str:
    """The patterns of some looks, each once, under ids that begin alike."""
    each = {look.shape: look for look in looks}
    return f"<defs>{''.join(_pattern(prefix, look) for look in each.values())}</defs>"


def _pattern(prefix: str, look: Look) -> str:
    return (
        f'<pattern id="{prefix}-{look.shape}" class="{look_class(look)}" width="8" height="8" '
        f'patternUnits="userSpaceOnUse"><path class="specdsl-ink-line" d="{_TILES[look.shape]}" fill="none" '
        f'stroke="{look.ink}" stroke-width="1.4" stroke-linecap="round"/></pattern>'
    )


def badge(x: float, y: float, look: Look, letters: str) -> str:
    """A verdict as shape, colour and letter, in a group that has the look's class."""
    size = 14 if len(letters) == 1 else 10
    return (
        f'<g transform="translate({x:g} {y:g}) scale(.75)">'
        f'<path class="specdsl-ink" d="{outline(look.shape, 0, 0)}" fill="{look.ink}"/>'
        f'<text class="specdsl-letter" y="{size * 0.36:g}" font-size="{size}" text-anchor="middle" '
        f'fill="#ffffff">{escape(letters)}</text></g>'
    )


# ── The legend ───────────────────────────────────────────────────────────────

_KINDS = {
    "gap": ("dash", "specdsl-gap", "no rule stands: what the policy says otherwise"),
    "contradiction": ("!", "specdsl-contradiction", "rules contradict each other"),
    "silent": ("x", "specdsl-silent", "no rule stands, and nothing says otherwise"),
    "unknown": ("x", "specdsl-unknown", "too much to work out"),
}


_GAP = '<span class="specdsl-gap-sample"></span>'


def legend(policy: Policy, kinds: Collection[str] = ()) -> str:
    """What the marks mean: every verdict, and some kinds of outcomes beside."""
    return f'<ul class="specdsl-legend">{"".join(_items(policy, kinds))}</ul>'


def _items(policy: Policy, kinds: Collection[str]) -> Iterator[str]:
    for verdict, look in palette(policy).items():
        yield _item(look_class(look), _sample(look, look.letters), verdict)
    for kind, (letter, name, said) in _KINDS.items():
        if kind in kinds:
            sample = (
                _sample(NO_VERDICT, letter) if kind != "gap" else '<span class="specdsl-gap-sample"></span>'
            )
            yield _item(f"{look_class(NO_VERDICT)} {name}", sample, said)


def _item(kinds: str, sample: str, said: str) -> str:
    return f'<li class="{kinds}">{sample}{escape(said)}</li>'


def _sample(look: Look, letters: str) -> str:
    return (
        '<svg class="specdsl-sample" aria-hidden="true" width="28" height="28" viewBox="-14 -14 28 28">'
        f"{badge(0, 0, look, letters)}</svg>"
    )
