"""The pages of the rules, as Markdown and for a terminal."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from specdsl.diagnostics.render.cells import visible, wrap
from specdsl.diagnostics.render.paint import Painter
from specdsl.diagnostics.suggest import suggest
from specdsl.lint.registry import rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from specdsl.lint.rule import Repair, Rule

HEADINGS = ("What it finds", "Why it matters", "Avoid", "Prefer", "How to go on")
"""The headings of every page, in order; `Avoid` shows a spec with the finding, `Prefer` one without."""

_REPAIRS: Mapping[Repair, str] = {
    "safe": "`specdsl lint --fix` mends it",
    "offered": "`specdsl lint --fix --unsafe` mends it in the likeliest way",
    "none": "",
}


def page(name: str) -> str:
    """The page of a rule, with its name for a title."""
    rule = rules()[name]
    return f"# {rule.name}\n\n{rule.page.strip()}\n\n{_facts(rule)}\n"


def similar(name: str) -> tuple[str, ...]:
    """The rules that a name which is none may have meant."""
    return suggest(name, rules())


def catalogue() -> str:
    """All rules family by family, as Markdown."""
    families = groupby(rules().values(), key=lambda rule: rule.family)
    return "\n".join(f"## {family}\n\n{_list([*group])}" for family, group in families)


def explain_text(name: str, width: int = 80, *, color: bool = False) -> str:
    """The page of a rule for a terminal."""
    return "\n".join(_printed(_shown(page(name)), width, Painter(color=color))) + "\n"


def catalogue_text(width: int = 80, *, color: bool = False) -> str:
    """The catalogue for a terminal."""
    paint = Painter(color=color)
    longest = max(map(len, rules()))
    lines: list[str] = []
    for family, group in groupby(rules().values(), key=lambda rule: rule.family):
        lines += ["", paint("bold", family)]
        for rule in group:
            first, *rest = wrap(rule.summary.replace("`", ""), max(width - longest - 14, 20))
            start = f"  {paint(rule.level, rule.name)}{' ' * (longest - len(rule.name))}  {rule.level:<8}  "
            lines += [start + first, *(" " * (longest + 14) + line for line in rest)]
    return "\n".join(lines[1:]) + "\n"


def _list(group: list[Rule]) -> str:
    return "".join(f"- **{rule.name}** ({rule.level}): {rule.summary}\n" for rule in group)


def _facts(rule: Rule) -> str:
    level = f"It is {'an' if rule.level != 'warning' else 'a'} {rule.level} of the family *{rule.family}*"
    return f"{level}; {_REPAIRS[rule.repair]}." if _REPAIRS[rule.repair] else f"{level}."


def _shown(markdown: str) -> str:
    """With the characters spelt out that some pages are about."""
    return "\n".join(map(visible, markdown.split("\n")))


def _printed(markdown: str, width: int, paint: Painter) -> Iterator[str]:
    """Headings stand out, paragraphs are wrapped, what is fenced is set in as it stands."""
    for block in _blocks(markdown):
        first = block[0]
        if first.startswith("```"):
            yield from (f"    {line}".rstrip() for line in block[1:-1])
        elif first.startswith("#"):
            yield paint("bold", first.lstrip("# "))
        elif first.startswith("- "):
            for item in _items(block):
                head, *rest = wrap(item, width - 2)
                yield f"- {head}"
                yield from (f"  {line}" for line in rest)
        else:
            yield from wrap(" ".join(block), width)
        yield ""


def _blocks(markdown: str) -> Iterator[list[str]]:
    """Paragraphs, lists, headings and fences: lines apart by blank ones, but for those inside a fence."""
    block: list[str] = []
    for line in [*markdown.split("\n"), ""]:
        fenced = bool(block) and block[0].startswith("```") and (len(block) == 1 or block[-1] != "```")
        if line or fenced:
            block.append(line)
        elif block:
            yield block
            block = []


def _items(block: list[str]) -> list[str]:
    items: list[str] = []
    for line in block:
        if line.startswith("- "):
            items.append(line[2:])
        else:
            items[-1] += " " + line.strip()
    return items
